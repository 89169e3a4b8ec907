/** Where and when these were listed. */
export const PRICE_LIST = {
  region: "us-east-1",
  date: "2026-10",
  source: "AWS price list, on demand, beyond the free tier",
} as const;

const MILLION = 1_000_000;

/** US dollars per unit. */
export const PRICES = {
  /** A request of up to 64 KB. */
  sqsRequest: 0.4 / MILLION,
  sqsFifoRequest: 0.5 / MILLION,
  /** A message of up to 64 KB published in a batch of ten counts as one request in all. */
  snsRequest: 0.5 / MILLION,
  eventBridgeEvent: 1 / MILLION,
  schedulerInvocation: 1 / MILLION,
  dynamodbWriteUnit: 0.625 / MILLION,
  dynamodbReadUnit: 0.125 / MILLION,
  dynamodbGbMonth: 0.25,
  dynamodbBackupGbMonth: 0.2,
  lambdaRequest: 0.2 / MILLION,
  /** On arm64. */
  lambdaGbSecond: 0.0000133334,
  httpApiRequest: 1 / MILLION,
  email: 0.1 / 1_000,
  logGb: 0.5,
  logGbMonth: 0.03,
  alarmMetricMonth: 0.1,
  compositeAlarmMonth: 0.5,
  /** Each beyond the first three. */
  dashboardMonth: 3,
  customMetricMonth: 0.3,
} as const;
