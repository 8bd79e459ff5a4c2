/** Calls that put a statement into a thing's policy, or take it out by the name that they gave it: what a table says of each. */
import * as v from "valibot";
import { findPartition } from "../../aws/model/partitions.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { Text } from "../../base/row-types.ts";
import { isObject } from "../../base/values.ts";
import { fillText } from "../../plan/missing/fill.ts";
import type { Context } from "../behaviour/context.ts";
import { findThing } from "../behaviour/names/names.ts";
import { overlay } from "../behaviour/overlay.ts";
import { listParts } from "../behaviour/parts.ts";
import { refuseAbsent } from "../behaviour/refusals/refusals.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { readText, type ServiceEngine } from "./engine.ts";
import rows from "./statements.json" with { type: "json" };

/** A row of statements.json. */
export const StatementRow = v.strictObject({
  service: Text,
  type: Text,
  add: Text,
  remove: Text,
  /** The member that names the statement; that which says all of the policy, and that which takes out all statements. */
  label: Text,
  whole: v.optional(Text),
  all: v.optional(Text),
  /** Where the thing has its policy: a member, or one inside of a map. */
  at: v.pipe(v.array(Text), v.nonEmpty()),
  /** The policy that the first statement is put into, with `${part}` of the thing. */
  begins: v.record(Text, v.unknown()),
  /** The members with the accounts or ARNs that are let in, and with what they may do, which begins so. */
  principals: Text,
  actions: Text,
  prefix: v.optional(Text),
  /** What others can be let do at all, where it is known. */
  shared: v.optional(v.array(Text)),
  resource: Text,
  reason: Text,
});

type Given = v.InferInput<typeof StatementRow>;
type Row = Given & { readonly whole: string; readonly all: string; readonly prefix: string };

function listTexts(value: Value | undefined): string[] {
  const all = Array.isArray(value) ? (value as readonly Value[]) : [value];
  return all.filter((one) => typeof one === "string");
}

/** One text where there is one. */
function unlist(texts: readonly string[]): string | readonly string[] {
  return texts.length === 1 ? (texts[0] ?? "") : texts;
}

/** Everybody, or accounts, which stand for all that is in them. */
function writePrincipal({ caller }: Context, texts: readonly string[]): unknown {
  if (texts.includes("*")) return "*";
  const { name } = findPartition(caller.region);
  return { AWS: unlist(texts.map((text) => (/^\d+$/.test(text) ? `arn:${name}:iam::${text}:root` : text))) };
}

function writeCondition(value: Value | undefined): object {
  if (!isStructure(value)) return {};
  const { Type, Key, Value: text } = value;
  return typeof Type === "string" && typeof Key === "string"
    ? { Condition: { [Type]: { [Key]: text } } }
    : {};
}

function begin(context: Context, row: Given, thing: Thing): unknown {
  const parts = listParts(context, thing);
  return JSON.parse(JSON.stringify(row.begins), (_, value: unknown) =>
    typeof value === "string" ? (fillText(value, parts) ?? value) : value,
  );
}

/** What others can be let do with things of a service. */
export function listShared(service: string): ReadonlySet<string> {
  return new Set(
    (rows as readonly Given[]).flatMap((row) => (row.service === service ? (row.shared ?? []) : [])),
  );
}

/** The policy of a thing that nobody gave one; undefined where its service is not in the table. */
export function writeFirstPolicy(context: Context, thing: Thing): string | undefined {
  const row = (rows as readonly Given[]).find(({ service }) => service === thing.service);
  return row && JSON.stringify(begin(context, row, thing));
}

function readPolicy(context: Context, row: Row, thing: Thing): { Statement: readonly unknown[] } {
  const [first = "", inner] = row.at;
  const outer = thing.members[first];
  const text = inner === undefined ? outer : isStructure(outer) ? outer[inner] : undefined;
  const policy: unknown =
    typeof text === "string" && text !== "" ? JSON.parse(text) : begin(context, row, thing);
  const { Statement, ...others } = isObject(policy) ? policy : {};
  return { ...others, Statement: Array.isArray(Statement) ? Statement : [] };
}

/** Members without a member, or without one inside of it. */
function leaveOut(members: Structure, [first = "", inner]: readonly string[]): Structure {
  const { [first]: outer, ...others } = members;
  if (inner === undefined || !isStructure(outer)) return Object.assign(makeStructure(), others);
  return Object.assign(makeStructure(), members, { [first]: leaveOut(outer, [inner]) });
}

function putPolicy({ store }: Context, { at }: Row, thing: Thing, text: string | undefined): void {
  const [first = "", inner] = at;
  if (text === undefined) {
    store.put({ ...thing, members: leaveOut(thing.members, at) });
    return;
  }
  const said = {
    [first]: inner === undefined ? text : Object.assign(makeStructure(), { [inner]: text }),
  };
  store.put({ ...thing, members: overlay(thing.members, Object.assign(makeStructure(), said)) });
}

function change(context: Context, row: Row, doIt: (thing: Thing) => void): Done {
  const thing = findThing(context, row.type);
  if (!thing && !context.told) return { error: refuseAbsent(context, row.type, "") };
  if (thing) doIt(thing);
  return { output: context.told?.output ?? makeStructure() };
}

function hasLabel(statement: unknown, label: string): boolean {
  return isObject(statement) && statement["Sid"] === label;
}

function add(context: Context, row: Row): Done {
  const { input } = context;
  const label = readText(input, row.label);
  return change(context, row, (thing) => {
    const whole = row.whole === "" ? "" : readText(input, row.whole);
    if (whole !== "") {
      putPolicy(context, row, thing, whole);
      return;
    }
    const policy = readPolicy(context, row, thing);
    const statement = {
      Sid: label,
      Effect: "Allow",
      Principal: writePrincipal(context, listTexts(input[row.principals])),
      Action: unlist(listTexts(input[row.actions]).map((text) => `${row.prefix}${text}`)),
      Resource: fillText(row.resource, listParts(context, thing)),
      ...writeCondition(input["Condition"]),
    };
    const Statement = [...policy.Statement.filter((one) => !hasLabel(one, label)), statement];
    putPolicy(context, row, thing, JSON.stringify({ ...policy, Statement }));
  });
}

function remove(context: Context, row: Row): Done {
  const { input } = context;
  const isAll = row.all !== "" && input[row.all] === true;
  return change(context, row, (thing) => {
    const policy = readPolicy(context, row, thing);
    const label = readText(input, row.label);
    const Statement = isAll ? [] : policy.Statement.filter((one) => !hasLabel(one, label));
    const left = Statement.length > 0 ? JSON.stringify({ ...policy, Statement }) : undefined;
    putPolicy(context, row, thing, left);
  });
}

/** The operations of a service that the table has. */
export function listStatementOperations(service: string): ServiceEngine {
  const own = (rows as readonly Given[]).filter((row) => row.service === service);
  return Object.fromEntries(
    own.flatMap(({ whole = "", all = "", prefix = "", ...given }) => {
      const row: Row = { ...given, whole, all, prefix };
      return [
        [row.add, (context: Context) => add(context, row)],
        [row.remove, (context: Context) => remove(context, row)],
      ];
    }),
  );
}
