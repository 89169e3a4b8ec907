/** The refusal of a request under one of these names, undefined if it was taken; another failure is thrown. */
export async function refusal<E extends Error = Error>(
  sent: Promise<unknown>,
  ...names: readonly string[]
): Promise<E | undefined> {
  try {
    await sent;
    return undefined;
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return error as E;
    throw error;
  }
}
