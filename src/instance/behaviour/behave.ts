/** What operations do, for every service: by the deed that the resource table gives each. */
import type { Operation } from "../../aws/model/types.ts";
import { loadReadings } from "../../aws/resources/readings.ts";
import { loadResources, UNKNOWN } from "../../aws/resources/table.ts";
import { makeStructure, type Value } from "../../aws/values.ts";
import { KnowledgeBase } from "../../verify/knowledge.ts";
import { ENGINES } from "../engines/engines.ts";
import type { Behave, CheckedCall, Done } from "../gateway.ts";
import type { Store } from "../store.ts";
import { doEach } from "./batch.ts";
import { attach, remove, tag, update } from "./change.ts";
import { changeEach } from "./changes.ts";
import { claim } from "./claim.ts";
import { standUp } from "./companions.ts";
import type { Context } from "./context.ts";
import { isAllTold, takeEffect } from "./effects.ts";
import { goElsewhere } from "./elsewhere.ts";
import { find } from "./find.ts";
import { makeAll } from "./make.ts";
import { readOuterType } from "./names.ts";
import { refuseNeeded } from "./needed.ts";
import { markPlaceholders } from "./placeholders.ts";
import { refuseMissing } from "./references.ts";
import { readSaid } from "./said.ts";
import { makeMint } from "./seeded-mint.ts";
import { listTraces } from "./traces.ts";
import { refuseUnknown } from "./unknown.ts";
import { isSeen } from "./visible.ts";

/** What is no call's. */
export interface BehaviourWorld {
  readonly store: Store;
  readonly now: () => number;
  /** When the log begins that was replayed, or undefined: what no call makes stood before that. */
  readonly since?: () => number | undefined;
  readonly mint: (length: number) => string;
}

function isNaming({ meaning }: Context, name: string): boolean {
  return meaning.input.some(({ part, path }) => part !== "reference" && path === name);
}

/** Whether what a call sets is told by the read of what it is set on: a repository's scanning. */
function isToldWithOuter(context: Context): boolean {
  const { resources, readings, operation } = context;
  const outer = readOuterType(context);
  const [reading] = readings.readings[operation.name] ?? [];
  if (outer === undefined || reading === undefined) return false;
  const { input } = readSaid(context);
  const said = Object.fromEntries(Object.entries(input).filter(([name]) => !isNaming(context, name)));
  const isSaid = Object.keys(said).length > 0;
  return isSaid && resources.operations[reading.operation]?.type === outer && isSeen(context, outer, said);
}

/** Whether the tables do not tell what an operation does: it is about data, or makes what nothing tells of. */
function isUntold(context: Context): boolean {
  const { resources, readings, meaning, operation } = context;
  const { told, made, attached, data, reading } = listTraces(resources, readings);
  const { deed, type } = meaning;
  if (readings.traceless.includes(operation.name)) return true;
  if (type === undefined) return false;
  if (data.has(type)) return true;
  if (deed === "create" || deed === "put")
    return !told.has(type) && !(deed === "put" && isToldWithOuter(context));
  // Of what no operation makes, AWS's own, nothing is known.
  const isRead = deed === "read" || deed === "list";
  return isRead && !made.has(type) && !attached.has(type) && !reading.has(operation.name);
}

function doDeed(context: Context, type: string): Done {
  // What the operation's name alone says is said of the thing, whatever else it is taken for: to disable a rule parts nothing.
  if (context.knowledge.compares.sets.length > 0) return update(context, type);
  switch (context.meaning.deed) {
    case "create":
    case "put":
      return makeAll(context, type);
    case "update":
    case "act":
      return update(context, type);
    case "delete":
      return remove(context, type);
    default:
      return attach(context, type);
  }
}

/** The output with what its shape demands: nothing is set, and there are none, where nothing else is known. */
function complete({ output: shape }: Operation, done: Done): Done {
  if ("error" in done || !shape?.required) return done;
  const lacking = shape.required.flatMap((name): (readonly [string, Value])[] => {
    const type = done.output[name] === undefined ? shape.members?.[name]?.type : undefined;
    return type === "boolean" ? [[name, false]] : type === "list" ? [[name, []]] : [];
  });
  if (lacking.length === 0) return done;
  return { output: Object.assign(makeStructure(), done.output, Object.fromEntries(lacking)) };
}

function behave(context: Context): Done {
  const { deed, type } = context.meaning;
  const { name, model } = context.operation;
  const needed = refuseNeeded(context);
  if (needed) return needed;
  const engine = ENGINES[model.service]?.[name];
  if (engine) return engine(context);
  if (isUntold(context)) return refuseUnknown(context);
  if (deed === "read" || deed === "list") return find(context);
  if (isAllTold(context)) return refuseUnknown(context);
  if (deed === "tag" || deed === "untag") return doEach(context, tag);
  if (type === undefined) return refuseUnknown(context);
  const missing = refuseMissing(context);
  if (missing) return missing;
  const { batch } = context.knowledge;
  if (batch) return changeEach(context, type, batch);
  return doEach(context, (one) => doDeed(one, type));
}

/** Answers checked calls from what stands in a world, and changes it. */
export function makeBehaviour({ store, now, since, mint }: BehaviourWorld): Behave {
  const known = new Map<string, Promise<KnowledgeBase>>();
  return async (asked: CheckedCall): Promise<Done> => {
    const { service } = asked.operation.model;
    const [resources, readings, base] = await Promise.all([
      loadResources(service),
      loadReadings(service),
      known.getOrInsertComputed(service, () => KnowledgeBase.load([{ service }])),
    ]);
    const meaning = resources.operations[asked.operation.name] ?? UNKNOWN;
    const context: Context = {
      ...asked,
      meaning,
      resources,
      readings,
      knowledge: base.find(asked.operation),
      store,
      now: asked.told?.at ?? now(),
      since: since?.(),
      mint: asked.told?.id === undefined ? mint : makeMint(asked.told.id),
    };
    store.mark = markPlaceholders(context);
    let done: Done;
    try {
      standUp(context);
      claim(context);
      done = complete(asked.operation, takeEffect(context, behave(goElsewhere(context) ?? context)));
    } finally {
      store.mark = undefined;
    }
    // What production did is done, whatever is known here of what it did it with: that may be older than the log.
    return asked.told && "error" in done ? { output: asked.told.output } : done;
  };
}
