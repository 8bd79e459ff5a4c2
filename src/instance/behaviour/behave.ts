/** What operations do, for every service: by the deed that the resource table gives each. */
import { AsyncLocalStorage } from "node:async_hooks";
import { loadOperation } from "../../aws/model/table.ts";
import { UNKNOWN } from "../../aws/resources/table.ts";
import { makeStructure } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { KnowledgeBase } from "../../verify/knowledge.ts";
import type { Around } from "../engines/around.ts";
import type { DataEngine } from "../engines/engine.ts";
import { findEngine } from "../engines/engines.ts";
import type { Behave, CheckedCall, Done } from "../gateway.ts";
import type { Store } from "../store.ts";
import { pausing } from "../turnstile.ts";
import { doAsOthers } from "./changes/as-others.ts";
import { doEach } from "./changes/batch.ts";
import { noteBefore } from "./changes/before.ts";
import { attach, remove, tag, update } from "./changes/change.ts";
import { changeEach } from "./changes/changes.ts";
import { listMadeBesides } from "./changes/effect-rows.ts";
import { isAllTold, takeEffect } from "./changes/effects.ts";
import { refuseGone } from "./changes/gone.ts";
import { refuseLeaving } from "./changes/leaving.ts";
import { listMirrored, mirror } from "./changes/mirrors.ts";
import { doSpread, isRecord } from "./changes/spread.ts";
import { complete } from "./complete.ts";
import type { Context } from "./context.ts";
import { doBesides } from "./makes/besides.ts";
import { comesByItself } from "./makes/companions.ts";
import { goElsewhere } from "./makes/elsewhere.ts";
import { isTraceless } from "./makes/kept.ts";
import { makeAll } from "./makes/make.ts";
import { markPut } from "./makes/mark-put.ts";
import { standUp } from "./makes/stand-up.ts";
import { claim } from "./names/claim.ts";
import { readOuterType } from "./names/names.ts";
import { splitQualified } from "./names/qualified.ts";
import { readSaid } from "./names/said.ts";
import { makeMint } from "./names/seeded-mint.ts";
import { resolveStandIns } from "./names/stand-ins.ts";
import { refuseAbout } from "./reads/about.ts";
import { orPreset } from "./reads/by-presets.ts";
import { find } from "./reads/find.ts";
import { writeOutput } from "./reads/view.ts";
import { isSeen } from "./reads/visible.ts";
import { refuseForbidden } from "./refusals/forbidden.ts";
import { refuseMalformed } from "./refusals/malformed.ts";
import { refuseNeeded } from "./refusals/needed.ts";
import { refuseMissing } from "./refusals/references.ts";
import { answersUnset, listsNothing } from "./refusals/refusals.ts";
import { answerDryRun, refuseFilter } from "./refusals/refuse-filter.ts";
import { isRefusedWhole } from "./refusals/refused.ts";
import { refuseUnknown } from "./refusals/unknown.ts";
import { loadTables, type ServiceTables } from "./tables.ts";
import { listTraces } from "./traces.ts";

