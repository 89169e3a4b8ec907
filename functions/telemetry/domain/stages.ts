/** Percent of the devices that a stage and those before it reach. */
const REACH = [1, 10, 100] as const;
export const LAST_STAGE = REACH.length;

/** How many devices a stage and those before it reach, of `count`; stages count from 1. */
export const reachOf = (stage: number, count: number): number => Math.ceil((count * (REACH[stage - 1] ?? 100)) / 100);

/** FNV-1a of 32 bits, mixed once more, since ids often differ in their last character alone. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Each device once, in an order of the rollout's own, so that it is not always the same ones that go first. */
export function inRolloutOrder(rolloutId: string, devices: readonly string[]): string[] {
  const places = new Map(devices.map((deviceId) => [deviceId, hashOf(`${rolloutId}/${deviceId}`)]));
  const place = (deviceId: string) => places.get(deviceId) ?? 0;
  return [...places.keys()].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
