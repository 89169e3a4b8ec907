import { pathToFileURL } from "node:url";

const [file = ""] = process.argv.slice(2);

// As Lambda would have them; a client reads the region when it is made.
Object.assign(process.env, { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "bench", AWS_SECRET_ACCESS_KEY: "bench" });
const began = performance.now();
await import(pathToFileURL(file).href);
process.stdout.write(String(performance.now() - began));
process.exit(0);
