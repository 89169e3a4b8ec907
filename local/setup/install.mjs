// Runs before every start and test, under whatever Node is there: it may use nothing but Node 20 and its own modules.
// Arguments: the parts to make; by default `packages` and `python`. `localstack` is made of packages that are there already.
import { fileURLToPath } from "node:url";
import { stopChildren } from "./child.mjs";
import { parts, setUp } from "./set-up.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const say = (text) => process.stderr.write(`${text}\n`);

async function main() {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !(name in parts));
  if (unknown === undefined)
    return report(await setUp(root, wanted.length > 0 ? wanted : ["packages", "python"], stopOnSignal));
  say(`There is no part ${unknown}.\nusage: node local/setup/install.mjs [${Object.keys(parts).join("] [")}]`);
  process.exitCode = 2;
}

function stopOnSignal(release) {
  let stopping = false;
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ]) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      await stopChildren();
      release();
      say("\nset-up stopped; the next start takes it up again");
      process.exit(code);
    });
  }
}

function report(reasons) {
  if (reasons.length === 0) return;
  for (const reason of reasons) say(`\n${describe(reason)}`);
  process.exitCode = 1;
}

function describe(error) {
  const help = error.help ?? `Check that ${root} can be read and written, then run the same command again.`;
  return `${error.message}\n${help}`;
}

main().catch((error) => report([error]));
