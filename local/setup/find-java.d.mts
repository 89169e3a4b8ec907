export interface Java {
  home: string;
  version: string;
}

export function findJava(places?: readonly string[]): Promise<Java>;
export function javaProgram(home: string, name: string): string;
