import { deliver } from "../../functions/runtime/delivery/index.ts";
import { openWorker } from "../../functions/runtime/delivery/open-worker.ts";
import type { Worker } from "../../functions/runtime/delivery/worker.ts";
import { ownerOf } from "../../functions/runtime/envelope.ts";
import type { Loaded } from "../../functions/runtime/manifest-files.ts";
import { memoryCloud } from "../../functions/runtime/memory/cloud.ts";
import { memoryTrace } from "../../functions/runtime/memory/trace.ts";
import type { Delivery, LogLine, SetAside, Trace } from "../../functions/runtime/ports.ts";
import { early } from "../../functions/runtime/relay/early.ts";
import { relay, relayAgain } from "../../functions/runtime/relay/index.ts";
import { type Routes, routesOf } from "../../functions/runtime/routes.ts";
import type { Served } from "../runner/apis.ts";
import type { Poller, Trouble } from "../runner/poller.ts";
import { pumpQueue } from "./queue-pump.ts";
import { pumpRelay } from "./relay-pump.ts";
import { type MemoryPorts, systemPorts } from "./system-ports.ts";

export interface CloudOptions {
  /** Values of the systems' configuration, by system. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly log: (line: LogLine) => void;
  readonly trouble: Trouble;
}

/** All systems at work in this process, on queues, journals and read models in memory. */
export interface LocalMemory extends Poller {
  readonly trace: Trace;
  /** What the HTTP faces of the systems need. */
  served(): Served[];
  /** Puts code to work; throws `invalid-config`, and leaves everything as it was. */
  adopt(loaded: Loaded): void;
}

const RETRY_SECONDS = 60;

const systemOf = (name: string): string => name.slice(0, name.indexOf("/"));
const setAside = ({ body }: Delivery): SetAside => JSON.parse(body);

export function openMemory({ config, log, trouble }: CloudOptions): LocalMemory {
  const trace = memoryTrace();
  const cloud = memoryCloud({ systems: [] }, Date.now);
  const { roads } = cloud;
  const ports = new Map<string, MemoryPorts>();
  const pumps = new Map<string, Poller>();
  let workers: ReadonlyMap<string, Worker> = new Map();
  let routes: ReadonlyMap<string, Routes> = new Map();

  const routesIn = (system: string): Routes => routes.get(system) ?? routesOf({ systems: [] });

  const openSystem = (system: string): MemoryPorts => {
    const opened = systemPorts(trace, log);
    const relaying = pumpRelay(
      opened.journal,
      (commits) => relay({ routes: routesIn(system), roads, trace }, commits),
      trouble,
    );
    ports.set(system, opened);
    pumps.set(`relay of ${system}`, relaying);
    return opened;
  };

  const portsOf = (system: string): MemoryPorts => ports.get(system) ?? openSystem(system);

  const workersOf = ({ manifest, definitions, configs }: Loaded) =>
    manifest.systems
      .flatMap(({ consumers }) => consumers)
      .map((consumer): [string, Worker] => {
        const { name, system, handlers } = consumer;
        const worker = openWorker({
          consumer,
          definitions: handlers.flatMap((handler) => definitions.get(`${system}/${handler.name}`) ?? []),
          ports: { ...portsOf(system), early: early(routesOf({ systems: manifest.systems }), roads) },
          inbox: cloud.inbox(name),
          config: configs.get(system),
          values: config[system] ?? {},
        });
        return [name, worker];
      });

  const sendAgain = async (deliveries: readonly Delivery[]): Promise<Delivery[]> => {
    const failed = deliveries.map(async (delivery) => {
      const message = setAside(delivery);
      const system = systemOf(ownerOf(message.envelope.id));
      return (await relayAgain({ routes: routesIn(system), roads }, [message])).length > 0 ? [delivery] : [];
    });
    const left = (await Promise.all(failed)).flat();
    for (const { receiptHandle } of left) cloud.retry.changeVisibility(receiptHandle, RETRY_SECONDS);
    return left;
  };
  pumps.set("retry", pumpQueue({ queue: cloud.retry, handle: sendAgain, trouble }));

  const pumpNew = (): void => {
    for (const [name, queue] of cloud.queues) {
      // What a consumer that is gone has left waits for its return.
      const handle = async (deliveries: readonly Delivery[]) => deliver(workers.get(name) as Worker, deliveries);
      if (workers.has(name) && !pumps.has(name)) pumps.set(name, pumpQueue({ queue, handle, trouble }));
    }
  };

  const stopOld = (): void => {
    for (const [name, pump] of pumps) {
      if (!cloud.queues.has(name) || workers.has(name)) continue;
      void pump.stop(0);
      pumps.delete(name);
    }
  };

  return {
    trace,
    served: () => [...routes].map(([name, own]) => ({ name, routes: own, ports: { ...portsOf(name), roads } })),
    adopt: (loaded) => {
      const { manifest } = loaded;
      workers = new Map(workersOf(loaded));
      routes = new Map(manifest.systems.map((system) => [system.name, routesOf({ systems: [system] })]));
      cloud.adopt(manifest);
      stopOld();
      pumpNew();
    },
    stop: async (patienceMs) => {
      await Promise.all([...pumps.values()].map((pump) => pump.stop(patienceMs)));
    },
  };
}
