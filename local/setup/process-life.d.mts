export function birthOf(pid: number): string | undefined;
export function isAlive(pid: number, birth: string): boolean;
