import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** A module of a package, and what stands in a bundle in its place. */
interface Instead {
  readonly of: RegExp;
  readonly contents: string | ((text: string) => string);
}

/** Lambda hands its role's keys over in the environment: no search through files, logins and metadata services. */
const credentials: Instead = {
  of: /@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/,
  contents: `
    export const defaultProvider = () => async () => {
      const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
      if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error("the environment holds no AWS credentials");
      return { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN };
    };`,
};

/** A Lambda has no home folder with settings in it. */
const settingsFiles: Instead = {
  of: /shared-ini-file-loader\/loadSharedConfigFiles\.js$/,
  contents: `
    export { CONFIG_PREFIX_SEPARATOR } from "./constants";
    export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
};

/** DynamoDB's endpoints are known by region. */
const endpointDiscovery: Instead = {
  of: /@aws-sdk\/middleware-endpoint-discovery\/dist-es\/index\.js$/,
  contents: `
    export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = { environmentVariableSelector: () => false };
    export const resolveEndpointDiscoveryConfig = (config) => config;`,
};

/** Each client takes its version from here, to tell it to nobody. */
const clientVersions: Instead = { of: /@aws-sdk\/client-[^/]+\/package\.json$/, contents: `{ "version": "0" }` };

/** A schema finds its way into JSON Schema by its type too, which leaves the rest to whoever imports `z.toJSONSchema`. */
const jsonSchemaOfEach: Instead = {
  of: /zod\/v4\/classic\/schemas\.js$/,
  contents: (text) =>
    text
      .replaceAll(/^\s*inst\._zod\.processJSONSchema = .*;$/gm, "")
      .replaceAll(/create(?:Standard|To)JSONSchemaMethod\(this, [^)]*\)/g, "undefined"),
};

/** Node brings its own hashes; these are for where there is none. */
const hashesInScript: Instead = {
  of: /checksum\/\w+\/(?:Sha256|Md5|Crc32)Js\.js$/,
  contents: (text) => `export const ${/export class (\w+)/.exec(text)?.[1]} = undefined;`,
};

/** No client of a Lambda runs these: they are taken out of its requests (see `thrifty`). */
const idleSteps: Instead = {
  of: /\/(?:user-agent-middleware|loggerMiddleware)\.js$/,
  contents: (text) =>
    [...text.matchAll(/^export const (\w+)/gm)]
      .map(([, name]) => `export const ${name} = () => ({ applyToStack: () => {} });`)
      .join("\n"),
};

/** The standard way of retrying is what every client uses. */
const adaptiveRetries: Instead = {
  of: /util-retry\/AdaptiveRetryStrategy\.js$/,
  contents: "export const AdaptiveRetryStrategy = undefined;",
};

/** A Lambda's region stands in its environment. */
const machineRegion: Instead = {
  of: /regionConfig\/getInstanceMetadataRegion\.js$/,
  contents: "export const getInstanceMetadataRegion = async () => undefined;",
};

const NEVER_REACHED = [
  credentials,
  settingsFiles,
  machineRegion,
  endpointDiscovery,
  clientVersions,
  idleSteps,
  adaptiveRetries,
  hashesInScript,
  jsonSchemaOfEach,
];

/** Leaves out of a bundle what its Lambda can never reach, though its packages load it first of all. */
export const neverReached: Plugin = {
  name: "never-reached",
  setup({ onLoad }) {
    for (const { of, contents } of NEVER_REACHED)
      onLoad({ filter: of }, async ({ path }) => ({
        contents: typeof contents === "string" ? contents : contents(await readFile(path, "utf8")),
        loader: path.endsWith(".json") ? "json" : "js",
      }));
  },
};
