/**
 * Finds the live identifiers of what a log made where no replay's map is at hand: by what the log itself chose, names
 * and tags and the rest of the call's input, in the order of the log, so that a network is known before its subnets.
 */

import { isSecretAt } from "../aws/secrets/secret-members.ts";
import { makeStructure, type Structure } from "../aws/values.ts";
import { matchMember } from "../dialect/match-member.ts";
import { Dictionary } from "../identities/dictionary.ts";
import { pairNames } from "../identities/learn.ts";
import { isMinted } from "../identities/minted.ts";
import { findRecipe, loadRecipes } from "../plan/missing/catalogue.ts";
import type { Step } from "../plan/steps.ts";
import { compareInput } from "./compare.ts";
import { findReaders } from "./find-readers.ts";
import type { Found } from "./found.ts";
import { type Knowledge, type KnowledgeBase, lastMember } from "./knowledge.ts";
import { type LiveStep, makeLive } from "./live.ts";
import { listFound } from "./locate.ts";
import { listNamed, listOwn, type Named } from "./named.ts";
import { findNextPage } from "./pages.ts";
import type { Reads } from "./read-back.ts";
import { isRemoving } from "./removals.ts";
import { callsSame } from "./same-name.ts";
import { readState } from "./states.ts";

/** Fewer equal members than these prove nothing where no name does. */
const LEAST_EQUAL = 2;

const NOTHING: Structure = makeStructure();

/** An ARN that ends with the time at which the thing was made, behind its name. */
const MADE_AT = /:\d{6,}$/;

/** Stands for an identifier that was not found. */
const UNKNOWN = "?";

/** How many members of what was found are as asked for, but for those of `unknown`; undefined where one is not. */
function countEqual(
  { operation, type }: Knowledge,
  { step, input }: LiveStep,
  found: Found,
  unknown: readonly string[],
): number | undefined {
  if (!operation.input) return undefined;
  const { compared, differences } = compareInput(operation, input, found, {
    ref: operation.input,
    isWhole: false,
    skipped: new Set([...(step.placeholders?.map(({ path }) => path) ?? []), ...unknown]),
    type,
  });
  return differences.length === 0 ? compared : undefined;
}

function isNamed(found: Found, names: readonly Named[]): boolean {
  const texts = Object.values(found.value ?? {}).filter((value) => typeof value === "string");
  return names.some((name) => texts.some((text) => callsSame(text, name.text)));
}

/** What came of looking for a thing. */
interface Looked {
  /** The one thing that is what the step asked for; undefined where there is none or more than one. */
  readonly found?: Found;
  /** Whether a whole list of such things has none of its name. */
  readonly isAbsent: boolean;
}

async function findOne(
  knowledge: Knowledge,
  live: LiveStep,
  names: readonly Named[],
  unknown: readonly string[],
  base: KnowledgeBase,
  asking: Reads,
): Promise<Looked> {
  let isAbsent = false;
  const reads = [...base.listings(knowledge.operation), ...knowledge.reads];
  for (const reader of findReaders({ reads }, { input: live.input, output: NOTHING })) {
    const answered = await asking.call(reader, live.step);
    if ("kind" in answered) {
      // What they stand in is not there either.
      if (answered.kind === "absent" && reader.isList && reader.used.length > 0) isAbsent = true;
      continue;
    }
    const listed = listFound(reader, answered.output, live.input);
    const matching = listed.filter((found) => {
      if (readState(reader.operation, answered.output, found)?.kind === "ended") return false;
      const equal = countEqual(knowledge, live, found, unknown);
      return equal !== undefined && (equal >= LEAST_EQUAL || (equal > 0 && isNamed(found, names)));
    });
    const [only, ...others] = matching;
    if (only && others.length === 0) return { found: only, isAbsent };
    const isWhole = reader.isList && !findNextPage(reader.operation, reader.input, answered.output);
    if (isWhole && names.length > 0 && !listed.some((one) => isNamed(one, names))) isAbsent = true;
  }
  return { isAbsent };
}

/** The names inside a path or an ARN that a service made up, by which later calls name the thing, too. */
function listMintedParts(text: string): string[] {
  const isArn = text.startsWith("arn:");
  if (!isArn && !text.startsWith("/")) return [];
  const parts = isArn ? text.split(/[:/]/).slice(5) : text.split("/");
  return parts.filter((part) => isMinted(part, "id"));
}

