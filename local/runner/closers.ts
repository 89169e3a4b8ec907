/** What has been opened so far, closed in reverse order. */
export interface Closers {
  add(close: () => unknown): void;
  /** Closes everything once; one that fails keeps no other from closing, and its error is answered. */
  close(): Promise<unknown[]>;
}

export function closers(): Closers {
  const open: (() => unknown)[] = [];
  return {
    add: (close) => {
      open.push(close);
    },
    close: async () => {
      const errors: unknown[] = [];
      for (let close = open.pop(); close; close = open.pop())
        try {
          await close();
        } catch (error) {
          errors.push(error);
        }
      return errors;
    },
  };
}
