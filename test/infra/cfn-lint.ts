import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { environmentDue, makeEnvironment } from "../../local/setup/python-environment.mjs";
import { project } from "./fixture.ts";

const ENVIRONMENT = { folder: "cfn-lint", requirements: "test/infra/cfn-lint/requirements.txt" };

interface LintFinding {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
}

interface RawFinding {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
}

/** Makes its environment where that is due, some 20 s once; answers why it cannot be made, where Python is missing or too old. */
export async function prepareLint(): Promise<string | undefined> {
  if (!environmentDue(project, ENVIRONMENT)) return undefined;
  try {
    await makeEnvironment(project, () => {}, ENVIRONMENT);
    return undefined;
  } catch (error) {
    const { code = "", message } = error as Error & { code?: string };
    if (code.startsWith("python-")) return message;
    throw error;
  }
}

/** All that cfn-lint finds in templates, hints included. */
export function lint(files: readonly string[]): LintFinding[] {
  const program = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
  const python = join(project, ".bugle", ENVIRONMENT.folder, program);
  const args = [
    "-c",
    "from cfnlint.runner import main; main()",
    "-c",
    "I",
    "-f",
    "json",
    "-r",
    "eu-west-1",
    "-t",
    ...files,
  ];
  const { stdout, stderr } = spawnSync(python, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (stdout === "") throw new Error(`cfn-lint did not run: ${stderr}`);
  const found: RawFinding[] = JSON.parse(stdout);
  return found.map(({ Filename, Message, Rule }) => ({ rule: Rule.Id, file: Filename, message: Message }));
}
