import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Place } from "../place.ts";
import type { Resource } from "./stack.ts";

/** The cheapest and quickest resource there is. */
export const parameter = (Value: unknown, more: Partial<Resource> = {}): Resource => ({
  Type: "AWS::SSM::Parameter",
  Properties: { Type: "String", Value },
  ...more,
});

/** What a parameter holds, undefined if there is none. */
export async function parameterValue(place: Place, Name: string | undefined): Promise<string | undefined> {
  try {
    return (await place.client(SSMClient).send(new GetParameterCommand({ Name }))).Parameter?.Value;
  } catch (error) {
    if (error instanceof Error && error.name === "ParameterNotFound") return undefined;
    throw error;
  }
}
