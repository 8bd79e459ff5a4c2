/** Tells which things single members of a list's input ask for. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Shape } from "../../../aws/model/types.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isStructure, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { findMember } from "../fit-value.ts";
import { type AskedComparison, findComparison, findRow, findStart } from "./asked-rows.ts";
import { climb } from "./links.ts";
import { findToldName, readTold, type ShowThing, type ThingTest } from "./told-names.ts";

/** The members that the items of a list have, in lower case. */
function listTold({ operation }: Context): ReadonlySet<string> {
  const lists = listMembers(operation.output).flatMap(([, { member }]) => listMembers(member));
  return new Set(lists.map(([name]) => name.toLowerCase()));
}

function readMoment(value: Value | undefined): number | undefined {
  const moment =
    value instanceof Date ? value.getTime() : typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

/** Tells whether a thing's moment is before or after the one that is asked for. */
function testMoment(
  context: Context,
  { stem, how, isOwn }: AskedComparison,
  value: Value,
  show: ShowThing,
): ThingTest | undefined {
  const asked = readMoment(value);
  if (asked === undefined) return undefined;
  const isMoment = ({ type }: Shape) => type === "timestamp";
  const { operation, meaning } = context;
  const told = findToldName(operation, stem, meaning.type ?? "", isMoment, true);
  if (told === undefined && !isOwn) return undefined;
  return (thing) => {
    const moment =
      (told === undefined ? undefined : readMoment(readTold(thing, show, told))) ?? thing.createdAt;
    return how === "after" ? asked <= moment : moment <= asked;
  };
}

/** Tells whether a text of a thing is the one that is asked for, or has it; undefined where no member is known that tells it. */
function testText(
  { operation, meaning }: Context,
  { stem, how, isOwn }: AskedComparison,
  text: string,
  show: ShowThing,
): ThingTest | undefined {
  // A word that the answer does not have means something else: all of them.
  const fits = ({ type, enum: words }: Shape) =>
    type === "string" && (how === "contains" || (words ? words.includes(text) : how === "equals"));
  const told = findToldName(operation, stem, meaning.type ?? "", fits);
  if (told === undefined && !isOwn) return undefined;
  return (thing) => {
    const own = told === undefined ? findMember(thing.members, stem) : readTold(thing, show, told);
    const found = String(own ?? (isOwn ? thing.chain.at(-1) : undefined) ?? "");
    return how === "contains" ? found.includes(text) : found === text;
  };
}

const passes: ThingTest = () => true;

/** Tells whether a thing has a text in a member, by whichever name the list tells it. */
function testSame(context: Context, asked: string, text: string, show: ShowThing): ThingTest {
  const name = findRow(context, "as", asked)?.as ?? asked;
  if (name.includes("[]")) return ({ members }) => readTexts(parsePath(name), members).includes(text);
  const isTold = listTold(context).has(name.toLowerCase());
  const type = context.meaning.input.find(({ path }) => path === asked)?.type;
  return (thing) => {
    const own = findMember(thing.members, name) ?? (isTold ? findMember(show(thing) ?? {}, name) : undefined);
    if (own !== undefined) return String(own ?? "") === text;
    // What things stand in may be asked for as what they refer to: the rules of a listener.
    const outer = type === undefined ? undefined : climb(context, thing, type);
    if (outer) return [outer.chain.at(-1), ...Object.values(outer.names)].includes(text);
    return !isTold || text === "";
  };
}

/** Tells whether a thing is what a member of the input asks for; each is, where the member says how to answer. */
export function testScalar(context: Context, asked: string, value: Value, show: ShowThing): ThingTest {
  const text = String(value);
  const start = findStart(context, asked);
  if (start !== undefined)
    return ({ members, chain }) =>
      String((start === "" ? undefined : findMember(members, start)) ?? chain.at(-1) ?? "").startsWith(text);
  const compared = findComparison(asked);
  if (!compared || context.operation.output?.members?.[asked]) return testSame(context, asked, text, show);
  const isMoment = compared.how === "after" || compared.how === "before";
  return (
    (isMoment ? testMoment(context, compared, value, show) : testText(context, compared, text, show)) ??
    passes
  );
}

/** Tells whether a thing was made when a member of the input asks for. */
export function testTime(context: Context, [name, value]: readonly [string, Value]): ThingTest[] {
  const row = findRow(context, "time", name);
  if (!row || !isStructure(value)) return [];
  const [from, to] = [readMoment(value[row.from]), readMoment(value[row.to])];
  return [
    ({ createdAt }: Thing) =>
      (from === undefined || from <= createdAt) && (to === undefined || createdAt <= to),
  ];
}
