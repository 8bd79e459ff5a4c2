/** Tries what each service makes: it is made with random valid input, read back, listed, changed, tagged, ended, and gone. */
import { loadModel } from "../../../src/aws/model/table.ts";
import type { Operation, ServiceModel } from "../../../src/aws/model/types.ts";
import { describeError } from "../../../src/aws/protocols/error-shapes.ts";
import { loadReadings, type Reading, type ServiceReadings } from "../../../src/aws/resources/readings.ts";
import { loadResources } from "../../../src/aws/resources/table.ts";
import type { ServiceResources } from "../../../src/aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../src/aws/values.ts";
import { matchesPattern } from "../../../src/base/pattern.ts";
import { listLeftOutRows } from "../../../src/instance/behaviour/refusals/refusals.ts";
import type { Thing } from "../../../src/instance/thing.ts";
import { type Draw, makeDraw } from "../../support/make-value.ts";
import { findAll } from "./found.ts";
import { holdsAll, keepShared } from "./keep-shared.ts";
import { makeFitting } from "./make-fitting.ts";
import { aim } from "./name-input.ts";
import { fillRead, makeWorld, type TestWorld } from "./world.ts";

/** What is done with each thing, in this order. */
export const STEPS = ["made", "read", "listed", "changed", "tagged", "ended", "gone"] as const;
export type StepName = (typeof STEPS)[number];

/** Which steps were tried with what an operation makes, and whether they did what they should. */
export type Trial = Readonly<Partial<Record<StepName, boolean>>>;

interface Tables {
  readonly model: ServiceModel;
  readonly resources: ServiceResources;
  readonly readings: ServiceReadings;
}

interface Made {
  readonly operation: Operation;
  readonly type: string;
  readonly input: Structure;
  readonly output: Structure;
  readonly thing: Thing;
  /** What reads told of other things before it was made: of what it is set on, whose name it goes by. */
  readonly without: ReadonlyMap<string, Structure>;
}

/** Whether a read tells every member that it shares with what was said; undefined where it is not answered. */
async function isToldBack(
  { call }: TestWorld,
  maker: Operation,
  read: Operation,
  reading: Reading,
  said: { readonly input: Structure; readonly output: Structure },
): Promise<boolean | undefined> {
  const input = fillRead(read, reading, said);
  const done = input && (await call(read, input));
  const found = done && "output" in done ? findAll(read.output, done.output, reading.at ?? "") : [];
  if (found.length === 0) return undefined;
  return found.some(([shape, value]) =>
    Object.entries(said.input).every(([name, given]) => {
      const [from, to] = [maker.input?.members?.[name], shape.members?.[name]];
      const kept = from && to && keepShared(from, to, given ?? null);
      return kept === undefined || holdsAll(value[name], kept);
    }),
  );
}

/** Whether one of the reads that tell of an operation tells all that it said. */
async function isRead(world: TestWorld, tables: Tables, maker: Operation, said: Made): Promise<boolean> {
  for (const reading of tables.readings.readings[maker.name] ?? []) {
    const read = tables.model.operations[reading.operation];
    if (read && (await isToldBack(world, maker, read, reading, said))) return true;
  }
  return false;
}

/** Whether a text stands anywhere in a value. */
function mentions(value: Value | undefined, texts: ReadonlySet<string>): boolean {
  if (typeof value === "string") return texts.has(value);
  if (Array.isArray(value)) return (value as readonly Value[]).some((item) => mentions(item, texts));
  return isStructure(value) && Object.values(value).some((item) => mentions(item, texts));
}

function listNames({ chain, names }: Thing): Set<string> {
  return new Set([...chain.slice(-1), ...Object.values(names)]);
}

/** An operation on things of the type, with an input that names the thing, of the deeds that are asked for. */
function findOperations({ model, resources }: Tables, type: string, deeds: readonly string[]): Operation[] {
  return Object.entries(resources.operations).flatMap(([name, meaning]) =>
    deeds.includes(meaning.deed) && (meaning.type === type || (meaning.deed === "tag" && !meaning.type))
      ? (model.operations[name] ?? [])
      : [],
  );
}

/** Texts that a value has at any depth. */
function listTexts(value: Value | undefined): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(listTexts);
  return isStructure(value) ? Object.values(value).flatMap(listTexts) : [];
}

