import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiReport } from "./api-report.ts";

const project = join(import.meta.dirname, "../..");

writeFileSync(join(project, "docs/api.md"), apiReport(join(project, "dist")));
