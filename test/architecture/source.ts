/** One file of the tree, its path from the root with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

const string = String.raw`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'`;
const comment = String.raw`\/\/[^\n]*|\/\*.*?\*\/`;
const regularExpression = String.raw`(?<=[=(,:[!&|?{};]\s*|\breturn\s+)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^\/\\\n[])+\/`;
const inCode = new RegExp(`${string}|${comment}|${regularExpression}|[^"'\`/{}]+|.`, "sy");
const inTemplate = /(?:\\.|[^\\`$]|\$(?!\{))+|`|\$\{|./sy;

/** The text with comments, regular expressions and the wording of templates blanked; strings and line breaks stay. */
export function codeOf(text: string): string {
  const nesting: string[] = [];
  let code = "";
  while (code.length < text.length) {
    const template = nesting.at(-1) === "`";
    const lexeme = lexemeAt(text, code.length, template ? inTemplate : inCode);
    const wording = template ? lexeme !== "`" && lexeme !== "${" : lexeme.length > 1 && lexeme.startsWith("/");
    code += wording ? lexeme.replaceAll(/[^\n]/g, " ") : lexeme;
    if (!wording) nest(nesting, lexeme, template);
  }
  return code;
}

/** The same without what strings say, for rules about what code does. */
export function deedsOf(text: string): string {
  return codeOf(text).replaceAll(new RegExp(string, "gs"), '""');
}

function lexemeAt(text: string, at: number, lexer: RegExp): string {
  lexer.lastIndex = at;
  return lexer.exec(text)?.[0] ?? text.charAt(at);
}

function nest(nesting: string[], lexeme: string, template: boolean): void {
  if (lexeme === "}" || (template && lexeme === "`")) nesting.pop();
  else if (lexeme === "{" || lexeme === "${" || lexeme === "`") nesting.push(lexeme);
}