/**
 * What tells the thing from others in a list: its names; of what has none, what it was made with besides the names of what it
 * stands in: the principal that a permission is given.
 */
function listTelling({ resources }: Tables, { operation, input, thing }: Made): Set<string> {
  const { input: naming = [] } = resources.operations[operation.name] ?? {};
  const isNamed = Object.keys(thing.names).length > 0 || naming.some(({ part }) => part === "own");
  if (isNamed) return listNames(thing);
  const held = naming.flatMap(({ part, path }) => (part === "container" ? [path] : []));
  const said = Object.entries(input).flatMap(([name, value]) =>
    held.includes(name) ? [] : listTexts(value ?? undefined),
  );
  return new Set([...said, ...thing.chain.filter((text) => !listTexts(input).includes(text))]);
}

/** Whether a list is one of tags, or of what else a thing says of itself. */
function listsLabels({ resources }: Tables, { output }: Operation): boolean {
  return Object.keys(output?.members ?? {}).some((name) => resources.texts.labels.includes(name));
}

async function tryList(world: TestWorld, tables: Tables, made: Made): Promise<boolean | undefined> {
  let result: boolean | undefined;
  for (const operation of findOperations(tables, made.type, ["list"])) {
    if (listsLabels(tables, operation)) continue;
    const input = aim(tables.resources, operation, made.thing, makeStructure());
    const done = input && (await world.call(operation, input));
    if (!done || ("error" in done && done.error.status === 501)) continue;
    if ("output" in done && mentions(done.output, listTelling(tables, made))) return true;
    result = false;
  }
  return result;
}

async function tryChange(
  world: TestWorld,
  tables: Tables,
  draw: Draw,
  made: Made,
): Promise<boolean | undefined> {
  let result: boolean | undefined;
  for (const operation of findOperations(tables, made.type, ["update"])) {
    const drawn = makeFitting(draw, operation);
    const input = drawn && aim(tables.resources, operation, made.thing, drawn);
    if (!input || (tables.resources.operations[operation.name]?.input ?? []).some(({ renames }) => renames))
      continue;
    world.standFor(tables.resources, operation, input);
    const done = await world.call(operation, input);
    if ("error" in done && done.error.status === 501) continue;
    if ("output" in done) {
      const said = { ...made, input, output: done.output };
      const reads = tables.readings.readings[operation.name] ?? [];
      if (reads.length === 0 || (await isRead(world, tables, operation, said))) return true;
    }
    result = false;
  }
  return result;
}

/** What a call says of the type of what it tags, where it is to say that; undefined where it takes no such type. */
function findKind({ input }: Operation, type: string): Structure | undefined {
  const choices = input?.members?.["ResourceType"]?.enum ?? [];
  if (choices.length === 0) return makeStructure();
  const fold = (text: string) => text.replaceAll("-", "").toLowerCase();
  const ResourceType = choices.find((choice) => fold(choice) === fold(type));
  return ResourceType === undefined ? undefined : Object.assign(makeStructure(), { ResourceType });
}

async function tryTag(
  world: TestWorld,
  tables: Tables,
  draw: Draw,
  made: Made,
): Promise<boolean | undefined> {
  for (const operation of findOperations(tables, made.type, ["tag"])) {
    const kind = findKind(operation, made.type);
    const drawn = kind && makeFitting(draw, operation);
    const input = drawn && aim(tables.resources, operation, made.thing, { ...drawn, ...kind, DryRun: false });
    if (!input) continue;
    const done = await world.call(operation, input);
    const { place, service, type, chain } = made.thing;
    const after = world.store.find(place, { service, type }, chain.slice(-1), chain.slice(0, -1));
    return "output" in done && (after?.tags.size ?? 0) > 0;
  }
  return undefined;
}

/**
 * Whether an error is one that the service has: its model names it, with whichever operation, for models do not list all errors
 * of each (Image Builder's GetComponent has no ResourceNotFoundException there, which it answers with); or EC2's form does.
 */
function isOwnError({ model }: Operation, code: string): boolean {
  const modelled = Object.values(model.operations).flatMap(({ errors = [] }) =>
    errors.map((shape) => describeError(model, shape).code),
  );
  return modelled.includes(code) || (modelled.length === 0 && code !== "");
}

