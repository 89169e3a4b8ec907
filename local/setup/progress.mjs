const redraw = 100;

/**
 * Shows what is being installed and for how long: one live line on a terminal, else a plain line at start and end of each part.
 * Everything goes to the stream given, standard error by default.
 */
export function showProgress(stream = process.stderr) {
  const live = Boolean(stream.isTTY) && process.env.TERM !== "dumb";
  const parts = new Set();
  const clear = () => live && stream.write("\r\u001b[2K");
  const draw = () => {
    const line = [...parts].map(describe).join(" · ");
    stream.write(`\r\u001b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
  };
  const timer = live ? setInterval(draw, redraw) : undefined;

  const begin = (title) => {
    const part = { title, note: "", since: Date.now() };
    parts.add(part);
    if (!live) stream.write(`${title} …\n`);
    return {
      note: (text) => {
        part.note = text;
      },
      end: (outcome = "") => {
        parts.delete(part);
        clear();
        stream.write(`${describe({ ...part, note: outcome })}\n`);
      },
    };
  };
  const stop = () => {
    clearInterval(timer);
    clear();
  };
  return { begin, stop };
}

function describe({ title, note, since }) {
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  return `${title} … ${seconds} s${note && ` (${note})`}`;
}
