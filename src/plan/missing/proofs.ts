/**
 * Reads that succeed only where something is there that has no recipe, such as a bucket's policy or a function's URL: by
 * the resource table what an operation takes away and this read is about, by proofs.json where the table does not say so.
 */
import * as v from "valibot";
import type { Operation, ServiceModel } from "../../aws/model/types.ts";
import { splitArn } from "../../aws/resources/arns.ts";
import { compileFill, parseCallPath } from "../../aws/resources/fill-input.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { getReadings } from "../../aws/resources/readings.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import { makeStructure, type Structure } from "../../aws/values.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import type { Step } from "../steps.ts";
import { type AttachmentPair, findOpenWith } from "./attachments.ts";
import { findRecipe } from "./catalogue.ts";
import { findLeastValue, findOwned, isSuited, listDemanded } from "./derived/rows.ts";
import { isOfOthers } from "./owners.ts";
import rows from "./proofs.json" with { type: "json" };
import { compile } from "./recipes.ts";
import type { Unopened } from "./unopened.ts";

/**
 * A row of proofs.json. proof: what `reads` tells of was put on by `opens`, which gets `input` besides: templates as in
 * recipes.json, by paths of its members; `fill` says which of these the members of `reads` tell. silent: reads, as a pattern, that are answered also where nothing is there, or that
 * tell of what is AWS's own.
 */
export const ProofRow = v.variant("kind", [
  v.strictObject({
    kind: v.literal("proof"),
    service: Text,
    reads: Text,
    opens: Text,
    input: v.optional(v.record(v.string(), v.unknown())),
    fill: v.optional(v.record(Text, v.array(Text))),
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("silent"), service: Text, reads: Text, reason: Text }),
]);

type Row = v.InferOutput<typeof ProofRow>;

const byService = Map.groupBy(rows as readonly Row[], ({ service }) => service);
const NO_PAIRS: readonly AttachmentPair[] = [];

function makePair(
  opens: Operation,
  closes: Operation,
  fill: AttachmentPair["fill"],
  input: Readonly<Record<string, unknown>> = {},
): AttachmentPair {
  const demanded = Object.fromEntries(listDemanded(opens.model.service, opens.name));
  const openWith = { ...demanded, ...findOpenWith(opens), ...input };
  return { opens, closes, fill, openWith, isSure: false, isLoose: true, isPart: true, isRead: true };
}

/** Whether a read is about that alone which another operation takes away, and can name it as that does. */
function tellsOf(read: Operation, closes: Operation): boolean {
  const { service } = read.model;
  const [{ deed, type }, taken] = [findMeaning(service, read.name), findMeaning(service, closes.name)];
  return (
    deed === "read" &&
    type !== undefined &&
    (taken.deed === "delete" || taken.deed === "detach") &&
    taken.type === type &&
    findRecipe(service, type) === undefined &&
    (closes.input?.required ?? []).every((name) => read.input?.members?.[name] !== undefined)
  );
}

/** By the names of reads: the calls that put on what they tell of, the one that asks for least first. */
type Proofs = ReadonlyMap<string, readonly AttachmentPair[]>;

function listProofs(model: ServiceModel): Proofs {
  const { service, operations } = model;
  const { readings, undoing, traceless } = getReadings(service);
  const found = new Map<string, AttachmentPair[]>();
  for (const [name, { operation, fill }] of Object.entries(undoing)) {
    const [opens, closes] = [operations[name], operations[operation]];
    if (!opens || !closes || !isSuited(service, name) || traceless.includes(name)) continue;
    for (const reading of new Set((readings[name] ?? []).map((one) => one.operation))) {
      const read = operations[reading];
      if (!read || !tellsOf(read, closes)) continue;
      const pair = makePair(opens, closes, compileFill(closes, fill, parseCallPath));
      found.getOrInsertComputed(reading, () => []).push(pair);
    }
  }
  const count = ({ opens }: AttachmentPair) => opens.input?.required?.length ?? 0;
  for (const pairs of found.values())
    pairs.sort((a, b) => count(a) - count(b) || a.opens.name.length - b.opens.name.length);
  for (const row of byService.get(service) ?? []) {
    if (row.kind === "silent") {
      for (const name of found.keys()) if (matchesPattern(row.reads, name)) found.delete(name);
      continue;
    }
    const [opens, read] = [operations[row.opens], operations[row.reads]];
    const [known] = (found.get(row.reads) ?? []).filter((pair) => pair.opens === opens);
    if (!opens || !read) continue;
    const fill = row.fill ? compileFill(read, row.fill, parseCallPath) : known?.fill;
    found.set(row.reads, [makePair(opens, known?.closes ?? read, fill ?? [], row.input)]);
  }
  return found;
}

const byModel = new WeakMap<ServiceModel, Proofs>();

/** The calls that may have put on what a read tells of. Throws a RangeError where the readings of its service are not loaded. */
export function findProofs({ model, name }: Operation): readonly AttachmentPair[] {
  return byModel.getOrInsertComputed(model, listProofs).get(name) ?? NO_PAIRS;
}

/** The texts by which an operation names what it is about, and what that stands in. */
export function listPartTexts({ model, name }: Operation, input: Structure): readonly string[] {
  return findMeaning(model.service, name)
    .input.filter(({ part }) => part !== "reference")
    .flatMap(({ path }) => readTexts(parsePath(path), input));
}

/** The template of the account of a call, which a record may have in the host alone. */
const ACCOUNT = `\${account}`;

/** What a read says in the members of the operation that takes away what it tells of; undefined where that is not sure. */
function tellInverse(
  { service, operation, account, input }: Step,
  { closes }: AttachmentPair,
): Structure | undefined {
  const { members = {}, required = [] } = closes.input ?? {};
  const told = makeStructure();
  for (const name of Object.keys(members)) {
    const isAccount = required.includes(name) && findLeastValue(service, name)?.text === ACCOUNT;
    const value = input[name] ?? (isAccount ? account : undefined);
    if (value !== undefined) told[name] = value;
  }
  if (required.some((name) => told[name] === undefined)) return undefined;
  const { type = "", input: meanings } = findMeaning(service, closes.name);
  const own = meanings.filter(({ part }) => part === "own");
  const names = own.flatMap(({ path }) => readTexts(parsePath(path), told));
  const owned = findOwned(service, type);
  // Of a read that a row says to prove it, any answer does.
  if (own.length > 0 && names.length === 0 && closes !== operation) return undefined;
  if (owned !== "" && names.some((one) => compile(owned).test(one))) return undefined;
  const isForeign = (text: string) => (splitArn(text)?.account || account) !== account;
  return listPartTexts(closes, told).some(isForeign) ? undefined : told;
}

/** What a read proves to be there, by the calls that may have put it on. */
export function listProven(step: Step): readonly Unopened[] {
  if (isOfOthers(step)) return [];
  return findProofs(step.operation).flatMap((pair) => {
    const told = tellInverse(step, pair);
    return told ? [{ pair, told }] : [];
  });
}

/** A text for what a read proves, the same for every read of that; undefined for one that proves nothing. */
export function tellProven(step: Step): string | undefined {
  const [proven] = findProofs(step.operation).length > 0 ? listProven(step) : [];
  const { service, account, region } = step;
  return proven && [service, account, region, proven.pair.opens.name, JSON.stringify(proven.told)].join(" ");
}
