interface Said {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the local cloud's HTTP API and answers the JSON that it says; throws if it refuses. */
export async function ask<T>(url: string, method: string, path: string, { body, headers }: Said = {}): Promise<T> {
  const response = await fetch(url + path, {
    method,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (response.ok) return (await response.json()) as T;
  throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}
