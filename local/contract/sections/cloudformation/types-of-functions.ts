import { arnOf, type Resource } from "../../made/stack.ts";
import type { Place } from "../../place.ts";
import type { Group } from "./types-of-data.ts";

const allowed = (Action: readonly string[], more: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, ...more }],
});

const role: Resource = {
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: allowed(["sts:AssumeRole"], { Principal: { Service: "lambda.amazonaws.com" } }),
    Policies: [{ PolicyName: "reads", PolicyDocument: allowed(["sqs:*", "dynamodb:*", "s3:*"], { Resource: "*" }) }],
  },
};

const lambda: Resource = {
  Type: "AWS::Lambda::Function",
  Properties: {
    Runtime: "nodejs24.x",
    Handler: "index.handler",
    Code: { ZipFile: "exports.handler = async () => ({ batchItemFailures: [] });" },
    Role: arnOf("Role"),
  },
};

/** A function with a role that may read queues and streams. */
export const withFunction = (resources: Group["resources"]): Group["resources"] => ({
  Role: role,
  Function: lambda,
  ...resources,
});

const ofFunctions = withFunction({
  Queue: { Type: "AWS::SQS::Queue" },
  Mapping: {
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: { FunctionName: { Ref: "Function" }, EventSourceArn: arnOf("Queue") },
  },
  Permission: {
    Type: "AWS::Lambda::Permission",
    Properties: {
      FunctionName: { Ref: "Function" },
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
    },
  },
});

const ApiId = { Ref: "Api" };

/** An HTTP API in front of another site, so that it needs no function. */
export const httpApi = (place: Place): Group["resources"] => ({
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: place.name("api"), ProtocolType: "HTTP" } },
  Integration: {
    Type: "AWS::ApiGatewayV2::Integration",
    Properties: {
      ApiId,
      PayloadFormatVersion: "1.0",
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "ANY",
      IntegrationUri: "https://example.com",
    },
  },
  Authorizer: {
    Type: "AWS::ApiGatewayV2::Authorizer",
    Properties: {
      ApiId,
      Name: "tokens",
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Issuer: "https://accounts.google.com", Audience: ["bugle"] },
    },
  },
  Route: {
    Type: "AWS::ApiGatewayV2::Route",
    Properties: {
      ApiId,
      RouteKey: "$default",
      AuthorizationType: "JWT",
      AuthorizerId: { Ref: "Authorizer" },
      Target: { "Fn::Join": ["/", ["integrations", { Ref: "Integration" }]] },
    },
  },
  Stage: { Type: "AWS::ApiGatewayV2::Stage", Properties: { ApiId, StageName: "$default", AutoDeploy: true } },
});

const TYPES_OF_LAMBDA = ["Function", "EventSourceMapping", "Permission"].map((type) => `AWS::Lambda::${type}`);

/** All types that Bugle deploys for its functions, in stacks that can be made without each other. */
export const typesOfFunctions = (place: Place): readonly Group[] => [
  { resources: { Role: role } },
  { resources: { Logs: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays: 30 } } } },
  { types: TYPES_OF_LAMBDA, resources: ofFunctions },
  { resources: httpApi(place) },
];
