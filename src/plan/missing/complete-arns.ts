/**
 * Puts into recorded answers the ARNs that CloudTrail left out of them, as later calls name them: that of what a call makes
 * begins with its kind, has its name in it, and something that the service made up, which nothing else in the log tells.
 */

import { splitArn } from "../../aws/resources/arns.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import { makeStructure, type Structure } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { isUnique } from "../order/keys.ts";
import { type FoundText, listTexts } from "../order/texts.ts";
import { type Step, tellSecond } from "../steps.ts";

/** A call that makes something whose ARN its recorded answer lacks. */
interface Maker {
  readonly step: Step;
  /** The member of the answer that lacks it. */
  readonly member: string;
  /** All that the call names: of two that make things of one name, the ARN of each has more of its own. */
  readonly names: readonly string[];
}

const MAKES: ReadonlySet<string> = new Set(["create", "put"]);
const PARTS = /[:/]/;

function fold(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]/g, "").toLowerCase();
}

/** So that one text holds another where it holds it as whole words: `table/items`, and not of `table/items-old`. */
function joinWords(text: string): string {
  return `/${text.replaceAll(":", "/")}/`;
}

function makeKey({ account, region }: Pick<Step, "account" | "region">, type: string, name: string): string {
  return [account, region, fold(type), name].join("\n");
}

const NO_TEXTS: readonly FoundText[] = [];

function listAll(step: Step, side: "input" | "output"): readonly FoundText[] {
  const shape = step.operation[side];
  return shape ? listTexts(step.service, shape, step[side]) : NO_TEXTS;
}

/** Those of `arns` that some answer tells. */
function listTold(steps: readonly Step[], arns: ReadonlySet<string>): ReadonlySet<string> {
  const told = new Set<string>();
  for (const step of steps)
    for (const { text } of listAll(step, "output")) if (arns.has(text)) told.add(text);
  return told;
}

/** The calls that make things whose ARNs are unknown, by the kind and the name of what they make. */
function listMakers(steps: readonly Step[]): Map<string, Maker[]> {
  const makers = new Map<string, Maker[]>();
  for (const step of steps) {
    const { deed, type, input, output } = findMeaning(step.service, step.operation.name);
    if (type === undefined || !MAKES.has(deed)) continue;
    const arns = output.filter((one) => one.part === "own" && one.kind === "arn" && one.type === type);
    const [{ path: member = "" } = {}] = arns;
    if (arns.length !== 1 || !/^\w+$/.test(member) || step.output[member] !== undefined) continue;
    const read = (path: string) => readTexts(parsePath(path), step.input);
    const owns = input.filter((one) => one.part === "own" && one.kind !== "arn" && one.type === type);
    const [name] = owns.flatMap(({ path }) => read(path));
    if (name === undefined) continue;
    const names = input.flatMap(({ path }) => read(path));
    makers.getOrInsertComputed(makeKey(step, type, name), () => []).push({ step, member, names });
  }
  return makers;
}

/** Those of `makers` that an ARN can be of, which is used in `second`: the last with most of its names in the ARN. */
function chooseMaker(makers: readonly Maker[], arn: string, second: number): Maker | undefined {
  const before = makers.filter(({ step }) => tellSecond(step) <= second);
  const whole = joinWords(arn);
  const count = ({ names }: Maker) => names.filter((name) => whole.includes(joinWords(name))).length;
  const most = Math.max(...before.map(count));
  return before.findLast((maker) => count(maker) === most);
}

/** Those ARNs that calls name and whose makers are among `makers`, by these. */
function findArns(steps: readonly Step[], makers: ReadonlyMap<string, readonly Maker[]>): Map<Maker, string> {
  const seen = new Set<string>();
  const found = new Map<Maker, string>();
  for (const step of steps) {
    for (const { text } of listAll(step, "input")) {
      if (!text.startsWith("arn:") || seen.has(text)) continue;
      seen.add(text);
      const arn = splitArn(text);
      const [kind = "", ...parts] = arn?.resource.split(PARTS) ?? [];
      if (!arn || !parts.some((part) => isUnique(part))) continue;
      const place = { account: arn.account || step.account, region: arn.region || step.region };
      const alike = parts.flatMap((part) => makers.get(makeKey(place, kind, part)) ?? []);
      const maker = chooseMaker(alike, text, tellSecond(step));
      if (maker && !found.has(maker)) found.set(maker, text);
    }
  }
  return found;
}

/** The steps, sorted by time, with the ARNs that their answers lack. Takes time that grows with their number. */
export function completeArns(steps: readonly Step[]): readonly Step[] {
  const makers = listMakers(steps);
  const found = makers.size === 0 ? new Map<Maker, string>() : findArns(steps, makers);
  if (found.size === 0) return steps;
  const told = listTold(steps, new Set(found.values()));
  const completed = new Map<Step, Step>();
  for (const [{ step, member }, arn] of found) {
    if (told.has(arn)) continue;
    const output: Structure = Object.assign(makeStructure(), step.output, { [member]: arn });
    completed.set(step, { ...step, output });
  }
  return steps.map((step) => completed.get(step) ?? step);
}

compileLightly(listAll, listMakers, findArns);
