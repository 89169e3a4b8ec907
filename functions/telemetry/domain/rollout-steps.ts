import {
  AdvanceFirmwareRollout,
  CancelDeviceCommand,
  CompleteFirmwareRollout,
  FinishFirmwareRollback,
  InstallFirmware,
  PauseFirmwareRollout,
  RollBackFirmware,
} from "../contracts.ts";
import { MARK, oneAfter } from "./marks.ts";
import { due, type Progress, request, verdict } from "./progress.ts";

/** How many devices are asked in one step, so that no commit grows large. */
const AT_ONCE = 100;

/** Names of a rollout's commands in the mailboxes of its devices. */
const installId = (rolloutId: string) => `${rolloutId}.install`;
const returnId = (rolloutId: string) => `${rolloutId}.return`;

/** What one device is asked next. */
function requestTo(current: Progress, place: number, rolloutId: string): (InstallFirmware | CancelDeviceCommand)[] {
  const { plan, marks } = current;
  const deviceId = plan?.devices[place];
  if (!plan || deviceId === undefined) return [];
  const { model, from, to, within: expiresAfter } = plan;
  const install = { deviceId, rolloutId, model, expiresAfter };
  if (request(current) === "asked")
    return [new InstallFirmware({ ...install, ...to, commandId: installId(rolloutId) })];
  if (marks[place] === MARK.owing)
    return [new InstallFirmware({ ...install, ...from, commandId: returnId(rolloutId) })];
  return [new CancelDeviceCommand({ deviceId, rolloutId, version: to.version, commandId: installId(rolloutId) })];
}

/** Asks the next devices, as many as fit into one step. */
export function asking(current: Progress, { key, time }: { readonly key: string; readonly time: string }) {
  const next = due(current).slice(0, AT_ONCE);
  const marks = next.reduce((all, place) => oneAfter(all, place, request(current)), current.marks);
  const state = next.length > 0 ? { ...current, marks, lastAsked: time } : current;
  return { state, send: next.flatMap((place) => requestTo(current, place, key)) };
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
