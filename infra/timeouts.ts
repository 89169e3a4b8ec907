import { Duration } from "aws-cdk-lib";
import type { Consumer } from "../functions/runtime/manifest.ts";

const seconds = (amount: number) => Duration.seconds(amount);

/** How long one batch of a consumer may take: an outside service gets more time. */
export const consumerTimeout = ({ handlers }: Consumer): Duration =>
  seconds(handlers.some(({ needs }) => needs.length > 0) ? 60 : 30);

export const relayTimeout = seconds(60);
export const sweeperTimeout = Duration.minutes(15);
/** API Gateway gives up after 30 s. */
export const apiTimeout = seconds(29);
/** It reads a row, and the caller waits for it before anything else. */
export const authorizerTimeout = seconds(5);
