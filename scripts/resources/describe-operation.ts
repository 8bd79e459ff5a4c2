/** Describes what an operation means: which members name what it is about, what that stands in, and what else it uses. */
import type { PackedModel, PackedOperation } from "../../src/aws/model/types.ts";
import type { Deed, MemberMeaning, NameKind, OperationMeaning } from "../../src/aws/resources/types.ts";
import { mintsNoun } from "./find-types.ts";
import { findVersions } from "./find-versions.ts";
import { type Candidate, isOfAnother, listCandidates, type ServiceFacts } from "./list-candidates.ts";
import { listLeaves } from "./list-leaves.ts";
import { doesCapture, findRenamed, fold, isDescribing, nameEnds, parseOperation, singular } from "./words.ts";

const READS: ReadonlySet<Deed> = new Set(["read", "list"]);
const MAKES: ReadonlySet<Deed> = new Set(["create", "put"]);
const ENDS: ReadonlySet<Deed> = new Set(["delete", "detach", "untag"]);
const RELATES: ReadonlySet<Deed> = new Set(["attach", "detach"]);

function joinFirst(words: readonly string[], count: number): string {
  return words
    .slice(0, count)
    .map((word, index) => (index === count - 1 ? singular(word) : word))
    .join("");
}

/** The type that an operation is about: its noun, else the longest type that the noun begins with, else ends with. */
export function findType(facts: Pick<ServiceFacts, "found" | "actions">, name: string): string | undefined {
  const { types, aliases } = facts.found;
  const { noun } = parseOperation(name);
  const meant = (text: string) =>
    types.has(aliases.get(text) ?? text) ? (aliases.get(text) ?? text) : undefined;
  for (let count = noun.length; count > 0; count--) {
    const found = meant(joinFirst(noun, count));
    if (found !== undefined) return found;
  }
  for (let at = 1; at < noun.length; at++) {
    const found = meant(noun.slice(at).join(""));
    if (found !== undefined) return found;
  }
  const required = (facts.actions[name.toLowerCase()]?.resourceTypes ?? []).filter((type) => type.required);
  const [only, ...others] = required;
  return only && others.length === 0 ? meant(fold(only.name)) : undefined;
}

/** Whether a thing is still there after an operation, though it sounds like an end: a job that is cancelled has yet to be deleted. */
function endsLess({ operations }: PackedModel, name: string): boolean {
  const { maker, deletion } = nameEnds(name);
  const has = (wanted: string | undefined) => wanted !== undefined && operations[wanted] !== undefined;
  return has(deletion) && !has(maker);
}

/** What an operation does. What makes a thing by another verb is told by its answer, which identifies the new thing. */
export function findDeed(
  { model, actions }: Pick<ServiceFacts, "model" | "actions">,
  operation: PackedOperation,
): Deed {
  const { deed, noun, verb } = parseOperation(operation.name);
  const level = actions[operation.name.toLowerCase()]?.accessLevel;
  if (operation.readonly === true) return deed === "list" ? "list" : "read";
  if (READS.has(deed)) {
    if (level === "Write" || level === "Permissions management") return "act";
    return level === "List" || deed === "list" ? "list" : "read";
  }
  if (endsLess(model, operation.name)) return "act";
  if (deed === "act" && mintsNoun(model, operation, noun.join(""))) return "create";
  // Targets are registered: nothing is made, and nothing is answered.
  const answered = operation.output && model.shapes[operation.output.shape]?.members;
  const isMute = Object.keys(answered ?? {}).length === 0;
  if (verb === "register" && isMute) return "attach";
  return verb === "deregister" && isMute && takesList(model, operation, noun) ? "detach" : deed;
}

/** Whether an operation's own things stand in a list: DeregisterTargets' Targets. */
function takesList(model: PackedModel, operation: PackedOperation, noun: readonly string[]): boolean {
  const members = operation.input && model.shapes[operation.input.shape]?.members;
  return Object.entries(members ?? {}).some(
    ([name, { shape }]) => model.shapes[shape]?.type === "list" && fold(name).startsWith(noun.join("")),
  );
}

/**
 * The types that a type stands in, the outermost first, by an operation that removes or changes one: what it names besides
 * the thing. undefined where it does not say.
 */
