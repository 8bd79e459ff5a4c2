/**
 * Reads the versions that a call asks for and those that its answer counted: a service counts a thing's versions up, which
 * tells the order of calls within one second.
 */

import { type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { VersionPaths } from "../../aws/resources/types.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { Step } from "../steps.ts";
import type { Use } from "./touches.ts";

/** The numbers of versions in one call. */
interface Versions {
  readonly asked: ReadonlySet<number>;
  /** By the path in the answer; what the call asked for itself is nothing that its answer counted. */
  readonly counted: ReadonlyMap<string, number>;
}

interface Compiled {
  readonly input: readonly (readonly PathStep[])[];
  readonly output: readonly (readonly [path: string, steps: readonly PathStep[]])[];
}

const compiled = new WeakMap<VersionPaths, Compiled>();

function compile(paths: VersionPaths): Compiled {
  return {
    input: paths.input.map(parsePath),
    output: paths.output.map((path) => [path, parsePath(path)] as const),
  };
}

/** A number by itself, behind a v, or at the end of an ARN. */
const NUMBER = /(?:^|[:/])v?(\d{1,9})$/;

function readNumber(text: string): number | undefined {
  const digits = NUMBER.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Whether a call can have a version in it. */
export function hasVersions({ service, operation }: Step): boolean {
  return findMeaning(service, operation.name).versions !== undefined;
}

/** The versions in a call; undefined where it has none. */
function readVersions({ service, operation, input, output }: Step): Versions | undefined {
  const paths = findMeaning(service, operation.name).versions;
  if (paths === undefined) return undefined;
  const steps = compiled.getOrInsertComputed(paths, compile);
  const read = (path: readonly PathStep[], value: Step["input"]) =>
    readTexts(path, value).flatMap((text) => readNumber(text) ?? []);
  const asked = new Set(steps.input.flatMap((path) => read(path, input)));
  const counted = new Map<string, number>();
  for (const [path, places] of steps.output) {
    const [first, ...others] = read(places, output);
    if (first !== undefined && others.length === 0 && !asked.has(first)) counted.set(path, first);
  }
  return asked.size + counted.size === 0 ? undefined : { asked, counted };
}

/** The lowest number that the answer of a call counted; undefined where it counted none. */
export function tellCounted(step: Step): number | undefined {
  const counted = readVersions(step)?.counted;
  return counted === undefined || counted.size === 0 ? undefined : Math.min(...counted.values());
}

/** Whether a call makes a version, which its answer counted: the number is its name or ends that. */
export function makesVersion(step: Step, uses: readonly Use[]): boolean {
  const numbers = new Set(readVersions(step)?.counted.values());
  const isNumbered = (text: string) => numbers.has(readNumber(text) ?? -1);
  return uses.some(
    ({ role, isOwn, isMinted, text }) => role === "makes" && isOwn && isMinted && isNumbered(text),
  );
}

/** A call on a thing, and whether it has the thing for itself, so that it is the thing's versions that its answer counts. */
interface Versioned<Call> {
  readonly call: Call;
  readonly isExclusive: boolean;
}

/** What the versions of one thing tell of calls on it. */
export interface VersionGroups<Call> {
  /** For each path in answers the calls by the number that stands there, the lowest first. */
  readonly counted: readonly (readonly (readonly Call[])[])[];
  /** For each version that is asked for, those whose answers counted it and those that ask for it. */
  readonly asked: readonly {
    readonly counters: readonly Call[];
    readonly askers: readonly Call[];
  }[];
}

/** Groups calls on one thing by its versions. */
export function groupByVersion<Call extends { readonly step: Step }>(
  calls: readonly Versioned<Call>[],
): VersionGroups<Call> {
  const byPath = new Map<string, Map<number, Call[]>>();
  const counters = new Map<number, Call[]>();
  const askers = new Map<number, Call[]>();
  for (const { call, isExclusive } of calls) {
    const versions = readVersions(call.step);
    for (const number of versions?.asked ?? []) askers.getOrInsertComputed(number, () => []).push(call);
    for (const [path, number] of isExclusive ? (versions?.counted ?? []) : []) {
      const byNumber = byPath.getOrInsertComputed(path, () => new Map<number, Call[]>());
      byNumber.getOrInsertComputed(number, () => []).push(call);
      counters.getOrInsertComputed(number, () => []).push(call);
    }
  }
  const counted = [...byPath.values()].map((byNumber) =>
    [...byNumber].sort(([a], [b]) => a - b).map(([, group]) => group),
  );
  const asked = [...askers].flatMap(([number, group]) => {
    const makers = counters.get(number);
    return makers ? [{ counters: makers, askers: group }] : [];
  });
  return { counted, asked };
}

compileLightly(groupByVersion, readVersions);
