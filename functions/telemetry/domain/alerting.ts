import { type DeviceSilenceDetected, RaiseAlert, type ThresholdCrossed } from "../contracts.ts";

type Crossed = ThresholdCrossed["data"];

const WORDS = { high: "too high", low: "too low", rise: "changing too fast", back: "within bounds again" } as const;

export const ofCrossing = ({ incidentId, deviceId, metric, direction, value, at, labels }: Crossed): RaiseAlert =>
  new RaiseAlert({
    incidentId,
    deviceId,
    kind: direction,
    metric,
    summary: `${metric} of ${deviceId} is ${WORDS[direction]}: ${value} at ${at}`,
    labels,
  });

export const ofSilence = ({ incidentId, deviceId, since, labels }: DeviceSilenceDetected["data"]): RaiseAlert =>
  new RaiseAlert({
    incidentId,
    deviceId,
    kind: "silence",
    summary: `${deviceId} has not been heard of since ${since}`,
    labels,
  });
