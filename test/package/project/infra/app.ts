import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { addSystems } from "bugle/infra";

const app = new App();
await addSystems(app, { functions: join(import.meta.dirname, "../functions") });
