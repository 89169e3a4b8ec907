const REDRAW = 100;

/** Tells a person at a terminal how far the work is; a file or a pipe is told nothing. */
export function showProgress(stream: NodeJS.WriteStream = process.stderr) {
  let text = "";
  const hide = () => stream.isTTY && stream.write("\r\u001B[K");
  const draw = () => text && stream.write(`\r\u001B[K${text.slice(0, (stream.columns ?? 80) - 1)}`);
  const timer = stream.isTTY ? setInterval(draw, REDRAW) : undefined;
  return {
    say: (now: string) => {
      text = now;
    },
    hide,
    end: () => {
      clearInterval(timer);
      hide();
    },
  };
}

export const percent = (part: number, whole: number): string =>
  `${Math.min(100, Math.floor((100 * part) / Math.max(1, whole)))} %`;
