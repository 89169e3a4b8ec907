import { readFileSync } from "node:fs";

/** Reads what pip prints, line by line, and notes how much of a file of requirements it has fetched. */
export function pipProgress(requirements, note) {
  let wanted = readFileSync(requirements, "utf8").match(/^[\w.-]+==/gm)?.length ?? 0;
  let collected = 0;
  let kilobytes = 0;
  const say = () => {
    const fetched = kilobytes >= 1000 ? `, ${Math.round(kilobytes / 1000)} MB` : "";
    note(`${Math.min(collected, wanted)} of ${wanted} packages${fetched}`);
  };
  return (line) => {
    const [, amount, unit] = /^\s+Downloading \S+ \(([\d.]+) (kB|MB)\)/.exec(line) ?? [];
    if (/^Ignoring /.test(line)) wanted--;
    else if (/^Collecting /.test(line)) collected++;
    else if (amount) kilobytes += Number(amount) * (unit === "MB" ? 1000 : 1);
    else if (/^Installing collected packages/.test(line)) return note(`installing ${collected} packages`);
    else return;
    say();
  };
}
