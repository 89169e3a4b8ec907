export function packagesDue(root: string): boolean;
