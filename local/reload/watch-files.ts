import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { join, relative, sep } from "node:path";

const QUIET_MS = 15;

const isSource = (file: string): boolean => /(?:^|\/)[^./][^/]*\.ts$/.test(file);
const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true && !path.endsWith(`${sep}node_modules`);

/**
 * Tells which TypeScript files under a folder were saved, as paths relative to it, once nothing has been saved for 15 ms;
 * answers how to stop. `failed` is told when the system watches no more.
 */
export function watchFiles(
  root: string,
  saved: (files: readonly string[]) => void,
  failed: (error: Error) => void,
): () => void {
  // One per folder: Node's own recursive watch follows files by inode, and loses one that an editor replaces.
  const watchers = new Map<string, FSWatcher>();
  let files = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const tell = (): void => {
    const told = [...files].sort();
    files = new Set();
    saved(told);
  };

  const note = (path: string): void => {
    const file = relative(root, path).replaceAll(sep, "/");
    if (!isSource(file)) return;
    files.add(file);
    clearTimeout(timer);
    timer = setTimeout(tell, QUIET_MS);
  };

  const changed = (folder: string, path: string): void => {
    if (isFolder(path)) follow(path, note);
    else note(path);
    if (isFolder(folder)) return;
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  const follow = (folder: string, found: (path: string) => void): void => {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (_, name) => changed(folder, join(folder, name ?? "")));
      watchers.set(folder, watcher.on("error", failed));
      for (const path of readdirSync(folder).map((name) => join(folder, name)))
        if (isFolder(path)) follow(path, found);
        else found(path);
    } catch (error) {
      // What has gone in the meantime is told by the folder it stood in.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") failed(error as Error);
    }
  };

  follow(root, () => {});
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}
