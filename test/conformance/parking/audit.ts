import type { Commit } from "../../../functions/runtime/commit.ts";
import type { World } from "../../../functions/runtime/testing/simulation/world.ts";

/** Whom the last claim of each stream waits for, where nothing has answered it. */
function openClaims(commits: readonly Commit[]): string[] {
  const answered = new Set(commits.flatMap(({ answers }) => answers.map(({ id }) => id)));
  return commits.flatMap(({ claim }) =>
    claim && !answered.has(claim.id) ? [`nobody ended the claim of ${claim.id}`] : [],
  );
}

/** The places of each key, in the order of its facts. */
function disorder(commits: readonly Commit[]): string[] {
  const facts = Map.groupBy(commits, ({ stream }) => stream);
  return [...facts].flatMap(([stream, own]) => {
    const places = own.flatMap(({ events }) => events.map(({ data }) => (data as { place: number }).place));
    return places.every((place, i) => place === i) ? [] : [`${stream} is out of order: ${places}`];
  });
}

/** Finds what must not be once every letter has been mended and sent back: one sentence each. */
export async function auditMill({ ground, cloud }: World, sent: readonly string[]): Promise<string[]> {
  const commits = [...ground.all()];
  const times = Map.groupBy(
    commits.flatMap(({ answers }) => answers.map(({ id }) => id)),
    (id) => id,
  );
  const halts = await ground.attempts.halts("mill/mill");
  const left = [...cloud.queues.values(), ...cloud.deadLetters.values()].flatMap((queue) => queue.all());
  return [
    ...sent
      .filter((id) => times.get(id)?.length !== 1)
      .map((id) => `${id} was answered ${times.get(id)?.length ?? 0} times`),
    ...disorder(commits),
    ...openClaims(commits),
    ...halts.map((id) => `the consumer is halted for ${id}`),
    ...left.map(({ messageId }) => `${messageId} is left`),
  ];
}
