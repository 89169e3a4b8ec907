import type { Plugin } from "esbuild";

const SOURCE = `
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error("the environment holds no AWS credentials");
  return { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN };
};`;

/** Lambda hands its role's keys over in the environment, so the SDK's search through files, logins and metadata services stays out of the bundle. */
export const environmentCredentials: Plugin = {
  name: "environment-credentials",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path }) => ({ path, namespace: "credentials" }));
    onLoad({ filter: /.*/, namespace: "credentials" }, () => ({ contents: SOURCE, loader: "js" }));
  },
};
