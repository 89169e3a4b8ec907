import type { Fault, Rule } from "../finding.ts";
import { emittersOf, handlersOf, type Landscape, type Placed, sagaOf, sendersOf } from "../landscape.ts";

const types = (contracts: readonly { type: string }[]) => new Set(contracts.map(({ type }) => type));

/** Whether anyone but this saga may send the command; an API nobody has looked into may send anything. */
function othersSend(landscape: Landscape, saga: Placed, command: string): boolean {
  const fromOutside = landscape.sentByApis?.has(command) ?? landscape.systems.some(({ api }) => api !== undefined);
  return fromOutside || sendersOf(landscape, command).some(({ entry }) => entry !== saga.entry);
}

/** An event that may come without this saga's doing is an interrupt: there is nothing to wait for. */
function comesUnasked(landscape: Landscape, saga: Placed, event: string): boolean {
  return emittersOf(landscape, event).some(
    ({ consumer, entry }) =>
      consumer.kind === "subscriber" ||
      entry.receives.some((type) => !saga.entry.sends.includes(type) || othersSend(landscape, saga, type)),
  );
}

function lostWait(landscape: Landscape, placed: Placed, command: string): Fault | undefined {
  const saga = sagaOf(placed);
  const handler = handlersOf(landscape, command)[0]?.entry;
  if (!saga || !handler) return undefined;
  const awaited = types(Object.values(saga.waits ?? {}).flatMap((wait) => wait.for));
  const answers = [...handler.emits, ...(handler.replies ? [handler.replies] : []), "Rejection"];
  if (answers.some((type) => awaited.has(type))) return undefined;
  const [starts, hears] = [types(saga.startedBy), types(saga.hears)];
  const lost = handler.emits.find(
    (type) => hears.has(type) && !starts.has(type) && !comesUnasked(landscape, placed, type),
  );
  if (lost === undefined) return undefined;
  return {
    file: placed.entry.file,
    message: `sends ${command} and hears its answer ${lost} outside any wait: if the answer is lost, the process stands still for ever`,
    cure: `move ${lost} from \`hears\` to a wait: { for: [${lost}], within: …, while: … }, with a timeout step`,
  };
}

/** One awaited answer per command is enough: its timeout also fires when another answer is lost. */
export const answersAreAwaited: Rule = (landscape) =>
  landscape.handlers.flatMap((placed) =>
    placed.entry.sends.map((command) => lostWait(landscape, placed, command)).filter((fault) => fault !== undefined),
  );
