/** What the tables say of a service, all that its calls are answered from. */
import { loadIndex } from "../../aws/model/table.ts";
import { loadReadings, type ServiceReadings } from "../../aws/resources/readings.ts";
import { loadResources } from "../../aws/resources/table.ts";
import type { ServiceResources } from "../../aws/resources/types.ts";
import { KnowledgeBase } from "../../verify/knowledge.ts";
import { type AroundEngine, loadAround } from "../engines/around.ts";
import type { DataEngine } from "../engines/engine.ts";
import { loadDataEngine, loadEngine } from "../engines/engines.ts";

export interface ServiceTables {
  readonly resources: ServiceResources;
  readonly readings: ServiceReadings;
  readonly base: KnowledgeBase;
  /** The services whose operations are named by the same header: Timestream has two. */
  readonly siblings: readonly string[];
  readonly data: DataEngine;
  readonly around: AroundEngine;
}

async function listSiblings(service: string): Promise<readonly string[]> {
  const { services } = await loadIndex();
  const own = services.find((entry) => entry.service === service);
  if (own?.targetPrefix === undefined) return [];
  return services.flatMap((entry) =>
    entry !== own && entry.targetPrefix === own.targetPrefix && entry.retired === undefined
      ? [entry.service]
      : [],
  );
}

export async function loadTables(service: string): Promise<ServiceTables> {
  const [resources, readings, base, siblings, data, around] = await Promise.all([
    loadResources(service),
    loadReadings(service),
    KnowledgeBase.load([{ service }]),
    listSiblings(service),
    loadDataEngine(service),
    loadAround(service),
    loadEngine(service),
  ]);
  return { resources, readings, base, siblings, data, around };
}