export function findContainers(
  facts: ServiceFacts,
  operation: PackedOperation,
  type: string,
): string[] | undefined {
  const deed = findDeed(facts, operation);
  const candidates = listCandidates(facts, operation, type, deed).filter(({ leaf }) => leaf.depth === 1);
  const isRemoval = deed === "delete" || deed === "detach";
  const containers = candidates.filter(({ leaf, type: other, naming }) => {
    if (other === undefined || other === type || other.includes(":") || naming.isBare) return false;
    return (leaf.isRequired || isRemoval) && (naming.isPlain || leaf.label >= 0);
  });
  if (containers.length === 0 && !candidates.some((one) => one.type === type)) return undefined;
  return [...new Set(orderContainers(containers).map((one) => one.type ?? ""))];
}

/** The outermost first: by the request's path, else by how deep each itself stands. */
function orderContainers(
  candidates: readonly Candidate[],
  within: ServiceFacts["within"] = new Map(),
): Candidate[] {
  const depth = ({ type }: Candidate) => within.get(type ?? "")?.length ?? 0;
  const label = ({ leaf }: Candidate) => (leaf.label < 0 ? Number.MAX_SAFE_INTEGER : leaf.label);
  return candidates.toSorted((a, b) => label(a) - label(b) || depth(a) - depth(b));
}

function toMeaning(
  { leaf, naming, type }: Candidate,
  part: MemberMeaning["part"],
  hold: MemberMeaning["hold"],
): MemberMeaning {
  const kind: NameKind = naming.kind ?? "any";
  return { path: leaf.path, ...(type === undefined ? {} : { type }), part, kind, hold };
}

interface Sorted {
  readonly own: Candidate[];
  readonly containers: Candidate[];
  readonly references: Candidate[];
  readonly renamed: Candidate[];
}

function sortCandidates(
  facts: ServiceFacts,
  candidates: readonly Candidate[],
  opType: string | undefined,
  deed: Deed,
): Sorted {
  const sorted: Sorted = { own: [], containers: [], references: [], renamed: [] };
  const within = opType === undefined ? undefined : facts.within.get(opType);
  for (const candidate of candidates) {
    const { leaf, naming, type } = candidate;
    const isTop = leaf.depth === 1;
    const renamed = isTop && !MAKES.has(deed) ? findRenamed(leaf.name) : undefined;
    const isOwnType = opType !== undefined && type === opType;
    const isDescribed =
      leaf.depth === 2 &&
      isOwnType &&
      !leaf.isSeveral &&
      facts.namer.nameHolder(leaf.holder, opType) === opType;
    const isOther =
      isOfAnother(leaf.name) && !(naming.isPlain && !naming.isBare && naming.type !== undefined);
    if (renamed !== undefined && facts.namer.name(renamed, opType).type === opType && opType !== undefined)
      sorted.renamed.push(candidate);
    else if (deed === "tag" || deed === "untag") (isTop ? sorted.own : sorted.references).push(candidate);
    else if ((isTop || isDescribed) && isOwnType && !isOther) sorted.own.push(candidate);
    else if (isTop && isContainer(candidate, within, deed)) sorted.containers.push(candidate);
    else sorted.references.push(candidate);
  }
  return sorted;
}

/**
 * Whether a member names what the operation's thing stands in: by the types that the thing stands in where these are known,
 * else whatever the call cannot do without.
 */
function isContainer(
  { leaf, naming, type }: Candidate,
  within: readonly string[] | undefined,
  deed: Deed,
): boolean {
  if (RELATES.has(deed)) return leaf.isRequired && type?.includes(":") !== true;
  if (within !== undefined && type !== undefined) return within.includes(type);
  if (leaf.label >= 0) return type?.includes(":") !== true;
  return leaf.isRequired && type?.includes(":") === false && naming.isPlain;
}

