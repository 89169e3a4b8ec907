import { paginateListSchedules, type SchedulerClient, type ScheduleSummary } from "@aws-sdk/client-scheduler";

const PAGE = 100;
const DIGITS = [..."0123456789abcdef"];

/**
 * All schedules of a group, some of them twice. An endpoint that knows no second page is asked by first letters,
 * which are hexadecimal in the names that the relay gives.
 */
export async function listSchedules(client: SchedulerClient, group: string, prefix = ""): Promise<ScheduleSummary[]> {
  const query = { GroupName: group, MaxResults: PAGE, ...(prefix !== "" && { NamePrefix: prefix }) };
  const listed: ScheduleSummary[] = [];
  let pages = 0;
  for await (const { Schedules = [] } of paginateListSchedules({ client }, query)) {
    listed.push(...Schedules);
    pages += 1;
  }
  // One that gives more than a page, or takes no notice of the letters, has given all it has.
  const isCut = listed.length === PAGE && listed.every(({ Name }) => Name?.startsWith(prefix));
  const whole = pages > 1 || !isCut;
  if (whole) return listed;
  const parts = await Promise.all(DIGITS.map((digit) => listSchedules(client, group, prefix + digit)));
  return [...listed, ...parts.flat()];
}
