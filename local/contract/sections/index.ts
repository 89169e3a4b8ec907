import type { Section } from "../case.ts";
import { bus } from "./bus.ts";
import { cloudformation } from "./cloudformation.ts";
import { fifo } from "./fifo.ts";
import { functions } from "./functions.ts";
import { http } from "./http.ts";
import { journal } from "./journal.ts";
import { queues } from "./queues.ts";
import { schedules } from "./schedules.ts";
import { streams } from "./streams.ts";
import { topics } from "./topics.ts";

/** The contract of an endpoint: what AWS does and Bugle, or a system built with it, relies on. */
export const sections: readonly Section[] = [
  queues,
  fifo,
  topics,
  bus,
  journal,
  streams,
  functions,
  schedules,
  cloudformation,
  http,
];