function listOutput(
  facts: ServiceFacts,
  operation: PackedOperation,
  opType: string | undefined,
  deed: Deed,
): MemberMeaning[] {
  const meanings: MemberMeaning[] = [];
  const leaves = listLeaves(facts.model, operation.output, "");
  const tops = new Set(leaves.filter(({ depth }) => depth > 1).map(({ path }) => path.split(/[.[{]/)[0]));
  for (const leaf of leaves) {
    // The answer's one structure is what was made, whatever it is called.
    const isOnly = leaf.depth === 2 && tops.size === 1 && MAKES.has(deed);
    const holder =
      leaf.depth === 1 ? opType : (facts.namer.nameHolder(leaf.holder) ?? (isOnly ? opType : undefined));
    const naming = facts.namer.name(leaf.name, holder);
    const { type } = naming;
    const isOwn =
      MAKES.has(deed) && type !== undefined && type === opType && leaf.depth <= 2 && naming.isPlain;
    if (isDescribing(leaf.name) && !isOwn) continue;
    if (
      naming.kind === undefined &&
      !(isOwn && leaf.depth === 1) &&
      !(type !== undefined && facts.namer.refers(leaf.name))
    )
      continue;
    if (type === undefined && naming.kind === "name") continue;
    meanings.push(
      toMeaning({ leaf, naming, type }, isOwn ? "own" : "reference", isOwn ? "exclusive" : "shared"),
    );
  }
  return meanings;
}

/** What one operation means. */
export function describeOperation(facts: ServiceFacts, operation: PackedOperation): OperationMeaning {
  const named = parseOperation(operation.name);
  const deed = findDeed(facts, operation);
  const opType =
    deed === "tag" || deed === "untag" ? findTagged(facts, named.noun) : findType(facts, operation.name);
  const candidates = listCandidates(facts, operation, opType, deed);
  const sorted = sortCandidates(facts, candidates, opType, deed);
  const output = listOutput(facts, operation, opType, deed);
  const isRead = READS.has(deed);
  const captures = doesCapture(named);
  const isRelation = RELATES.has(deed);
  const hasOwn = sorted.own.length > 0 || (MAKES.has(deed) && output.some(({ part }) => part === "own"));
  const isSure = hasOwn && sorted.own.every(({ type }) => type !== undefined);
  // What is put somewhere under no name of its own is a setting of that.
  const isSetting = deed === "put" && sorted.own.length === 0;
  const isHolding = (type: string | undefined) =>
    type !== undefined && candidates.some((one) => facts.within.get(one.type ?? "")?.includes(type));
  const holdContainer = (type: string | undefined, isLast: boolean) => {
    if (isRead) return "shared";
    if (isRelation) return isHolding(type) ? "shared" : "exclusive";
    return captures || (isLast && (!isSure || isSetting)) ? "exclusive" : "shared";
  };
  let containers = orderContainers(sorted.containers, facts.within);
  let references = sorted.references;
  if (!hasOwn && containers.length === 0) {
    // All that is known of what it is about is what it cannot do without.
    containers = orderContainers(references.filter(isNeeded), facts.within);
    references = references.filter((candidate) => !containers.includes(candidate));
  }
  if (!hasOwn && !isRead && containers.length === 0) {
    const alternatives = findAlternatives(references);
    sorted.own.push(...alternatives);
    references = references.filter((candidate) => !alternatives.includes(candidate));
  }
  const input = [
    ...containers.map((one, index) =>
      toMeaning(one, "container", holdContainer(one.type, index === containers.length - 1)),
    ),
    ...sorted.own.map((one) => toMeaning(one, "own", isRead ? "shared" : "exclusive")),
    ...sorted.renamed.map((one) => ({
      ...toMeaning(one, "own", isRead ? "shared" : "exclusive"),
      renames: true as const,
    })),
    ...references.map((one) =>
      toMeaning(one, "reference", (isRelation || captures) && isNeeded(one) ? "exclusive" : "shared"),
    ),
  ];
  // What ends a thing counts no versions of it: its answer tells which ones there were.
  const counting = ENDS.has(deed) ? undefined : operation.output;
  const versions = isRead ? undefined : findVersions(facts.model, operation.input, counting);
  return {
    deed,
    ...(opType === undefined ? {} : { type: opType }),
    ...(captures ? { captures } : {}),
    ...(versions ? { versions } : {}),
    input,
    output,
  };
}

/** Members that are optional because any of them is enough, all naming one type: StreamName, StreamARN, StreamId. */
function findAlternatives(references: readonly Candidate[]): Candidate[] {
  const alternatives = references.filter(
    ({ leaf, naming, type }) =>
      type?.includes(":") === false && naming.isPlain && leaf.depth <= 2 && !leaf.isSeveral,
  );
  return new Set(alternatives.map(({ type }) => type)).size === 1 ? alternatives : [];
}

function isNeeded({ leaf }: Candidate): boolean {
  return leaf.isRequired && leaf.depth === 1;
}

function findTagged({ found }: ServiceFacts, noun: readonly string[]): string | undefined {
  const text = noun.join("");
  return found.types.has(text) ? text : undefined;
}
