export function pipProgress(requirements: string, note: (how: string) => void): (line: string) => void;
