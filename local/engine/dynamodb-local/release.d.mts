export const loopback: string;
export function neededReleaseIn(project: string): string;
export function jarOf(release: string): string;
export function nativesOf(release: string): string;
