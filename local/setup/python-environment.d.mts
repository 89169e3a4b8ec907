import type { PythonRange } from "./find-python.mjs";

/** A virtual environment. Its paths are absolute, or from the root on. */
export interface PythonEnvironment {
  /** Below .bugle. */
  folder: string;
  /** The file of its pinned requirements. */
  requirements: string;
  /** Default 3.10 and newer, of the PATH. */
  python?: PythonRange;
  /** The arguments of each further `pip install`, run after the requirements and in this order; its paths are absolute. */
  installs?: readonly (readonly string[])[];
  /** The files that these read: when one changes, the environment is due. */
  inputs?: readonly string[];
}

export function environmentDue(root: string, which?: PythonEnvironment): boolean;
export function makeEnvironment(root: string, note: (how: string) => void, which?: PythonEnvironment): Promise<void>;
export function distrustEnvironment(venv: string): void;
