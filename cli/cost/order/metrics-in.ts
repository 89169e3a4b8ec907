interface Line {
  readonly _aws?: {
    readonly CloudWatchMetrics: readonly {
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  readonly [field: string]: unknown;
}

/** The metrics that a log line is, by name and values of its dimensions. */
export function metricsIn(text: string): string[] {
  const line: Line = JSON.parse(text);
  return (line._aws?.CloudWatchMetrics ?? []).flatMap(({ Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      Dimensions.map((names) => [Name, ...names.map((name) => `${name}=${line[name]}`)].join(" ")),
    ),
  );
}
