import { parseArgs } from "node:util";
import { startCardGateway } from "./index.ts";

const usage = "usage: node local/card-gateway/main.ts [--port N] [--file PATH] [--late-ms N]";

function wholeNumber(name: string, text: string, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value <= most) return value;
  throw Object.assign(new Error(`--${name} must be a whole number up to ${most}`), { help: usage });
}

try {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      file: { type: "string", default: ".bugle/card-gateway.json" },
      "late-ms": { type: "string", default: "60000" },
    },
  });
  const gateway = await startCardGateway({
    port: wholeNumber("port", values.port, 65_535),
    file: values.file,
    lateAfterMs: wholeNumber("late-ms", values["late-ms"], 2_147_483_647),
  });
  console.log(`card gateway at ${gateway.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, gateway.stop);
} catch (error) {
  const { message, help = usage } = error as Error & { help?: string };
  console.error(`card gateway: ${message}\n${help}`);
  process.exitCode = 1;
}
