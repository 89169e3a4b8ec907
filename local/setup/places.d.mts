export function pythonPlaces(env?: NodeJS.ProcessEnv, home?: string): string[];
export function javaPlaces(env?: NodeJS.ProcessEnv, home?: string): string[];
