import { join } from "node:path";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import type { LogLine } from "../../functions/runtime/ports.ts";
import { startCardGateway } from "../card-gateway/index.ts";
import { deploy } from "../deploy/deploy.ts";
import { localAws } from "../deploy/local-aws.ts";
import { openEngine } from "../engine/engine.ts";
import { openClients } from "./clients.ts";
import type { Closers } from "./closers.ts";
import { verifySenders } from "./email-identity.ts";
import { runHandlers } from "./handlers.ts";
import type { Trouble } from "./poller.ts";
import { type Output, step } from "./steps.ts";
import { sweep } from "./sweep.ts";
import { type Cloud, type RunningSystem, systemsOf } from "./systems.ts";

