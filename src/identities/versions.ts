/**
 * Which number of a version stands for a recorded one: a service counts the versions of each thing by itself, so that those of
 * a thing that is older than the log begin anew in the target.
 */
import { parsePath, readTexts } from "../aws/resources/read-texts.ts";
import { findMeaning, findResources } from "../aws/resources/table.ts";
import type { MemberMeaning, OperationMeaning, ServiceResources } from "../aws/resources/types.ts";
import { Digits, isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { listKeys } from "../plan/order/keys.ts";
import type { Step } from "../plan/steps.ts";

type Side = "input" | "output";
type PathSteps = readonly string[];

/** A member that holds the thing whose versions are counted. */
interface Holder {
  readonly side: Side;
  readonly steps: PathSteps;
  readonly type: string;
}

/** A member that holds a number, and those that hold the thing that it is of. */
interface Counted {
  readonly side: Side;
  readonly steps: PathSteps;
  readonly holders: readonly Holder[];
}

const NONE: readonly Counted[] = [];
const known = new WeakMap<OperationMeaning, readonly Counted[]>();
const versionTypes = new WeakMap<ServiceResources, ReadonlySet<string>>();

/** A number by itself, or behind the letter that some services write. */
const NUMBER = /^v?(\d{1,9})$/;

function tellContainer(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}

/** The types of things that are versions themselves: a call makes one, and its answer counts it. */
function listVersionTypes(resources: ServiceResources): ReadonlySet<string> {
  return versionTypes.getOrInsertComputed(
    resources,
    ({ operations }) =>
      new Set(
        Object.values(operations).flatMap(({ deed, type, versions, output }) =>
          deed === "create" &&
          type &&
          output.some((one) => one.type === type && versions?.output.includes(one.path))
            ? [type]
            : [],
        ),
      ),
  );
}

function readCounted(service: string, meaning: OperationMeaning): readonly Counted[] {
  const resources = findResources(service);
  const types = resources ? listVersionTypes(resources) : new Set<string>();
  const isVersion = ({ type }: MemberMeaning) => type !== undefined && types.has(type);
  const asked = meaning.input.filter((one) => isVersion(one)).map(({ path }) => path);
  const list = (side: Side, paths: Iterable<string>) =>
    [...paths].map((path): Counted => {
      const around = tellContainer(path);
      const tellHolder = (from: Side) => (one: MemberMeaning) => {
        const { type, part } = one;
        // Of what stands inside, whichever is named beside the number; else what the call is about.
        const isBeside = tellContainer(one.path) === around && (around !== "" || part !== "reference");
        const isAbout =
          side === "output" && from === "input" && part !== "reference" && !one.path.includes(".");
        if (type === undefined || isVersion(one) || !(isAbout || (from === side && isBeside))) return [];
        return [
          { side: from, steps: parsePath(one.path), type: type.includes(":") ? type : `${service}:${type}` },
        ];
      };
      const holders = [
        ...meaning.input.flatMap(tellHolder("input")),
        ...(side === "output" ? meaning.output.flatMap(tellHolder("output")) : []),
      ];
      return { side, steps: parsePath(path), holders };
    });
  return [
    ...list("input", new Set([...(meaning.versions?.input ?? []), ...asked])),
    ...list("output", meaning.versions?.output ?? []),
  ].filter(({ holders }) => holders.length > 0);
}

function findCounted({ service, operation }: Step): readonly Counted[] {
  const meaning = findMeaning(service, operation.name);
  return known.getOrInsertComputed(meaning, () => {
    const found = readCounted(service, meaning);
    return found.length > 0 ? found : NONE;
  });
}

function changeNumber(value: Value, number: string): Value {
  if (value instanceof Digits) return new Digits(number);
  if (typeof value === "number") return Number(number);
  return typeof value === "string" ? value.replace(/(?<!\d)\d+$/, number) : value;
}

/** A value with what stands at a path changed. */
function changeAt(value: Value, [step, ...rest]: PathSteps, change: (value: Value) => Value): Value {
  if (step === undefined) return change(value);
  if (step === "[]")
    return Array.isArray(value)
      ? (value as readonly Value[]).map((item) => changeAt(item, rest, change))
      : value;
  const inner = isStructure(value) ? value[step] : undefined;
  if (!isStructure(value) || inner === undefined) return value;
  return Object.assign(makeStructure(), value, { [step]: changeAt(inner, rest, change) });
}

function readNumber(value: Value | undefined): string | undefined {
  const text = value instanceof Digits ? value.text : String(value);
  return NUMBER.exec(text)?.[1];
}

/** The number of a thing's version that production counted, and the one that the target did. */
export interface CountedVersion {
  /** Where the thing is, of what type, and its name: a text that no identifier of another thing is. */
  readonly thing: string;
  readonly recorded: string;
  readonly live: string;
}

function makeVersionKey({ thing, recorded }: Omit<CountedVersion, "live">): string {
  return `${thing} ${recorded}`;
}

export class VersionNumbers {
  /** By the thing and the recorded number. */
  readonly #live = new Map<string, CountedVersion>();

  /** All that is known, in the order of learning. */
  get all(): readonly CountedVersion[] {
    return [...this.#live.values()];
  }

  /** Takes what an earlier run has learnt. */
  add(versions: readonly CountedVersion[]): void {
    for (const one of versions) this.#live.set(makeVersionKey(one), one);
  }

  /** The things whose versions a step counts in a member. */
  #listThings({ input, output, account, region }: Step, { holders }: Counted): string[] {
    return holders.flatMap(({ side, steps, type }) =>
      readTexts(steps, side === "input" ? input : output).flatMap((text) =>
        listKeys(text).map((key) => `${type} ${account} ${region} ${key}`),
      ),
    );
  }

  /** Notes which number the target counted where production answered with another; gives what is new. */
  learn(step: Step, live: Structure): readonly CountedVersion[] {
    const learnt: CountedVersion[] = [];
    for (const counted of findCounted(step)) {
      if (counted.side === "input") continue;
      const [before, ...others] = readTexts(counted.steps, step.output).map(readNumber);
      const [after, ...more] = readTexts(counted.steps, live).map(readNumber);
      if (before === undefined || after === undefined || others.length + more.length > 0) continue;
      for (const thing of this.#listThings(step, counted)) {
        const version = { thing, recorded: before, live: after };
        if (before !== after || this.#live.has(makeVersionKey(version))) learnt.push(version);
      }
    }
    this.add(learnt);
    return learnt;
  }

  /** The input or the recorded answer of a step, which may have been rewritten otherwise, with the target's numbers. */
  rewrite(step: Step, side: Side, value: Structure): Structure {
    if (this.#live.size === 0) return value;
    let result: Value = value;
    for (const counted of findCounted(step)) {
      if (counted.side !== side) continue;
      const things = this.#listThings(step, counted);
      result = changeAt(result, counted.steps, (number) => {
        const recorded = readNumber(number);
        if (recorded === undefined) return number;
        const found = things
          .map((thing) => this.#live.get(makeVersionKey({ thing, recorded })))
          .find((one) => one !== undefined);
        return found === undefined ? number : changeNumber(number, found.live);
      });
    }
    return isStructure(result) ? result : value;
  }
}
