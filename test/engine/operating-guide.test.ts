import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteIdentityCommand, SESClient, VerifyEmailIdentityCommand } from "@aws-sdk/client-ses";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import type { Envelope } from "../../functions/runtime/envelope.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { bringUp, type Up } from "../../local/runner/bring-up.ts";
import { closers } from "../../local/runner/closers.ts";
import { openForTest } from "../local/engine-fixture.ts";
import { emailsAt } from "./shop.ts";
import { copyShop, place, repo } from "./start-fixture.ts";

const SENDER = "bugle@example.com";
const silent = { step: () => {}, log: () => {}, trouble: () => {}, journey: () => {}, ready: () => {} };

/** What the guide shows after eight attempts, as one looks. */
function afterOneAttempt(guide: string): string {
  const once = guide.replace(/(exhausted: Email address … +)8 /, (_, before) => `${before}1 `);
  expect(once).not.toBe(guide);
  return once;
}

/** A command of the guide, what it says one sees, or the place where the cause is mended. */
type Step = { readonly is: "command" | "sees"; readonly text: string } | { readonly is: "mend" };

function stepsOf(guide: string): Step[] {
  const found = guide.matchAll(/```(sh|text)\n([\s\S]*?)```|<!-- (mend) -->/g);
  return [...found].flatMap(([, language, text = "", mend]): Step[] => {
    if (mend) return [{ is: "mend" }];
    if (language === "sh")
      return text
        .trim()
        .split("\n")
        .map((line) => ({ is: "command", text: line }));
    return text.startsWith("aws ") ? [] : [{ is: "sees", text }];
  });
}

/** The commerce system, with an email given up after its first failure: eight take minutes. */
function impatientCommerce(): string {
  const functions = realpathSync(mkdtempSync(join(tmpdir(), "bugle-operating-")));
  onTestFinished(() => rmSync(functions, { recursive: true, force: true }));
  for (const each of ["functions/runtime", "node_modules"])
    symlinkSync(join(repo, each), join(functions, each.split("/").at(-1) ?? each));
  copyShop(functions);
  const file = join(functions, "commerce", "send-email.ts");
  const patient = readFileSync(file, "utf8");
  const impatient = patient.replace("needs: { email } }", "needs: { email }, retry: { attempts: 1 } }");
  expect(impatient).not.toBe(patient);
  writeFileSync(file, impatient);
  return functions;
}

const receipt = (): Envelope => {
  const now = new Date().toISOString();
  const times = { time: now, born: now, correlationid: "order-42", contractversion: 1, hops: 0 };
  const data = { to: "ada@example.com", subject: "Your order", text: "It is on its way." };
  return { specversion: "1.0", id: "receipt-42", source: "/test", type: "SendEmail", kind: "command", ...times, data };
};

async function send({ cloud, systems }: Up, envelope: Envelope): Promise<void> {
  const QueueUrl = systems[0]?.environment.queues["commerce/send-email"];
  await cloud.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(envelope) }));
}

function run(command: string, env: NodeJS.ProcessEnv): Promise<string> {
  const [npx, bugle, ...args] = command.split(" ");
  expect([npx, bugle]).toEqual(["npx", "bugle"]);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(repo, "cli", "bugle.ts"), ...args], { env, cwd: repo });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(said) : reject(new Error(`${command}: ${code}: ${said}`))));
  });
}

/** Ages and addresses differ each time, and columns are as wide as what is in them. */
const normal = (text: string): string[] =>
  text
    .split("\n")
    .map((line) =>
      line
        .replaceAll(/\b\d+ (?:s|min)\b/g, "T")
        .replace(/127\.0\.0\.1:\d+/, "HERE")
        .trim(),
    )
    .map((line) => line.replaceAll(/\s+/g, " "));

const pattern = (line: string) => RegExp(`^${line.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", ".*")}$`);

/** Lines of the guide that were not seen. */
const unseen = (shown: string, said: string): string[] =>
  normal(shown).filter((line) => !normal(said).some((each) => pattern(line).test(each)));

test("a dead letter is seen, understood and sent back as the operating guide says", { timeout: 120_000 }, async () => {
  const steps = stepsOf(afterOneAttempt(readFileSync(join(repo, "docs", "guides", "operating.md"), "utf8")));
  const engine = await openForTest();
  const { state, home, env: own } = await place({ AWS_ENDPOINT_URL: engine.endpoint });
  const env = { ...own, BUGLE_HOME: home };
  const opened = closers();
  onTestFinished(async () => {
    await opened.close();
  });
  const bringing = { root: repo, functions: impatientCommerce(), state, env, reporter: silent, trouble: () => {} };
  const up = await bringUp({ ...bringing, closers: opened, signal: new AbortController().signal }, engine);
  const ses = new SESClient({ ...localAws(engine.endpoint) });
  onTestFinished(() => ses.destroy());
  await ses.send(new DeleteIdentityCommand({ Identity: SENDER }));
  await send(up, receipt());

  let [command, said] = ["", ""];
  for (const step of steps) {
    if (step.is === "mend") await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: SENDER }));
    else if (step.is === "command") {
      command = step.text;
      said = await run(command, env);
    } else if (command.includes(" redrive ")) expect(unseen(step.text, said)).toEqual([]);
    else await expect.poll(async () => unseen(step.text, await run(command, env)), { timeout: 20_000 }).toEqual([]);
  }
  expect(steps.filter(({ is }) => is === "command").length).toBeGreaterThan(10);
  const emails = await emailsAt(engine.endpoint);
  expect(emails.split("It is on its way.")).toHaveLength(2);
});
