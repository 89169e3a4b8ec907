const set = (words: string) => new Set(words.trim().split(/\s+/));

const IRREGULAR = set(`
  awoken been begun bent born borne bought bound broken brought built caught chosen dealt done drawn driven dug eaten
  fallen fed felt fled flown forgotten fought found frozen given gone grown held heard hidden kept known laid led left
  lent lit lost made meant met mistaken overdrawn overpaid overridden overtaken paid prepaid proven rebuilt redone repaid
  resold rewritten ridden risen rung said seen sent shown shot slept slid sold sought spent spoken spun stolen stood
  stuck struck sunk swept sworn taken taught thought thrown told torn underpaid understood undertaken undone unwound
  upheld withdrawn withheld woken won worn written
  ate awoke became began broke came chose did drew drove fell flew forgot froze gave got grew hid knew overdrew overrode
  rang rode sang sank shook spoke sprang stole swam swore threw took tore underwent undertook was went were withdrew woke
  wore wrote agreed decreed disagreed freed guaranteed refereed
`);

const SAME_IN_BOTH = set(`
  beat become beset bet bid broadcast burst cast come cost cut fit forecast hit hurt input let offset outbid output
  overcome override overrun preset put quit read reread rerun reset rid run set shed shut split spread thrust upset
`);

const ED_BUT_NOT_PAST = set("bed embed hundred red sacred shed shred sled wed");

/** A past form that is nothing else, such as Cancelled or Taken. */
export function isPast(word: string): boolean {
  const lower = word.toLowerCase();
  if (IRREGULAR.has(lower)) return true;
  return /[a-z]{2}ed$/.test(lower) && !lower.endsWith("eed") && !ED_BUT_NOT_PAST.has(lower);
}

/** A past form, or one that is spelt like it, such as Shut or Reset. */
export const mayBePast = (word: string): boolean => isPast(word) || SAME_IN_BOTH.has(word.toLowerCase());