/** An answer without the lists of what was asked for and is not there. */
function withoutLeftOut({ model }: Operation, output: Structure): Structure {
  const rows = listLeftOutRows(model.service);
  const told = Object.entries(output).filter(
    ([name]) => !rows.some(({ members }) => matchesPattern(members, name)),
  );
  return Object.fromEntries(told) as Structure;
}

/** What the reads of what an operation sets tell before it is set. */
async function readWithout(
  world: TestWorld,
  { model, resources, readings }: Tables,
  operation: Operation,
  input: Structure,
): Promise<ReadonlyMap<string, Structure>> {
  const told = new Map<string, Structure>();
  for (const reading of readings.readings[operation.name] ?? []) {
    const read = model.operations[reading.operation];
    const isOther =
      resources.operations[reading.operation]?.type !== resources.operations[operation.name]?.type;
    const asked = read && isOther ? fillRead(read, reading, { input, output: makeStructure() }) : undefined;
    const done = read && asked && (await world.call(read, asked));
    if (done && "output" in done) told.set(reading.operation, done.output);
  }
  return told;
}

async function tryEnd(world: TestWorld, tables: Tables, made: Made): Promise<Trial> {
  const undoing = tables.readings.undoing[made.operation.name];
  const removal = undoing && tables.model.operations[undoing.operation];
  if (!undoing || !removal || tables.resources.operations[removal.name]?.deed !== "delete") return {};
  const input = fillRead(removal, { operation: removal.name, fill: undoing.fill }, made);
  if (!input) return {};
  const done = await world.call(removal, input);
  if ("error" in done) return done.error.status === 501 ? {} : { ended: false };
  for (const reading of tables.readings.readings[made.operation.name] ?? []) {
    const read = tables.model.operations[reading.operation];
    const asked = read && fillRead(read, reading, made);
    const after = read && asked && (await world.call(read, asked));
    if (!read || !after || ("error" in after && after.error.status === 501)) continue;
    const isGone =
      "error" in after
        ? isOwnError(read, after.error.code)
        : Bun.deepEquals(after.output, made.without.get(read.name)) ||
          !mentions(withoutLeftOut(read, after.output), listNames(made.thing));
    return { ended: true, gone: isGone };
  }
  return { ended: true };
}

async function tryOperation(
  tables: Tables,
  operation: Operation,
  type: string,
  draw: Draw,
): Promise<Trial | undefined> {
  const input = makeFitting(draw, operation);
  if (!input) return undefined;
  const world = makeWorld();
  world.standFor(tables.resources, operation, input);
  const without = await readWithout(world, tables, operation, input);
  const before = new Set(world.store.listAll());
  const done = await world.call(operation, input);
  if ("error" in done) return { made: false };
  const { service } = tables.model;
  const thing = [...world.store.listAll()].find(
    (one) =>
      !before.has(one) &&
      one.service === service &&
      one.type === type &&
      one.call.operation === operation.name,
  );
  const made = thing && { operation, type, input, output: done.output, thing, without };
  if (!made) return { made: true, read: false };
  const trial: Partial<Record<StepName, boolean>> = {
    made: true,
    read: await isRead(world, tables, operation, made),
  };
  const steps: [StepName, () => Promise<boolean | undefined>][] = [
    ["listed", () => tryList(world, tables, made)],
    ["changed", () => tryChange(world, tables, draw, made)],
    ["tagged", () => tryTag(world, tables, draw, made)],
  ];
  for (const [name, run] of steps) {
    const isDone = await run();
    if (isDone !== undefined) trial[name] = isDone;
  }
  return { ...trial, ...(await tryEnd(world, tables, made)) };
}

/** The trials of a service's creations that something reads, by their operations. */
export async function tryService(service: string, seed: number): Promise<ReadonlyMap<string, Trial>> {
  const [model, resources, readings] = await Promise.all([
    loadModel(service),
    loadResources(service),
    loadReadings(service),
  ]);
  const draw = makeDraw(seed);
  const trials = new Map<string, Trial>();
  for (const [name, { deed, type }] of Object.entries(resources.operations)) {
    const operation = model.operations[name];
    if (!operation || deed !== "create" || type === undefined || !readings.readings[name]?.length) continue;
    const trial = await tryOperation({ model, resources, readings }, operation, type, draw);
    if (trial) trials.set(name, trial);
  }
  return trials;
}
