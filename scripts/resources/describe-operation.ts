/** Describes what an operation means: which members name what it is about, what that stands in, and what else it uses. */
import type { PackedModel, PackedOperation } from "../../src/aws/model/types.ts";
import type { Deed, MemberMeaning, NameKind, OperationMeaning } from "../../src/aws/resources/types.ts";
import { type FoundTypes, mintsNoun } from "./find-types.ts";
import { type Leaf, listLeaves } from "./list-leaves.ts";
import type { Naming, TypeNamer } from "./name-types.ts";
import type { Action } from "./sources.ts";
import { doesCapture, findRenamed, fold, isDescribing, parseOperation, singular } from "./words.ts";

/** What describing one operation of a service needs to know of the service. */
export interface ServiceFacts {
  readonly model: PackedModel;
  readonly found: FoundTypes;
  readonly namer: TypeNamer;
  readonly actions: Readonly<Record<string, Action>>;
  /** By type, the types it stands in, the outermost first. */
  readonly within: ReadonlyMap<string, readonly string[]>;
}

const READS: ReadonlySet<Deed> = new Set(["read", "list"]);
const MAKES: ReadonlySet<Deed> = new Set(["create", "put"]);
const RELATES: ReadonlySet<Deed> = new Set(["attach", "detach"]);

/** Words before a type that say it is another one of the type: the source of a copy, the parent of a part. */
const OTHERS =
  /^(source|parent|from|base|original|origin|template|reference|primary|master|global|input|previous|old)/;

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

interface Candidate {
  readonly leaf: Leaf;
  readonly naming: Naming;
  readonly type: string | undefined;
}

/** A holder of a bare `Id` or `Name` says whose it is: LaunchTemplate.Name. A bare ARN in an input says so itself. */
function nameLeaf({ namer }: ServiceFacts, leaf: Leaf, opType: string | undefined): Naming {
  if (leaf.depth < 2) return namer.name(leaf.name, opType);
  const holder = namer.nameHolder(leaf.holder);
  const naming = namer.name(leaf.name, holder ?? opType);
  return naming.isBare ? { ...naming, type: holder } : naming;
}

/** Whether a member names something, as far as its name, its place and its type tell. */
function identifies({ leaf, naming, type }: Candidate, namer: TypeNamer, deed: Deed): boolean {
  if (leaf.label >= 0) return true;
  const isOwnType = type !== undefined && !type.includes(":") && naming.isPlain && !naming.isBare;
  if (isDescribing(leaf.name) && !isOwnType) return false;
  if ((deed === "tag" || deed === "untag") && leaf.isRequired && /resource/i.test(leaf.name)) return true;
  if (naming.kind === undefined)
    return type !== undefined ? !DOCUMENT.test(leaf.shape) : namer.refers(leaf.name);
  if (naming.kind !== "name" || type !== undefined) return true;
  return (leaf.depth === 1 && leaf.isRequired) || namer.refers(leaf.name);
}

/** Shapes of texts that hold a whole document, whatever their member is called. */
const DOCUMENT = /(document|policytext|json|yaml|body|content|definition|script|template|sql|^policy)$/i;

function listCandidates(
  facts: ServiceFacts,
  operation: PackedOperation,
  opType: string | undefined,
  deed: Deed,
): Candidate[] {
  const leaves = listLeaves(facts.model, operation.input, operation.http.requestUri);
  const namedBy = RELATES.has(deed) ? undefined : opType;
  const labels = leaves.filter(({ label }) => label >= 0);
  const lastLabel = Math.max(...labels.map(({ label }) => label));
  return leaves
    .map((leaf): Candidate => {
      const naming = nameLeaf(facts, leaf, facts.namer.name(leaf.name, undefined).isBare ? opType : namedBy);
      // The last label of a path is what the operation is about, unless it is a collection's owner.
      const isLast = leaf.label >= 0 && leaf.label === lastLabel && !OTHERS.test(fold(leaf.name));
      const type = naming.type ?? (isLast && !endsInCollection(operation) ? opType : undefined);
      return { leaf, naming, type };
    })
    .filter((candidate) => identifies(candidate, facts.namer, deed));
}

/** Whether the request's path goes on behind its last label: /functions/{name}/aliases. */
function endsInCollection({ http }: PackedOperation): boolean {
  return !/\}\/?$/.test(http.requestUri.split("?")[0] ?? "");
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

function orderContainers(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted(
    (a, b) => (a.leaf.label < 0 ? 99 : a.leaf.label) - (b.leaf.label < 0 ? 99 : b.leaf.label),
  );
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
      leaf.depth === 2 && isOwnType && !leaf.isSeveral && facts.namer.nameHolder(leaf.holder) === opType;
    const isOther =
      OTHERS.test(fold(leaf.name)) && !(naming.isPlain && !naming.isBare && naming.type !== undefined);
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
function isContainer({ leaf, type }: Candidate, within: readonly string[] | undefined, deed: Deed): boolean {
  if (RELATES.has(deed)) return leaf.isRequired && type?.includes(":") !== true;
  if (within !== undefined && type !== undefined) return within.includes(type);
  return leaf.isRequired && type?.includes(":") !== true && (type !== undefined || leaf.label >= 0);
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
  const holdContainer = (isLast: boolean) =>
    !isRead && (captures || isRelation || (isLast && !isSure)) ? "exclusive" : "shared";
  let containers = orderContainers(sorted.containers);
  let references = sorted.references;
  if (!hasOwn && containers.length === 0) {
    // All that is known of what it is about is what it cannot do without.
    containers = orderContainers(references.filter(isNeeded));
    references = references.filter((candidate) => !containers.includes(candidate));
  }
  const input = [
    ...containers.map((one, index) =>
      toMeaning(one, "container", holdContainer(index === containers.length - 1)),
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
  return {
    deed,
    ...(opType === undefined ? {} : { type: opType }),
    ...(captures ? { captures } : {}),
    input,
    output,
  };
}

function isNeeded({ leaf }: Candidate): boolean {
  return leaf.isRequired && leaf.depth === 1;
}

function findTagged({ found }: ServiceFacts, noun: readonly string[]): string | undefined {
  const text = noun.join("");
  return found.types.has(text) ? text : undefined;
}
