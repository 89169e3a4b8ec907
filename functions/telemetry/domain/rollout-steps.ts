import {
  AdvanceFirmwareRollout,
  CancelDeviceCommand,
  CompleteFirmwareRollout,
  FinishFirmwareRollback,
  InstallFirmware,
  PauseFirmwareRollout,
  RollBackFirmware,
} from "../contracts.ts";
import { MARK, withMark } from "./marks.ts";
import { due, isGoingBack, type Progress, verdict } from "./progress.ts";

/** How many devices are asked in one step, so that no commit grows large. */
const AT_ONCE = 100;

/** Names of a rollout's commands in the mailboxes of its devices. */
const installId = (rolloutId: string) => `${rolloutId}.install`;
const returnId = (rolloutId: string) => `${rolloutId}.return`;

/** What one device is asked next, and the mark it then has. */
function askDevice({ plan, marks, ...current }: Progress, place: number, rolloutId: string) {
  const deviceId = plan?.devices[place];
  if (!plan || deviceId === undefined) return undefined;
  const { model, from, to, within: expiresAfter } = plan;
  const install = { deviceId, rolloutId, model, expiresAfter };
  if (!isGoingBack({ plan, marks, ...current }))
    return { mark: MARK.asked, send: new InstallFirmware({ ...install, ...to, commandId: installId(rolloutId) }) };
  if (marks[place] === MARK.owing)
    return { mark: MARK.returning, send: new InstallFirmware({ ...install, ...from, commandId: returnId(rolloutId) }) };
  const recall = { deviceId, rolloutId, version: to.version, commandId: installId(rolloutId) };
  return { mark: MARK.recalled, send: new CancelDeviceCommand(recall) };
}

/** Asks the next devices, as many as fit into one step. */
export function asking(current: Progress, { key, time }: { readonly key: string; readonly time: string }) {
  const asked = due(current)
    .slice(0, AT_ONCE)
    .flatMap((place) => {
      const ask = askDevice(current, place, key);
      return ask ? [{ place, ...ask }] : [];
    });
  const marks = asked.reduce((all, { place, mark }) => withMark(all, place, mark), current.marks);
  const state = asked.length > 0 ? { ...current, marks, lastAsked: time } : current;
  return { state, send: asked.map(({ send }) => send) };
}

/** The command that asks for a decision, based on the newest that is known. */
export function asksFor({ ask, decision }: Progress, rolloutId: string) {
  if (!ask) return [];
  const { what, reason } = ask;
  const answering = { rolloutId, decision };
  switch (what) {
    case "advance":
      return [new AdvanceFirmwareRollout(answering)];
    case "complete":
      return [new CompleteFirmwareRollout(answering)];
    case "pause":
      return [new PauseFirmwareRollout({ ...answering, reason })];
    case "roll-back":
      return [new RollBackFirmware({ ...answering, reason })];
    case "finish":
      return [new FinishFirmwareRollback(answering)];
  }
}

/** Asks for a decision if one is due and none has been asked for. */
export function judged(current: Progress, rolloutId: string) {
  const ask = current.ask ? undefined : verdict(current);
  if (!ask) return { state: current, send: [] };
  const state = { ...current, ask };
  return { state, send: asksFor(state, rolloutId) };
}
