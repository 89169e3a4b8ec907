// A thread of its own: it hears that LocalStack is gone even while a handler keeps the main thread busy.
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { parentPort } from "node:worker_threads";

const line = new Socket({ fd: 0, readable: true, writable: true });

const end = () => process.kill(process.pid, "SIGKILL");

line.on("error", end);
createInterface({ input: line })
  .on("line", (text) => parentPort.postMessage(text))
  .on("close", end);
parentPort.on("message", (text) => line.write(`${text}\n`));
