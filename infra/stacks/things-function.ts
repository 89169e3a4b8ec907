import type { Stack } from "aws-cdk-lib";
import { topicRules } from "../constructs/topic-rules.ts";
import { apiPermissions, commandConsumers } from "../permissions/api.ts";
import { sendTo } from "../permissions/permission.ts";
import { apiTimeout } from "../timeouts.ts";
import { type Making, systemFunction } from "./making.ts";

/** What takes the messages of devices to the system's API; nothing where the system names no topics. */
export function thingsFunction(stack: Stack, making: Making): void {
  const { data, platform } = making;
  const { things } = data.system;
  const { untaken } = data;
  if (!things || !untaken) return;
  const target = systemFunction(stack, "Things", making, {
    kind: "things",
    tells: { queues: commandConsumers(data), traces: true },
    permissions: [...apiPermissions(data, platform), sendTo(untaken)],
    timeout: apiTimeout,
    deadLetters: untaken,
    description: `Messages of devices to ${data.system.name}`,
  });
  topicRules(stack, "Topics", { filters: things.map(({ filter }) => filter), target, undeliverable: untaken });
}
