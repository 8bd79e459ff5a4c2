/**
 * Whether each member of what changes a thing changes what is read of it: the same thing is made in worlds of their own, changed with
 * one value there and another one here, and all that its reads tell is compared.
 */
import { loadModel } from "../../../src/aws/model/table.ts";
import type { Operation } from "../../../src/aws/model/types.ts";
import { loadReadings } from "../../../src/aws/resources/readings.ts";
import { loadResources } from "../../../src/aws/resources/table.ts";
import { makeStructure, type Structure, type Value } from "../../../src/aws/values.ts";
import { matchesPattern } from "../../../src/base/pattern.ts";
import { findCompares } from "../../../src/verify/readers.ts";
import { makeDraw } from "../../support/make-value.ts";
import {
  type ChangeTables,
  findMaking,
  hasMember,
  listChanging,
  listNaming,
  listReads,
  type Making,
  makeAgain,
  nameThing,
  pickMembers,
  readAll,
  type Standing,
} from "./change-calls.ts";
import { makeFitting } from "./make-fitting.ts";
import unreadable from "./unreadable.json" with { type: "json" };
import { makeWorld } from "./world.ts";

/**
 * told: some read differs. silent: none does, though one has a member of that name; placeless: and none has. refused: it is answered
 * that nothing is known of it. untried: no valid call could be made.
 */
export type ChangeOutcome = "told" | "silent" | "placeless" | "refused" | "untried";

export interface ScannedMember {
  readonly operation: string;
  /** "" is the call itself, of an operation that takes nothing but names. */
  readonly member: string;
  readonly outcome: ChangeOutcome;
}

interface Trial {
  readonly tables: ChangeTables;
  readonly operation: Operation;
  readonly making: Making | undefined;
  readonly reads: readonly Operation[];
  /** What brings what the operation takes away. */
  readonly before: Operation | undefined;
  /** What may be given, all of which has something stand that it names. */
  readonly inputs: readonly Structure[];
}

type Ran = { readonly told: string; readonly untouched: string } | { readonly status: number };

/** What another operation on the same thing takes of an input. */
function shareInput(tables: ChangeTables, to: Operation, standing: Standing, input: Structure) {
  const shared = pickMembers(input, new Set(Object.keys(to.input?.members ?? {})));
  const drawn = makeFitting(makeDraw(7), to) ?? makeStructure();
  const needed = pickMembers(drawn, new Set(to.input?.required));
  return nameThing(tables, to, standing, Object.assign(makeStructure(), needed, shared));
}

/** Does the change in a world of its own. */
async function run(trial: Trial, given: Structure): Promise<Ran> {
  const { tables, operation, making, reads, before, inputs } = trial;
  const world = makeWorld();
  const standing = await makeAgain(world, tables, making);
  if (!standing) return { status: 0 };
  for (const one of inputs) world.standFor(tables.resources, operation, one);
  if (before)
    for (const one of inputs) {
      const asked = shareInput(tables, before, standing, one);
      if (asked) {
        world.standFor(tables.resources, before, asked);
        await world.call(before, asked);
      }
    }
  const input = nameThing(tables, operation, standing, given);
  if (!input) return { status: 0 };
  world.standFor(tables.resources, operation, input);
  const untouched = await readAll(tables, standing, reads, { operation, input, output: makeStructure() });
  const done = await world.call(operation, input);
  if ("error" in done) return { status: done.error.status ?? 400 };
  const told = await readAll(tables, standing, reads, { operation, input, output: done.output });
  return { told, untouched };
}

/** Whether no read is to tell a member: the model, verification's table or one of what AWS never tells says so. */
function isUnreadable(operation: Operation, member: string): boolean {
  const shape = operation.input?.members?.[member];
  const { service } = operation.model;
  return (
    shape?.idempotencyToken === true ||
    member === "DryRun" ||
    unreadable.some(
      (row) =>
        matchesPattern(row.service, service) &&
        row.operations.some((pattern) => matchesPattern(pattern, operation.name)) &&
        matchesPattern(row.members, member),
    ) ||
    findCompares(operation).passing.some(({ members }) => matchesPattern(members, member))
  );
}

function withMember(input: Structure, name: string, value: Value | undefined): Structure {
  const changed: Record<string, Value | undefined> = Object.assign(makeStructure(), input);
  if (value === undefined) delete changed[name];
  else changed[name] = value;
  return changed as Structure;
}

const SEEDS = [11, 23, 37, 41, 59];