/** Whether a call names a thing that is there already by an identifier, and things of its type get these from their service. */
function isOlder({ operation, deed }: Knowledge, { row: { side, part, kind, type } }: Named): boolean {
  if (side === "output" || type === undefined || kind === "name") return false;
  const isChosen = part === "own" && (deed === "create" || deed === "put");
  return !isChosen && findRecipe(operation.model.service, type)?.minted === true;
}

/** Whether a call was answered with an identifier by which something can be asked for, such as its own request. */
function isAnswered({ deed }: Knowledge, { row, text }: Named): boolean {
  const { side, part, kind, steps } = row;
  const isBeside = side === "output" && part !== "own" && kind === "id" && deed === "create";
  return isBeside && isMinted(text, lastMember(steps));
}

/** What is known of identifiers that production made up. */
export interface KnownIds {
  /** What stands for them. */
  readonly dictionary: Dictionary;
  /** Those for which nothing was found. */
  readonly unknown: Dictionary;
  /** Those of them of which a list says that there is nothing of the name; without given pairs, that is not asked. */
  readonly absent: ReadonlySet<string>;
  /** Those that stand for others, as they are in the target. */
  readonly standing: ReadonlySet<string>;
}

/**
 * What stands for what production had minted, as far as names and tags tell; `unknown` holds what they do not tell, and what
 * is older than the log. Where a
 * replay's pairs are `given`, only what is a secret is looked for, which no map holds; what is found is added to them.
 */
export async function findByNames(
  steps: readonly Step[],
  base: KnowledgeBase,
  reads: Reads,
  signal: AbortSignal,
  placeText: (text: string) => string,
  given?: Dictionary,
): Promise<KnownIds> {
  const dictionary = given ?? new Dictionary();
  const unknown = new Dictionary();
  const absent = new Set<string>();
  /** Those that were found, as they are in the target. */
  const standing = new Set<string>();
  if (!given) for (const service of new Set(steps.map((step) => step.service))) await loadRecipes(service);
  for (const step of steps) {
    const knowledge = base.find(step.operation);
    if (signal.aborted || isRemoving(knowledge)) continue;
    const live = makeLive(step, dictionary, placeText);
    const named = listNamed(knowledge, live);
    if (!given)
      for (const one of named)
        if ((isOlder(knowledge, one) || isAnswered(knowledge, one)) && !standing.has(one.text))
          unknown.set(one.text, UNKNOWN);
    const own = listOwn(named);
    const names = own.filter(({ row, text }) => row.side === "input" && unknown.get(text) === undefined);
    const minted = own.filter(
      ({ row, text }) =>
        row.side === "output" &&
        isMinted(text, lastMember(row.steps)) &&
        (MADE_AT.test(text) || !names.some((name) => callsSame(name.text, text))) &&
        (!given || isSecretAt(step.service, step.operation.output, row.steps)),
    );
    const lost = named.filter(({ row, text }) => row.side === "input" && unknown.get(text) !== undefined);
    // What is told otherwise since it was made may be found as a later call has changed it.
    const wanted = knowledge.deed === "update" ? [...minted, ...listOwn(lost)] : minted;
    if (wanted.length === 0) continue;
    const paths = lost.map(({ row }) => row.path);
    const { found, isAbsent } = await findOne(knowledge, live, names, paths, base, reads);
    const shape = found?.ref;
    for (const { row, text } of wanted) {
      const match = shape && matchMember(shape, lastMember(row.steps));
      const known = match && found?.value?.[match.name];
      if (typeof known === "string") standing.add(known);
      if (known === text) continue;
      // What was renamed since is listed by another name.
      if (given && isAbsent) absent.add(text);
      else absent.delete(text);
      const isFound = typeof known === "string";
      if (isFound) dictionary.set(text, known);
      else for (const name of [text, ...listMintedParts(text)]) unknown.set(name, UNKNOWN);
      const parts = isFound ? pairNames({ recorded: text, live: known, member: "", isSecret: false }) : [];
      for (const { recorded, live } of parts) dictionary.set(recorded, live);
    }
  }
  return { dictionary, unknown, absent, standing };
}
