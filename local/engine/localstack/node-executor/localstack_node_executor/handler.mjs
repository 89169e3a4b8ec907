import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { RuntimeFault } from "./fault.mjs";

const NAME = /^((?:.*\/)?[^./]+)\.([^/]+)$/;
const ENDINGS = ["", ".js", ".mjs", ".cjs"];

function fileOf(root, module) {
  const files = ENDINGS.map((ending) => resolve(root, `${module}${ending}`));
  const file = files.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  return file ?? createRequire(import.meta.url).resolve(module, { paths: [root, join(root, dirname(module))] });
}

async function loaded(root, module) {
  try {
    return await import(pathToFileURL(fileOf(root, module)).href);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeFault("UserCodeSyntaxError", String(error), error.stack);
    if (error?.code === "MODULE_NOT_FOUND") throw new RuntimeFault("ImportModuleError", String(error), error.stack);
    throw error;
  }
}

const exported = (from, path) => path.split(".").reduce((value, key) => value?.[key], from);

/** The function that a handler's name (`path/file.export`) stands for; fails as Lambda's runtime does. */
export async function loadHandler(name, root) {
  const [, module, path] = NAME.exec(name) ?? [];
  if (!module || name.includes("..")) throw new RuntimeFault("MalformedHandlerName", `Bad handler ${name}`);
  const namespace = await loaded(root, module);
  const handler = exported(namespace, path) ?? exported(namespace.default, path);
  if (!handler) throw new RuntimeFault("HandlerNotFound", `${name} is undefined or not exported`);
  if (typeof handler !== "function") throw new RuntimeFault("HandlerNotFound", `${name} is not a function`);
  return handler;
}

/** Calls it and waits for what it answers: by promise, by callback, or at once. */
export const called = (handler, event, context) =>
  new Promise((answer, fail) => {
    const returned = handler(event, context, (error, result) => (error == null ? answer(result) : fail(error)));
    const callsBack = handler.length > 2 && typeof returned?.then !== "function";
    if (!callsBack) answer(returned);
  });
