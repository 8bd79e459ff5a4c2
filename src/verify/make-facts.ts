/** The facts that one call claims: what it is about, what reads that back, and what was asked. */
import { readTexts } from "../aws/resources/read-texts.ts";
import { readApart } from "../plan/apart.ts";
import { readAsked } from "./asked.ts";
import { type Asked, Expectations } from "./expectations.ts";
import type { Fact, VersionNumber } from "./fact.ts";
import { findReaders, splitReader } from "./find-readers.ts";
import { type Knowledge, lastMember } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";
import { listMarks } from "./marks.ts";
import { listNamed, listOwn, type Named } from "./named.ts";
import { isOfAnother, listOthers } from "./others.ts";
import { pickOne } from "./pick-one.ts";

function readVersion({ version }: Knowledge, { output }: LiveStep): VersionNumber | undefined {
  const [text] = version ? readTexts(version, output) : [];
  return version && text !== undefined ? { member: lastMember(version), text } : undefined;
}

/** What a call asks, in the words of the reads. */
export function readStep(knowledge: Knowledge, { step, input }: LiveStep): Asked {
  return { step, ...readAsked(knowledge, input) };
}

/** The things that a call is about: those that it changes, where it names none as its own. */
function listAbout({ deed, type }: Knowledge, named: readonly Named[]): Named[] {
  const own = listOwn(named);
  if (own.length > 0 || deed !== "update" || type === undefined) return own;
  return named.filter(({ row }) => row.side === "input" && row.type === type && row.kind === "arn");
}

/** The facts that one call claims: several where it makes several things (RunInstances, CreateTags). */
export function makeFacts(knowledge: Knowledge, live: LiveStep): Fact[] {
  const named = listNamed(knowledge, live);
  const own = listAbout(knowledge, named);
  const others = listOthers(knowledge, named);
  const asked = readStep(knowledge, live);
  const version = readVersion(knowledge, live);
  const apart = readApart({ ...live.step, input: live.input, output: live.output });
  const [first, ...more] = findReaders(knowledge, live);
  if (!first) {
    const expectations = new Expectations(asked);
    return [{ knowledge, live, named, own, others, marks: [], apart, version, readers: [], expectations }];
  }
  const split = splitReader(first);
  return split.map((reader) => {
    const used = new Set(reader.used.map(({ text }) => text));
    const marks = listMarks(knowledge, live, reader);
    const beside = [...(reader.held ?? others), ...marks];
    return {
      knowledge,
      live,
      named,
      own: split.length === 1 ? own : own.filter(({ text }) => used.has(text)),
      others: beside.filter((one) => !used.has(one.text) || isOfAnother(one, reader)),
      marks,
      apart,
      version,
      readers: [reader, ...(split.length === 1 ? more : [])],
      expectations: new Expectations(split.length === 1 ? asked : pickOne(asked, live, named, reader)),
    };
  });
}
