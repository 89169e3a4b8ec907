/** A virtual environment: its folder in .bugle, and the file of its pinned requirements, absolute or from the root on. */
export interface PythonEnvironment {
  folder: string;
  requirements: string;
}

export function environmentDue(root: string, which?: PythonEnvironment): boolean;
export function makeEnvironment(root: string, note: (name: string) => void, which?: PythonEnvironment): Promise<void>;
