import type { Case } from "../../case.ts";
import { refusal } from "../../made/refusal.ts";
import { leftOutOf, tryStack } from "../../made/stack.ts";
import type { Place } from "../../place.ts";
import { type Group, typesOfData } from "./types-of-data.ts";
import { typesOfFunctions } from "./types-of-functions.ts";

async function notMade(place: Place, { resources, types }: Group): Promise<readonly string[]> {
  const wanted = types ?? Object.values(resources).map(({ Type }) => Type);
  const making = tryStack(place, "types", { Resources: resources });
  if (await refusal(making, "ValidationError")) return wanted;
  const stack = await making;
  return stack.status === "CREATE_COMPLETE" ? leftOutOf(stack, wanted) : wanted;
}

export const everyType: Case = {
  id: "cloudformation/every-type",
  title: "Each type of resource that Bugle deploys is made.",
  source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
  instead:
    "Leaves out what it can do without; after each deployment the runner looks whether all it relies on is there.",
  run: async (place) => {
    const groups = [...typesOfData(place), ...typesOfFunctions(place)];
    const missing = (await Promise.all(groups.map((group) => notMade(place, group)))).flat().toSorted();
    return missing.length === 0 ? undefined : `does not make ${missing.join(", ")}`;
  },
};
