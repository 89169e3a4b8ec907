import { SESClient, VerifyEmailIdentityCommand } from "@aws-sdk/client-ses";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { describe, expect, it } from "vitest";
import { awsPorts } from "../../functions/runtime/aws/ports.ts";
import { awsServices } from "../../functions/runtime/aws/services.ts";
import type { Place } from "./road-cases.ts";

export function serviceCases(place: () => Place): void {
  describe("services", () => {
    it("read a secret once, and ask again after a failure", async () => {
      const ssm = new SSMClient(place().options);
      const services = awsServices({}, place().options);
      await expect(services.secret("/card/key")).rejects.toMatchObject({ name: "ParameterNotFound" });
      await ssm.send(new PutParameterCommand({ Name: "/card/key", Type: "SecureString", Value: "first" }));
      expect(await services.secret("/card/key")).toBe("first");
      await ssm.send(
        new PutParameterCommand({ Name: "/card/key", Type: "SecureString", Value: "second", Overwrite: true }),
      );
      expect(await services.secret("/card/key")).toBe("first");
    });

    it("send an email from the address of the deployment, and refuse without one", async () => {
      const ses = new SESClient(place().options);
      await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: "shop@example.com" }));
      const email = { to: "ann@example.com", subject: "grüße", text: "your receipt" };
      const { email: send } = awsServices({ emailFrom: "shop@example.com" }, place().options);
      await expect(send(email)).resolves.toBeUndefined();
      await expect(awsServices({}, place().options).email(email)).rejects.toMatchObject({ code: "no-sender" });
    });

    it("are lent only to a handler that declares them", async () => {
      const tables = { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" };
      const environment = {
        stage: "t",
        system: "commerce",
        region: "us-east-1",
        tables,
        queues: {},
        deadLetterQueues: {},
        config: {},
      };
      const { services, trace } = awsPorts(environment, place().options);
      await expect(services.secret("/card/key")).rejects.toMatchObject({ code: "service-not-lent" });
      expect(trace).toBeUndefined();
    });
  });
}
