import type { Without } from "../../infra/left-out.ts";
import type { Finding } from "../contract/case.ts";
import type { DeployOptions } from "../deploy/deploy.ts";
import { forgetAnswers } from "./answers.ts";
import { askTwice, type Endpoint } from "./ask.ts";

type Part = keyof Without;

/** The case that tells whether the endpoint has what a part of the infrastructure is made of. */
export const caseOf: Readonly<Record<Part, string>> = {
  archive: "cloudformation/archive",
  "http-api": "cloudformation/http-api",
  "stack-outputs": "cloudformation/stack-outputs",
};

const partsOf = (handlers: DeployOptions["handlers"]): Part[] =>
  handlers === "lambda" ? ["archive", "stack-outputs", "http-api"] : ["archive", "stack-outputs"];

const reason = ({ product, version }: Endpoint, { verdict }: Finding): string =>
  `${product} ${version} ${verdict === "missing" ? "does not know it in CloudFormation" : "accepts it and does nothing"}`;

/** What the infrastructure of a run has to do without at an endpoint, and why: asked unless the answers are kept. */
export async function withoutAt(at: Endpoint, handlers: DeployOptions["handlers"]): Promise<Without> {
  const parts = partsOf(handlers);
  const found = await askTwice(
    at,
    parts.map((part) => caseOf[part]),
  );
  const lacking = parts.flatMap((part) => {
    const finding = found.get(caseOf[part]);
    return finding === undefined || finding.verdict === "as AWS" ? [] : [[part, reason(at, finding)]];
  });
  return Object.fromEntries(lacking);
}

/** Deploys what rests on these answers; if that fails, they may no longer be true of the endpoint, and are asked again next time. */
export async function doubtingAnswers<T>(at: Endpoint, deploying: () => Promise<T>): Promise<T> {
  try {
    return await deploying();
  } catch (error) {
    if (!at.signal.aborted) forgetAnswers(at, Object.values(caseOf));
    throw error;
  }
}
