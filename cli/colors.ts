import pc from "picocolors";
import type { Colors } from "picocolors/types.js";

/** Colours for a person at a terminal, none for a file or a pipe; NO_COLOR is honoured. */
export const stdoutColors = (): Colors => pc.createColors(process.stdout.isTTY === true && pc.isColorSupported);
