import { Aws } from "aws-cdk-lib";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnTopicRule } from "aws-cdk-lib/aws-iot";
import { CfnPermission, type Function as Lambda } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { sendTo } from "../permissions/permission.ts";
import { exactRole } from "./exact-role.ts";

const IOT = "iot.amazonaws.com";

/** What the entry is given: the payload whatever it is, and what IoT Core itself knows of the message. */
const SELECTED = ["encode(*, 'base64') AS body", "topic() AS topic", "clientid() AS client", "newuuid() AS id"];

interface TopicRulesProps {
  /** MQTT topic filters. */
  readonly filters: readonly string[];
  readonly target: Lambda;
  /** Standard: where a message goes that the target could not be invoked with. */
  readonly undeliverable: IQueue;
}

/** A rule of IoT Core for each filter, and what it may do: invoke this one Lambda, or else send to this one queue. */
export function topicRules(parent: Construct, id: string, { filters, target, undeliverable }: TopicRulesProps): void {
  const scope = new Construct(parent, id);
  const onlyForAccount = { conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } } };
  const role = exactRole(scope, "Role", [sendTo(undeliverable)], new ServicePrincipal(IOT, onlyForAccount));
  for (const [i, filter] of filters.entries()) {
    const rule = new CfnTopicRule(scope, `Rule${i + 1}`, {
      topicRulePayload: {
        description: `What is published under ${filter}`,
        awsIotSqlVersion: "2016-03-23",
        sql: `SELECT ${SELECTED.join(", ")} FROM '${filter}'`,
        actions: [{ lambda: { functionArn: target.functionArn } }],
        errorAction: { sqs: { queueUrl: undeliverable.queueUrl, roleArn: role.roleArn, useBase64: false } },
      },
    });
    new CfnPermission(scope, `Rule${i + 1}Invokes`, {
      action: "lambda:InvokeFunction",
      functionName: target.functionArn,
      principal: IOT,
      sourceAccount: Aws.ACCOUNT_ID,
      sourceArn: rule.attrArn,
    });
  }
}
