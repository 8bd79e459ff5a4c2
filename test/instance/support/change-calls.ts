/** What the scan of changes calls: the operations that change a thing, how its like is made, and the reads that tell of it. */
import type { Operation, ServiceModel, Shape } from "../../../src/aws/model/types.ts";
import { parsePath } from "../../../src/aws/resources/read-texts.ts";
import type { ServiceReadings } from "../../../src/aws/resources/readings.ts";
import type { ServiceResources } from "../../../src/aws/resources/types.ts";
import { makeStructure, type Structure, type Value } from "../../../src/aws/values.ts";
import type { Thing } from "../../../src/instance/thing.ts";
import type { Draw } from "../../support/make-value.ts";
import { makeFitting } from "./make-fitting.ts";
import { aim, place } from "./name-input.ts";
import { fillRead, type TestWorld } from "./world.ts";

export interface ChangeTables {
  readonly model: ServiceModel;
  readonly resources: ServiceResources;
  readonly readings: ServiceReadings;
}

/** What was called to make a thing, for others that are made the same. */
export interface Making {
  readonly operation: Operation;
  readonly input: Structure;
}

/** A thing that stands in a world of its own. */
export interface Standing {
  readonly world: TestWorld;
  readonly thing: Thing | undefined;
  readonly making: Making | undefined;
  readonly output: Structure;
}

const CHANGING: ReadonlySet<string> = new Set(["update", "act", "put", "attach", "detach"]);

/** The operations of a service that change something that stands. */
export function listChanging({ model, resources }: ChangeTables): Operation[] {
  return Object.entries(resources.operations).flatMap(([name, { deed }]) =>
    CHANGING.has(deed) ? (model.operations[name] ?? []) : [],
  );
}

/** The members of an input that name the thing or what it stands in. */
export function listNaming({ resources }: ChangeTables, { name }: Operation): ReadonlySet<string> {
  const { input = [] } = resources.operations[name] ?? {};
  return new Set(
    input.flatMap(({ part, path, renames }) =>
      part === "reference" || renames ? [] : (parsePath(path)[0] ?? []),
    ),
  );
}

/** The types that an operation may be about: its own, else what it is set on, the innermost first. */
function listTypes({ resources }: ChangeTables, { name }: Operation): string[] {
  const { type, input = [] } = resources.operations[name] ?? {};
  const held = input.flatMap(({ part, type: of }) => (part === "reference" ? [] : (of ?? [])));
  return [...new Set([type ?? [], ...held.toReversed()].flat())];
}

/** Makes a thing again as it was made. */
export async function makeAgain(
  world: TestWorld,
  { resources, model }: ChangeTables,
  making: Making | undefined,
): Promise<Standing | undefined> {
  if (!making) return { world, thing: undefined, making, output: makeStructure() };
  const { operation, input } = making;
  world.standFor(resources, operation, input);
  const before = new Set(world.store.listAll());
  const done = await world.call(operation, input);
  if ("error" in done) return undefined;
  const type = resources.operations[operation.name]?.type;
  const thing = [...world.store.listAll()].find(
    (one) => !before.has(one) && one.service === model.service && one.type === type,
  );
  return thing && { world, thing, making, output: done.output };
}

/** A call that makes what an operation is about; undefined where none does. */
export async function findMaking(
  tables: ChangeTables,
  operation: Operation,
  draw: Draw,
  makeWorld: () => TestWorld,
): Promise<Making | undefined> {
  const { model, resources } = tables;
  for (const type of listTypes(tables, operation))
    for (const deed of ["create", "put"])
      for (const [name, meaning] of Object.entries(resources.operations)) {
        const maker = model.operations[name];
        if (!maker || meaning.deed !== deed || meaning.type !== type) continue;
        // What is put is put anew, and not onto what another operation makes.
        const isPut = resources.operations[operation.name]?.deed === "put";
        if (isPut && deed === "put" && name !== operation.name) continue;
        const input = makeFitting(draw, maker);
        const isDry = maker.input?.members?.["DryRun"] !== undefined;
        const making = input && { operation: maker, input: isDry ? { ...input, DryRun: false } : input };
        if (making && (await makeAgain(makeWorld(), tables, making))) return making;
      }
  return undefined;
}

/** The input with the names of the thing, and of what that stands in; what else it refers to is as it was given. */
export function nameThing(
  tables: ChangeTables,
  operation: Operation,
  standing: Standing,
  input: Structure,
): Structure | undefined {
  const named = nameAll(tables, operation, standing, input);
  if (!named) return undefined;
  const naming = listNaming(tables, operation);
  const others = Object.keys(input).filter((name) => !naming.has(name));
  return Object.assign(makeStructure(), named, pickMembers(input, new Set(others)));
}