/** What is no call's. */
export interface BehaviourWorld {
  readonly store: Store;
  readonly now: () => number;
  /** When the log begins that was replayed, or undefined: what no call makes stood before that. */
  readonly since?: () => number | undefined;
  /** The account of requests that do not say theirs. */
  readonly home?: () => string;
  readonly mint: (length: number) => string;
  readonly sleep: Context["sleep"];
  readonly post?: Context["post"];
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
  if (isTraceless(readings, operation.name)) return true;
  if (type === undefined || answersUnset(context)) return false;
  if (data.has(type)) return true;
  if (deed === "create" || deed === "put")
    return !told.has(type) && !(deed === "put" && isToldWithOuter(context));
  // Of what no operation makes, AWS's own, nothing is known.
  const isRead = deed === "read" || deed === "list";
  const isMade =
    made.has(type) ||
    attached.has(type) ||
    listMadeBesides(resources.service).has(type) ||
    isRecord(resources.service, type) ||
    comesByItself(resources.service, type);
  return isRead && !isMade && !reading.has(operation.name);
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

function behave(context: Context): Done {
  const { deed, type } = context.meaning;
  const { name, model } = context.operation;
  const refused =
    refuseNeeded(context) ??
    refuseMalformed(context) ??
    refuseLeaving(context) ??
    refuseFilter(context) ??
    refuseGone(context) ??
    refuseForbidden(context);
  if (refused) return refused;
  const done = findEngine(model.service, name)?.(context);
  if (done) return done;
  if (listsNothing(context)) return { output: writeOutput(context, [], "") };
  if (isUntold(context)) return refuseUnknown(context);
  if (deed === "read" || deed === "list") return refuseAbout(context, find(context));
  if (isAllTold(context)) return refuseUnknown(context);
  if (deed === "tag" || deed === "untag") return doEach(context, tag);
  if (type === undefined) return refuseUnknown(context);
  const missing = refuseMissing(context);
  if (missing) return missing;
  const spread = doSpread(context, type);
  if (spread) return spread;
  const { batch } = context.knowledge;
  if (batch) return changeEach(context, type, batch);
  return doEach(context, doOwnDeed);
}

/** What a call asks for, or is asked for with one of its things. */
function doOwnDeed(context: Context): Done {
  const { type } = context.meaning;
  return type === undefined ? refuseUnknown(context) : doDeed(context, type);
}

function doOne(context: Context): Done {
  const before = noteBefore(context);
  return takeEffect(context, orPreset(context, behave(goElsewhere(context) ?? context)), before);
}

function doWhole(context: Context, base: KnowledgeBase): Done {
  return complete(context.operation, doAsOthers(context, base, doOne) ?? doOne(context));
}

/** Does a call and all that comes of it, here and where else it is seen. */
function doAll(context: Context, base: KnowledgeBase): Done {
  standUp(context);
  claim(context);
  const mirrored = listMirrored(context, makeStructure());
  const done = doBesides(context, base, doWhole);
  if (!("error" in done)) mirror(context, mirrored, done.output);
  return done;
}

/** What production did is done, whatever is known here of what it did it with: that may be older than the log. */
function believe({ told }: CheckedCall, done: Done): Done {
  return told && "error" in done ? { output: told.output } : done;
}

/** Asks operations as services of AWS ask each other's, as a part of the request that is traced so. */
export function makeAsk(
  behave: Behave,
  { trace, pause }: Pick<CheckedCall, "trace" | "pause"> = {},
): Context["ask"] {
  return async ({ service, operation, input, caller, host }) =>
    behave({ operation: await loadOperation(service, operation), input, caller, host, trace, pause });
}

/** What is done later is believed alike. */
function believeLater(asked: CheckedCall, doing: Promise<Done>): Promise<Done> {
  return doing.then((done) => believe(asked, done));
}

/** The time as a call goes by: production's, where that told it. */
function makeClock({ told }: CheckedCall, now: () => number): () => number {
  return told ? () => told.at : now;
}

/** Answers checked calls from what stands in a world, and changes it. */
export function makeBehaviour({ store, now, since, home, mint, sleep, post }: BehaviourWorld): Behave {
  const loaded = new Map<string, ServiceTables>();
  /** The call as whose the things are marked that are put at once. */
  let marking: Context | undefined;
  /** Engines may wait for something, while other calls are answered. */
  const later = new AsyncLocalStorage<Context>();
  store.mark = (thing) => {
    const context = marking ?? later.getStore();
    return context ? markPut(context, thing) : thing;
  };
  const askEngine = (engine: NonNullable<DataEngine[string]>, context: Context) => {
    marking = context;
    try {
      return engine(context);
    } finally {
      marking = undefined;
    }
  };
  const doMarked = (context: Context, base: KnowledgeBase): Done => {
    marking = context;
    try {
      return doAll(resolveStandIns(context), base);
    } finally {
      marking = undefined;
    }
  };
  const doAround = (beside: Around, context: Context, base: KnowledgeBase): Promise<Done> =>
    beside(context, (input = context.input) =>
      doMarked(input === context.input ? context : { ...context, input }, base),
    );
  const answer = (
    asked: CheckedCall,
    { resources, readings, base, siblings, data, around }: ServiceTables,
  ): Done | Promise<Done> => {
    const dry = answerDryRun(asked);
    if (dry) return dry;
    const engine = data[asked.operation.name];
    const given: Context = {
      ...asked,
      siblings,
      meaning: resources.operations[asked.operation.name] ?? UNKNOWN,
      resources,
      readings,
      knowledge: base.find(asked.operation),
      store,
      now: asked.told?.at ?? now(),
      since: since?.(),
      home: home?.(),
      clock: makeClock(asked, now),
      mint: asked.told?.id === undefined ? mint : makeMint(asked.told.id),
      sleep: asked.pause ? pausing(asked.pause, sleep) : sleep,
      post: asked.pause && post ? pausing(asked.pause, post) : post,
      ask: asked.trace === undefined && !asked.pause ? ask : makeAsk(behaveAs, asked),
    };
    const held = engine && (asked.told ? later.run(given, engine, given) : askEngine(engine, given));
    if (held) return held instanceof Promise ? believeLater(asked, held) : believe(asked, held);
    const input = splitQualified(asked.operation, asked.input);
    const context = input === asked.input ? given : { ...given, input };
    if (asked.told && isRefusedWhole(context)) return { output: asked.told.output };
    const beside = asked.told ? undefined : around[asked.operation.name];
    return beside ? doAround(beside, context, base) : believe(asked, doMarked(context, base));
  };

  compileLightly(answer);
  const behaveAs: Behave = (asked) => {
    const { service } = asked.operation.model;
    const tables = loaded.get(service);
    return tables ? answer(asked, tables) : answerLater(asked, service);
  };
  const answerLater = async (asked: CheckedCall, service: string): Promise<Done> => {
    const tables = await loadTables(service);
    loaded.set(service, tables);
    return answer(asked, tables);
  };
  const ask = makeAsk(behaveAs);
  return behaveAs;
}

compileLightly(behave, standUp, claim, takeEffect, isUntold, doAll, doWhole, doOne);
