/** Which Python is wanted, and for what; open where it has no `to`. */
export interface PythonRange {
  /** Who needs it, such as `LocalStack 4.14.0`. */
  what: string;
  /** The oldest and the newest minor version, both included, such as `[3, 12]`. */
  from: readonly [number, number];
  to?: readonly [number, number];
}

export interface Python {
  command: string[];
  /** Such as `3.13.1`. */
  version: string;
  /** Which of venv, ensurepip and pip it has. */
  has: string[];
}

export function findPython(range?: PythonRange, places?: readonly string[]): Promise<Python>;
