/** What operations do, for every service: by the deed that the resource table gives each. */
import { loadReadings, type ServiceReadings } from "../../aws/resources/readings.ts";
import { loadResources, UNKNOWN } from "../../aws/resources/table.ts";
import type { Deed, ServiceResources } from "../../aws/resources/types.ts";
import { ENGINES } from "../engines/engines.ts";
import type { Behave, CheckedCall, Done } from "../gateway.ts";
import type { Store } from "../store.ts";
import { doEach } from "./batch.ts";
import { attach, remove, tag, update } from "./change.ts";
import type { Context } from "./context.ts";
import { find } from "./find.ts";
import { make } from "./make.ts";
import { refuseUnknown, UNKNOWN_STATUS } from "./unknown.ts";

/** What is no call's. */
export interface BehaviourWorld {
  readonly store: Store;
  readonly now: () => number;
  readonly mint: (length: number) => string;
}

/** What a service's operations leave behind. */
interface Traces {
  /** The types that some operation tells of, or works on. */
  readonly told: ReadonlySet<string>;
  /** The types that some operation makes, or brings about by attaching. */
  readonly made: ReadonlySet<string>;
  /** The types of data: messages, items, records. No operation that makes such leaves anything to be read. */
  readonly data: ReadonlySet<string>;
}

const MAKING: ReadonlySet<Deed> = new Set(["create", "put", "attach"]);

const traces = new WeakMap<ServiceResources, Traces>();

function listTraces({ operations }: ServiceResources, traceless: readonly string[]): Traces {
  const [told, made, kept, lost] = [0, 1, 2, 3].map(() => new Set<string>()) as [
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
  ];
  for (const [name, { deed, type }] of Object.entries(operations)) {
    if (type === undefined) continue;
    if (MAKING.has(deed)) made.add(type);
    if (deed !== "create" && deed !== "put") told.add(type);
    else (traceless.includes(name) ? lost : kept).add(type);
  }
  return { told, made, data: lost.difference(kept) };
}

/** Whether the table of readings has an operation. */
function isReading({ readings }: ServiceReadings, name: string): boolean {
  return Object.values(readings).some((reads) => reads.some(({ operation }) => operation === name));
}

/** Whether the tables do not tell what an operation does: it is about data, or makes what nothing tells of. */
function isUntold({ resources, readings, meaning, operation }: Context): boolean {
  const { told, made, data } = traces.getOrInsertComputed(resources, () =>
    listTraces(resources, readings.traceless),
  );
  const { deed, type } = meaning;
  if (readings.traceless.includes(operation.name) || (type !== undefined && data.has(type))) return true;
  if (type === undefined) return false;
  // Of what no operation makes, AWS's own, nothing is known.
  if ((deed === "read" || deed === "list") && !made.has(type) && !isReading(readings, operation.name))
    return true;
  return (deed === "create" || deed === "put") && !told.has(type);
}

function doDeed(context: Context, type: string): Done {
  switch (context.meaning.deed) {
    case "create":
    case "put":
      return make(context, type);
    case "update":
    case "act":
      return update(context, type);
    case "delete":
      return remove(context, type);
    default:
      return attach(context, type);
  }
}

function behave(context: Context): Done {
  const { deed, type } = context.meaning;
  const { name, model } = context.operation;
  const engine = ENGINES[model.service]?.[name];
  if (engine) return engine(context);
  if (isUntold(context)) return refuseUnknown(context);
  if (deed === "read" || deed === "list") return find(context);
  if (deed === "tag" || deed === "untag") return tag(context);
  if (type === undefined) return refuseUnknown(context);
  return doEach(context, (one) => doDeed(one, type));
}

/** Answers checked calls from what stands in a world, and changes it. */
export function makeBehaviour({ store, now, mint }: BehaviourWorld): Behave {
  return async (asked: CheckedCall): Promise<Done> => {
    const { service } = asked.operation.model;
    const [resources, readings] = await Promise.all([loadResources(service), loadReadings(service)]);
    const meaning = resources.operations[asked.operation.name] ?? UNKNOWN;
    const done = behave({
      ...asked,
      meaning,
      resources,
      readings,
      store,
      now: asked.told?.at ?? now(),
      mint,
    });
    // What production answered to a change that the tables do not tell stands as it was told.
    return asked.told && "error" in done && done.error.status === UNKNOWN_STATUS
      ? { output: asked.told.output }
      : done;
  };
}
