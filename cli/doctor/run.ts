import { readAllKept } from "../../local/contract/kept.ts";
import { sections } from "../../local/contract/sections/index.ts";
import { casesOf } from "../../local/contract/sections-of.ts";
import { homeOf } from "../../local/runner/home.ts";
import { stdoutColors } from "../colors.ts";
import { printableData } from "../printable.ts";
import { project } from "../project.ts";
import { departuresOf } from "./contract.ts";
import { lookAtEndpoint, type Standing } from "./endpoint.ts";
import { type Line, lineOf } from "./line.ts";
import { lookAtMachine } from "./machine.ts";
import { apiPort, enginePort } from "./ports.ts";
import { asSummary, asText, type Diagnosis, verdict } from "./text.ts";

/** Looks at this machine and at the endpoint that `npm start` would use; nothing is started and nothing asked anew. */
async function diagnose(root: string, env: NodeJS.ProcessEnv): Promise<Diagnosis> {
  let standing: Standing | undefined;
  const engine = await lineOf("engine", async () => (standing = await lookAtEndpoint(root, env)), "stops");
  const product = standing?.product ?? "MiniStack";
  const own = standing?.external === false;
  const machine = await lookAtMachine({ root, product: own ? product : undefined });
  const ports = await Promise.all([
    ...(own ? [lineOf("engine's port", () => enginePort(root, env), "stops")] : []),
    lineOf("API's port", () => apiPort(root, env, own), "stops"),
  ]);
  const lines = [...machine, ...ports, engine];
  const { state } = homeOf(root, env);
  const suspect = {
    product,
    version: standing?.health?.version,
    ...(standing?.external && { external: standing.endpoint }),
  };
  return {
    machine: [...machine, ...ports],
    endpoint: [engine],
    contract: departuresOf({ root, state, cases: casesOf(sections), kept: readAllKept() }, suspect),
    stops: lines.filter(({ state }: Line) => state === "stops").map(({ what }) => what),
  };
}

export interface DoctorOptions {
  readonly all?: true;
  readonly json?: true;
}

/** For a pipe or a file. */
const WIDTH = 140;

export async function doctor({ all, json }: DoctorOptions): Promise<void> {
  const diagnosis = await diagnose(project, process.env);
  const text = json
    ? JSON.stringify(
        { well: diagnosis.stops.length === 0, verdict: verdict(diagnosis), ...printableData(diagnosis) },
        null,
        2,
      )
    : (all ? asText : asSummary)(printableData(diagnosis), process.stdout.columns ?? WIDTH, stdoutColors());
  process.stdout.write(`${text}\n`);
  if (diagnosis.stops.length > 0) process.exitCode = 1;
}
