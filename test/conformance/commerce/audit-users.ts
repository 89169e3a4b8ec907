import type { Commit } from "../../../functions/runtime/commit.ts";
import type { World } from "../../../functions/runtime/testing/simulation/world.ts";
import { IDLE } from "./workload.ts";

const countOf = (commits: readonly Commit[], stream: string, sent: string): number =>
  commits
    .filter((commit) => commit.stream === stream)
    .flatMap(({ sends }) => sends)
    .filter(({ type }) => type === sent).length;

async function auditUser({ ground }: World, commits: readonly Commit[], userId: string): Promise<string[]> {
  const reminders = countOf(commits, `commerce/onboarding/${userId}`, "RemindUser");
  const emails = countOf(commits, `commerce/user/${userId}`, "SendEmail");
  const profile = (await ground.models.read("commerce/user-profile", userId))?.row as { email?: string } | undefined;
  return [
    ...(reminders > 1 ? [`${userId} was reminded ${reminders} times`] : []),
    ...(userId === IDLE && reminders === 0 ? ["who never ordered was not reminded"] : []),
    ...(emails === 1 + reminders ? [] : [`${userId} got ${emails} emails, ${reminders} of them reminders`]),
    ...(profile?.email === `${userId}@example.com` ? [] : [`the profile of ${userId} says ${profile?.email}`]),
  ];
}

/** Everyone is welcomed once and reminded at most once; who never orders is reminded. */
export const auditUsers = async (
  world: World,
  commits: readonly Commit[],
  users: readonly string[],
): Promise<string[]> => (await Promise.all(users.map((userId) => auditUser(world, commits, userId)))).flat();
