import type { Colors } from "picocolors/types.js";
import type { JourneyNode } from "../../functions/runtime/edge/journey.ts";

const HANDLINGS = ["request", "commit", "projection", "at-most-once"];

const isHandling = ({ kind }: JourneyNode) => HANDLINGS.includes(kind);

/** A message with one handling, such as a command, stands on one line with it. */
function merged(node: JourneyNode): {
  label: JourneyNode;
  by: JourneyNode | undefined;
  children: readonly JourneyNode[];
} {
  const [only] = node.children;
  if (isHandling(node)) return { label: node, by: node, children: node.children };
  if (node.kind !== "event" && node.children.length === 1 && only)
    return { label: node, by: only, children: only.children };
  return { label: node, by: undefined, children: node.children };
}

const silence = ({ kind, due }: JourneyNode): string =>
  kind === "timer" || due !== undefined ? "not due yet" : "not handled yet";

function text(node: JourneyNode, since: number, colors: Colors): string {
  const { label, by } = merged(node);
  const name =
    label.kind === "request" ? (label.by ?? label.type) : isHandling(label) ? "" : `${label.kind} ${label.type}`;
  if (!by)
    return label.kind === "event" || label.handledAt ? colors.bold(name) : `${name} ${colors.dim(silence(label))}`;
  if (by.kind === "request") return colors.bold(name);
  const at = Date.parse(by.handledAt ?? by.sentAt) - since;
  const hop = `${by.ms ?? 0} ms, at ${at} ms`;
  const outcome = by.outcome === "done" ? "" : ` ${colors.yellow(by.outcome ?? "")}`;
  return [name && `${name} →`, `${by.by}${outcome}`, colors.dim(hop)].filter(Boolean).join(" ");
}

function* branch(node: JourneyNode, since: number, colors: Colors, indent: string): Generator<string> {
  const { children } = merged(node);
  for (const [i, child] of children.entries()) {
    const last = i === children.length - 1;
    yield `${indent}${last ? "└─" : "├─"} ${text(child, since, colors)}`;
    yield* branch(child, since, colors, `${indent}${last ? "   " : "│  "}`);
  }
}

/** A journey as a tree: each message, who handled it, how long the hop took, and when that was since the journey began. */
export function* journeyLines(roots: readonly JourneyNode[], colors: Colors): Generator<string> {
  const since = Math.min(...roots.map(({ sentAt }) => Date.parse(sentAt)));
  for (const root of roots) {
    yield text(root, since, colors);
    yield* branch(root, since, colors, "");
  }
}