async function scanMember(
  trial: Trial,
  base: Structure,
  full: Structure,
  member: string,
): Promise<ChangeOutcome> {
  const { operation, tables } = trial;
  const first = full[member];
  if (first === undefined) return "untried";
  const other = SEEDS.map((seed) => makeFitting(makeDraw(seed), operation)?.[member]).find(
    (one) => one !== undefined && !Bun.deepEquals(one, first),
  );
  const isRequired = operation.input?.required?.includes(member) ?? false;
  for (const around of [base, full]) {
    const one = withMember(around, member, first);
    const two = withMember(around, member, other);
    if (other === undefined && isRequired) return "untried";
    const both = { ...trial, inputs: [one, two] };
    const [a, b] = [await run(both, one), await run(both, two)];
    if ("status" in a || "status" in b) {
      if (("status" in a && a.status === 501) || ("status" in b && b.status === 501)) return "refused";
      continue;
    }
    if (a.told !== b.told) return "told";
    if (!isRequired && other !== undefined) {
      const none = await run(both, withMember(around, member, undefined));
      if ("told" in none && none.told !== a.told) return "told";
    }
    // The thing may have been made with the one valid value.
    if (other === undefined) return "untried";
    const reads = trial.reads.length > 0 ? trial.reads : listReads(tables, operation, undefined);
    return reads.some(({ output }) => hasMember(output, member)) ? "silent" : "placeless";
  }
  return "untried";
}

/** Whether a call that says nothing but what it is about changes what is read of that. */
async function scanCall(
  trial: Trial,
  base: Structure,
  befores: readonly Operation[],
): Promise<ChangeOutcome> {
  let outcome: ChangeOutcome = "untried";
  for (const before of [undefined, ...befores]) {
    const ran = await run({ ...trial, before, inputs: [base] }, base);
    if ("told" in ran) {
      if (ran.told !== ran.untouched) return "told";
      outcome = "placeless";
    } else if (ran.status === 501) return "refused";
  }
  return outcome;
}

/** The operations that an operation takes back, and those that take it back. */
function listBefore({ model, readings, resources }: ChangeTables, { name }: Operation): Operation[] {
  const type = resources.operations[name]?.type;
  const undone = Object.entries(readings.undoing).flatMap(([maker, { operation }]) =>
    operation === name && resources.operations[maker]?.deed !== "create" ? [maker] : [],
  );
  const inverse = readings.undoing[name]?.operation;
  const same = inverse !== undefined && resources.operations[inverse]?.type === type ? [inverse] : [];
  return [...new Set([...undone, ...same])].flatMap((one) => model.operations[one] ?? []);
}

async function scanOperation(tables: ChangeTables, operation: Operation): Promise<ScannedMember[]> {
  const { name } = operation;
  const drawn = makeFitting(makeDraw(3), operation);
  if (!drawn) return [{ operation: name, member: "", outcome: "untried" }];
  const full = operation.input?.members?.["DryRun"] ? Object.assign(drawn, { DryRun: false }) : drawn;
  const making = await findMaking(tables, operation, makeDraw(5), makeWorld);
  const type = making && tables.resources.operations[making.operation.name]?.type;
  const naming = listNaming(tables, operation);
  const befores = listBefore(tables, operation);
  const trial: Trial = {
    ...{ tables, operation, making, inputs: [] },
    reads: listReads(tables, operation, type),
    before: tables.resources.operations[name]?.deed === "detach" ? befores[0] : undefined,
  };
  const base = pickMembers(full, new Set([...(operation.input?.required ?? []), ...naming]));
  const members = Object.keys(operation.input?.members ?? {}).filter(
    (one) => !naming.has(one) && !isUnreadable(operation, one),
  );
  const scanned: ScannedMember[] = [];
  if (members.length === 0)
    scanned.push({ operation: name, member: "", outcome: await scanCall(trial, base, befores) });
  for (const member of members)
    scanned.push({ operation: name, member, outcome: await scanMember(trial, base, full, member) });
  return scanned;
}

/** What each member of each changing operation of a service changes. */
export async function scanChanges(service: string): Promise<ScannedMember[]> {
  const [model, resources, readings] = await Promise.all([
    loadModel(service),
    loadResources(service),
    loadReadings(service),
  ]);
  const tables = { model, resources, readings };
  const scanned: ScannedMember[] = [];
  for (const operation of listChanging(tables)) scanned.push(...(await scanOperation(tables, operation)));
  return scanned;
}
