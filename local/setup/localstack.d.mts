import type { PythonRange } from "./find-python.mjs";

export const localstackPython: PythonRange;
export function localstackDue(root: string): boolean;
export function installLocalstack(root: string, note: (how: string) => void): Promise<void>;
