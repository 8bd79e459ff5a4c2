/** Whether what a call has taken away is gone: what would show it is read, and it must not be there. */

import type { Operation } from "../aws/model/types.ts";
import { compareInput } from "./compare.ts";
import type { Fact, Reader } from "./fact.ts";
import { isListed, isSilent, isThere, judge, UNTOLD } from "./judge.ts";
import { holdsText } from "./locate.ts";
import type { PartGone } from "./opened.ts";
import type { ReadBack } from "./read-back.ts";
import { readState } from "./states.ts";
import type { Removal } from "./taken.ts";
import type { RemovalResult } from "./verdict.ts";
import { isNameless, isOneSided, NAMELESS, type ReadFact, type Wait } from "./verify-fact.ts";

type ToldThing = Extract<ReadBack, { kind: "found" }>;

/** Whether what was found shows what was taken away. */
type Standing = "stands" | "gone" | "unclear";

/** How a member of what was asked for stands in what was found. */
function compareClaims(fact: Fact, { found, output }: ToldThing, part: Removal["part"]): Standing {
  const { knowledge, expectations } = fact;
  const { operation, type, rows } = knowledge;
  const names = new Set(
    rows.flatMap(({ path, part: kind, side }) => (side === "input" && kind !== "reference" ? path : [])),
  );
  const claims = part
    ? [{ input: part.input, ref: part.ref ?? operation.input, operation }]
    : expectations
        .settle()
        .map(({ expected, ref, step }) => ({ input: expected, ref, operation: step.operation }));
  const sum = { told: 0, absent: 0, differences: 0 };
  for (const { input, ref, operation: asking } of claims) {
    if (!ref) continue;
    const isWhole = found.value === output;
    const settings = {
      ref,
      isWhole,
      skipped: new Set<string>(),
      type,
      names,
      isGathering: true,
      areBare: true,
    };
    const { compared, named, absent, differences } = compareInput(asking, input, found, settings);
    sum.told += compared - named;
    sum.absent += absent;
    sum.differences += differences.length;
  }
  if (sum.told > 0) return sum.differences === 0 ? "stands" : part ? "gone" : "unclear";
  return part && sum.absent > 0 ? "gone" : "unclear";
}

/** Whether a part stands in what was found, or is itself what was found in a list of such parts. */
function comparePart(fact: Fact, { operation }: Reader, back: ToldThing, part: PartGone): Standing {
  const standing = compareClaims(fact, back, part);
  if (standing !== "unclear" || back.found.value === back.output || !operation.output) return standing;
  const whole = { ref: operation.output, value: back.output };
  return compareClaims(fact, { ...back, found: whole }, part);
}

/** Whether one of the thing's own names was asked for, or stands in what was found. */
function isNamedIn({ own }: Fact, { used }: Reader, { found, output }: ToldThing): boolean {
  const asked = new Set(used.map(({ text }) => text));
  return (
    own.length === 0 || own.some(({ text }) => asked.has(text) || holdsText(found.value ?? output, text))
  );
}

/** Whether a thing, a setting or a relation is there that was found by its names. */
function judgeWhole(fact: Fact, reader: Reader, back: ToldThing): Standing {
  const { deed } = fact.knowledge;
  const { own, others } = fact;
  if (!isNamedIn(fact, reader, back)) return "unclear";
  if (deed === "create" || (deed === "put" && own.length > 0))
    return isThere(fact, back) ? "stands" : "unclear";
  const { status } = judge(fact, reader.operation.name, back);
  if (status === "missing") return "gone";
  if (status === "unreadable") return "unclear";
  const asked = new Set(reader.used.map(({ text }) => text));
  const isHeld = deed === "attach" && (others.some(({ text }) => !asked.has(text)) || isListed(fact));
  if (isHeld && status === "verified") return "stands";
  return compareClaims(fact, back, undefined);
}

/** What a read tells of a removal. */
export interface ToldRemoval extends RemovalResult {
  /** A read that was answered with success and told of nothing, so that another thing has to be told of by it. */
  readonly silence?: Operation;
}

async function lookAt(
  { fact, part }: Removal,
  index: number,
  read: ReadFact,
  wait: Wait,
): Promise<ToldRemoval> {
  const reader = fact.readers[index];
  if (!reader) throw new RangeError(`no reader ${index}`);
  const { operation } = reader;
  const tell = (status: RemovalResult["status"], reason: string | undefined): ToldRemoval => ({
    status,
    read: operation.name,
    reason,
  });
  for (let anew = false; ; anew = true) {
    const back = await read(fact, index, anew);
    if (back.kind !== "found") {
      if (back.kind === "unreadable") return tell("unchecked", back.reason);
      return isNameless(fact, reader) ? tell("unchecked", NAMELESS) : tell("gone", back.reason);
    }
    if (isSilent(fact, reader, back)) return { ...tell("unchecked", UNTOLD), silence: operation };
    if (isOneSided(fact, reader, back)) return tell("unchecked", UNTOLD);
    const state = readState(operation, back.output, back.found);
    if (state?.kind === "ended" && !part) return tell("gone", `it is ${state.name}`);
    const standing = part ? comparePart(fact, reader, back, part) : judgeWhole(fact, reader, back);
    if (standing === "gone") return tell("gone", undefined);
    if (standing === "unclear") return tell("unchecked", UNTOLD);
    if (state?.kind !== "moving" || !(await wait()))
      return tell("remaining", `${operation.name} tells of it`);
  }
}

/** Whether what was taken away is gone. One read that still tells of it says that it is not. */
export async function verifyRemoval(removal: Removal, read: ReadFact, wait: Wait): Promise<ToldRemoval> {
  const { fact, unknown } = removal;
  if (unknown !== undefined) return { status: "unchecked", read: undefined, reason: unknown };
  const isRelation = fact.knowledge.deed === "attach" && fact.others.length > 0;
  let best: ToldRemoval | undefined;
  for (const index of fact.readers.keys()) {
    const told = await lookAt(removal, index, read, wait);
    if (told.status === "remaining") return told;
    if (best?.status !== "gone") best = told;
    // Another read may tell of a relation by its other side.
    if (told.status === "gone" && !isRelation) return told;
  }
  const reason = "the API has no operation that reads it";
  return best ?? { status: "unchecked", read: undefined, reason };
}
