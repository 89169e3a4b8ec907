import {
  CloudFormationClient,
  DeleteStackCommand,
  paginateDescribeStacks,
  type Stack,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import type { LocalAws } from "./local-aws.ts";

const WAIT = { maxWaitTime: 60, minDelay: 0.1, maxDelay: 1 };

/** Every stack of Lambdas, and no other, names its sweeper. */
const runsLambdas = ({ StackName, StackStatus, Outputs = [] }: Stack): boolean =>
  StackName?.startsWith("Bugle-local-") === true &&
  StackStatus !== "DELETE_COMPLETE" &&
  Outputs.some(({ OutputKey }) => OutputKey === "SweeperFunction");

/**
 * Removes the stacks of Lambdas that a run with `--lambda` has left in the engine. They would take the messages of the runner;
 * and after a restart of the engine they read no stream, since it forgets the records but not how far they had been read.
 */
export async function removeFunctionStacks(aws: LocalAws): Promise<void> {
  const client = new CloudFormationClient({ ...aws });
  try {
    const stacks: Stack[] = [];
    for await (const page of paginateDescribeStacks({ client }, {})) stacks.push(...(page.Stacks ?? []));
    const remove = async ({ StackName }: Stack) => {
      await client.send(new DeleteStackCommand({ StackName }));
      await waitUntilStackDeleteComplete({ client, ...WAIT }, { StackName });
    };
    await Promise.all(stacks.filter(runsLambdas).map(remove));
  } finally {
    client.destroy();
  }
}
