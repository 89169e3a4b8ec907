import { accept, afterToken, newId, operation, resource, view } from "../../runtime/edge/index.ts";
import { RegisterUser } from "../contracts.ts";
import userProfile from "../user-profile.projection.ts";
import { answers } from "./answers.ts";
import { shapes } from "./shapes.ts";

export const users = resource()
  .post(
    "/users",
    operation({
      summary: "Registers a user",
      description: "An email welcomes them. An address may be registered more than once, each time as another user.",
      body: shapes.user,
      accepts: ["userId"],
    }),
    async (c) => {
      const userId = newId(c);
      const location = `/users/${encodeURIComponent(userId)}`;
      return accept(c, new RegisterUser({ userId, ...c.req.valid("json") }), { location, ids: { userId } });
    },
  )
  .get("/users/:userId", operation({ summary: "A user", query: afterToken, answers: answers.user }), async (c) => {
    const { row } = await view(c, userProfile, c.req.param("userId"), c.req.valid("query"));
    return c.json(row);
  });
