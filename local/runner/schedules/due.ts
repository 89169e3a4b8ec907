const ONE_TIME = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)\)$/;

/** Milliseconds by which the clocks of a zone are ahead of UTC at an instant. */
function ahead(zone: string, instant: number): number {
  const wall = new Date(instant).toLocaleString("sv-SE", { timeZone: zone });
  return Date.parse(`${wall.replace(" ", "T")}Z`) - instant;
}

/**
 * When a one-time schedule is due, in milliseconds since 1970; undefined for one that recurs.
 * Throws RangeError for a date or a zone that does not exist.
 */
export function dueOf(expression: string, zone = "UTC"): number | undefined {
  const [, local] = ONE_TIME.exec(expression) ?? [];
  if (local === undefined) return undefined;
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(local))
    throw new RangeError(`No such time: ${local}`);
  // The clocks may have been changed between the first guess and the time that is meant.
  return wall - ahead(zone, wall - ahead(zone, wall));
}