/** The input with the names of the thing, and of all that it was made with. */
function nameAll(
  { resources }: ChangeTables,
  operation: Operation,
  { thing, making }: Standing,
  input: Structure,
): Structure | undefined {
  const meaning = resources.operations[operation.name];
  if (!thing) return input;
  const isOwn = meaning?.type === thing.type;
  let named = isOwn ? aim(resources, operation, thing, input) : input;
  if (!named || isOwn) return named;
  for (const { path, type, part, kind } of meaning?.input ?? []) {
    const given = /^\w+$/.test(path) ? making?.input[path] : undefined;
    const text =
      type === thing.type
        ? ((kind === "name" ? thing.chain.at(-1) : kind === "any" ? undefined : thing.names[kind]) ??
          thing.names.arn ??
          thing.chain.at(-1))
        : part !== "reference" && typeof given === "string"
          ? given
          : undefined;
    if (text !== undefined) named = place(named, parsePath(path), text) as Structure;
  }
  return named;
}

/** A read and its inputs: one for each value of what it has to be asked for. */
function spreadEnum(read: Operation, input: Structure): Structure[] {
  const lacking = (read.input?.required ?? []).filter((name) => input[name] === undefined);
  const [only, ...others] = lacking;
  if (only === undefined) return [input];
  const shape = read.input?.members?.[only];
  const choices = shape?.enum ?? shape?.member?.enum;
  if (others.length > 0 || !choices) return [];
  const isList = shape?.type === "list";
  return choices.map((one) => Object.assign(makeStructure(), input, { [only]: isList ? [one] : one }));
}

/** The reads that may tell of a thing. */
export function listReads(tables: ChangeTables, change: Operation, type: string | undefined): Operation[] {
  const { model, resources, readings } = tables;
  const types = new Set([type, ...listTypes(tables, change)].filter((one) => one !== undefined));
  const own = new Set((readings.readings[change.name] ?? []).map(({ operation }) => operation));
  return Object.entries(resources.operations).flatMap(([name, meaning]) => {
    if (meaning.deed !== "read" && meaning.deed !== "list") return [];
    const isAbout =
      own.has(name) ||
      (meaning.type !== undefined && types.has(meaning.type)) ||
      meaning.input.some((one) => one.part !== "own" && one.type !== undefined && types.has(one.type));
    return isAbout ? (model.operations[name] ?? []) : [];
  });
}

/** What all reads tell of what a call changed, as one text. */
export async function readAll(
  tables: ChangeTables,
  standing: Standing,
  reads: readonly Operation[],
  change: { readonly operation: Operation; readonly input: Structure; readonly output: Structure },
): Promise<string> {
  const { world, making, output } = standing;
  const told: unknown[] = [];
  for (const read of reads) {
    const inputs: Structure[] = [];
    for (const reading of tables.readings.readings[change.operation.name] ?? [])
      if (reading.operation === read.name) inputs.push(...[fillRead(read, reading, change) ?? []].flat());
    if (making)
      for (const reading of tables.readings.readings[making.operation.name] ?? [])
        if (reading.operation === read.name)
          inputs.push(...[fillRead(read, reading, { input: making.input, output }) ?? []].flat());
    const named = nameThing(tables, read, standing, makeStructure());
    const asked = [...inputs, ...(named ? spreadEnum(read, named) : [])];
    const seen = new Set<string>();
    for (const input of asked) {
      const text = JSON.stringify(input);
      if (seen.has(text)) continue;
      seen.add(text);
      const done = await world.call(read, input);
      told.push([read.name, "error" in done ? done.error.code : done.output]);
    }
  }
  return JSON.stringify(told, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value));
}

/** Whether a shape has a member of a name, at a depth that is looked at. */
export function hasMember(shape: Shape | undefined, name: string, depth = 0): boolean {
  if (!shape || depth > 5) return false;
  if (shape.member && hasMember(shape.member, name, depth)) return true;
  if (shape.value && hasMember(shape.value, name, depth)) return true;
  return Object.entries(shape.members ?? {}).some(
    ([member, inner]) => member.toLowerCase() === name.toLowerCase() || hasMember(inner, name, depth + 1),
  );
}

/** Only some members of an input. */
export function pickMembers(input: Structure, names: ReadonlySet<string>): Structure {
  const picked: Record<string, Value | undefined> = makeStructure();
  for (const [name, value] of Object.entries(input)) if (names.has(name)) picked[name] = value;
  return picked as Structure;
}
