/** Puts into recorded answers the identifiers that CloudTrail left out of them, as later calls name them. */
import * as v from "valibot";
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { Pattern, Text } from "../../base/row-types.ts";
import { type Step, tellSecond } from "../steps.ts";
import rows from "./answers.json" with { type: "json" };
import madeRows from "./made-answers.json" with { type: "json" };
import { compile } from "./recipes.ts";

/**
 * A row of answers.json: the answer to `operation` lacks `member`, which calls of `users` name in one of their members
 * `named`: the first text there that is not what an answer of theirs has as `made`, of calls in which the members of `same`
 * (in the input of the user, by the one in the answer or the input of the maker) are the same. Where several answers lack it
 * at the same time, each has a text of its own, in the order of both. `text` is what such a text has to match; an account of
 * which the log has calls before is none that is made then.
 */
export const AnswerRow = v.strictObject({
  service: Text,
  operation: Text,
  member: v.pipe(Text, v.regex(/^\w+(?:\.\w+)?$/)),
  users: v.pipe(v.array(Text), v.nonEmpty()),
  named: v.pipe(v.array(Text), v.nonEmpty()),
  text: v.optional(Pattern),
  same: v.record(Text, Text),
  made: v.optional(Text),
  reason: Text,
});

type Row = v.InferOutput<typeof AnswerRow>;

/** A row of made-answers.json: the answer to `operation` lacks the text at `member`, which what is filled in has to name. */
export const MadeAnswerRow = v.strictObject({
  service: Text,
  operation: Text,
  member: v.pipe(Text, v.regex(/^\w+\.\w+$/)),
  reason: Text,
});

const MADE: readonly v.InferOutput<typeof MadeAnswerRow>[] = madeRows;

/** What tells apart the things that a row is about: the account, the region, and what is the same. */
function makeGroup(step: Step, values: readonly (Value | undefined)[]): string | undefined {
  if (!values.every((value) => typeof value === "string")) return undefined;
  return [step.account, step.region, ...values].join("\n");
}

function groupMaker(step: Step, { same }: Row): string | undefined {
  const { input, output } = step;
  return makeGroup(
    step,
    Object.values(same).map((member) => output[member] ?? input[member]),
  );
}

function groupUser(step: Step, { same }: Row): string | undefined {
  return makeGroup(
    step,
    Object.keys(same).map((member) => step.input[member]),
  );
}

/** What an answer has at a path of one or two members. */
function readAnswer({ output }: Step, [first = "", second]: readonly string[]): Value | undefined {
  const held = output[first];
  if (second === undefined) return held;
  return isStructure(held) ? held[second] : undefined;
}

/** When an account called first, by the accounts. */
function findFirstCalls(steps: readonly Step[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const step of steps) {
    const second = tellSecond(step);
    if (second < (first.get(step.account) ?? Number.POSITIVE_INFINITY)) first.set(step.account, second);
  }
  return first;
}

/** For each maker whose answer lacks the row's member, the identifier that later calls name. */
function findIdentifiers(steps: readonly Step[], row: Row): ReadonlyMap<Step, string> {
  const own = steps.filter(({ service }) => service === row.service);
  const makers = new Set(own.filter(({ operation }) => operation.name === row.operation));
  const users = own.filter(({ operation }) => row.users.includes(operation.name));
  const { made: madeAs } = row;
  const made = new Set<Value | undefined>();
  if (madeAs !== undefined) for (const { output } of users) made.add(output[madeAs]);
  const callsSince = findFirstCalls(steps);
  const path = row.member.split(".");
  const isName = (one: Value | undefined) =>
    typeof one === "string" && (row.text === undefined || compile(row.text).test(one));
  const found = new Map<Step, string>();
  const open = new Map<string, Step[]>();
  const taken = new Set<string>();
  const ordered = [...makers, ...users].sort(
    (a, b) =>
      tellSecond(a) - tellSecond(b) ||
      // Within a second the order is not known.
      Number(makers.has(b)) - Number(makers.has(a)) ||
      a.ordinal - b.ordinal,
  );
  for (const step of ordered) {
    const isMaker = makers.has(step);
    const group = isMaker ? groupMaker(step, row) : groupUser(step, row);
    if (group === undefined) continue;
    if (isMaker) {
      const told = readAnswer(step, path);
      if (typeof told === "string") taken.add(`${group}\n${told}`);
      else open.getOrInsertComputed(group, () => []).push(step);
      continue;
    }
    const text = row.named.map((member) => step.input[member]).find(isName);
    if (typeof text !== "string" || made.has(text) || taken.has(`${group}\n${text}`)) continue;
    // Where no answer lacks one, it is older than the log.
    taken.add(`${group}\n${text}`);
    const [maker] = open.get(group) ?? [];
    if (!maker || (callsSince.get(text) ?? Number.POSITIVE_INFINITY) <= tellSecond(maker)) continue;
    open.get(group)?.shift();
    found.set(maker, text);
  }
  return found;
}

function complete(step: Step, [first = "", second]: readonly string[], text: string): Step {
  const held = step.output[first];
  const told =
    second === undefined
      ? text
      : Object.assign(makeStructure(), isStructure(held) ? held : undefined, { [second]: text });
  const output: Structure = Object.assign(makeStructure(), step.output, { [first]: told });
  return { ...step, output };
}

/** A step with a text of its own at the row's member of the answer, as an ETag is written. */
function makeUpAnswer(step: Step, path: readonly string[]): Step {
  if (readAnswer(step, path) !== undefined) return step;
  return complete(step, path, `"${Bun.CryptoHasher.hash("md5", step.id, "hex")}"`);
}

/** The steps, sorted by time, with what their answers lack. Takes time that grows with their number. */
export function completeAnswers(steps: readonly Step[]): readonly Step[] {
  let completed = steps;
  for (const row of MADE) {
    const isMeant = ({ service, operation }: Step) =>
      service === row.service && operation.name === row.operation;
    if (!completed.some(isMeant)) continue;
    const path = row.member.split(".");
    completed = completed.map((step) => (isMeant(step) ? makeUpAnswer(step, path) : step));
  }
  for (const row of rows as readonly Row[]) {
    if (!completed.some(({ service }) => service === row.service)) continue;
    const found = findIdentifiers(completed, row);
    if (found.size === 0) continue;
    const path = row.member.split(".");
    completed = completed.map((step) => {
      const text = found.get(step);
      return text === undefined ? step : complete(step, path, text);
    });
  }
  return completed;
}
