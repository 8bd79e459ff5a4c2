/** Lists the members of an operation's input that name things, each with its type as far as its name and its place tell. */
import type { PackedModel, PackedOperation } from "../../src/aws/model/types.ts";
import type { Deed } from "../../src/aws/resources/types.ts";
import type { FoundTypes } from "./find-types.ts";
import { type Leaf, listLeaves } from "./list-leaves.ts";
import type { Naming, TypeNamer } from "./name-types.ts";
import type { Action } from "./sources.ts";
import { fold, isDescribing, mayName, parseOperation } from "./words.ts";

/** What describing one operation of a service needs to know of the service. */
export interface ServiceFacts {
  readonly model: PackedModel;
  readonly found: FoundTypes;
  readonly namer: TypeNamer;
  readonly actions: Readonly<Record<string, Action>>;
  /** By type, the types it stands in, the outermost first. */
  readonly within: ReadonlyMap<string, readonly string[]>;
}

const RELATES: ReadonlySet<Deed> = new Set(["attach", "detach"]);

const SWITCHES_OFF: ReadonlySet<string> = new Set(["stop", "disable"]);

/** Words before a type that say it is another one of the type: the source of a copy, the parent of a part. */
const OTHERS =
  /^(source|parent|from|base|original|origin|template|reference|primary|master|global|input|previous|old)/;

/** Whether a member of this name tells of another thing than the operation is about. */
export function isOfAnother(name: string): boolean {
  return OTHERS.test(fold(name));
}

/** A member that names something. */
export interface Candidate {
  readonly leaf: Leaf;
  readonly naming: Naming;
  readonly type: string | undefined;
}

/**
 * A holder of a bare `Id` or `Name` says whose it is: LaunchTemplate.Name. A bare ARN in an input says so itself; the
 * structure that is all that an operation asks for (`body`) describes what the operation is about.
 */
function nameLeaf(
  { namer }: ServiceFacts,
  leaf: Leaf,
  opType: string | undefined,
  body: string | undefined,
): Naming {
  if (leaf.depth < 2) return namer.name(leaf.name, opType);
  const isBody = leaf.depth === 2 && leaf.holder === body && !leaf.isSeveral;
  const holder = namer.nameHolder(leaf.holder, opType) ?? (isBody ? opType : undefined);
  const naming = namer.name(leaf.name, holder ?? opType);
  if (naming.isBare) return { ...naming, type: holder };
  const isOwn = naming.type !== undefined && !naming.type.includes(":");
  const abroad = isOwn ? namer.nameHeld(leaf.holder, leaf.name) : undefined;
  return abroad === undefined ? naming : { ...naming, type: abroad, isPlain: false };
}

/** Whether a member names something, as far as its name, its place and its type tell. */
function identifies({ leaf, naming, type }: Candidate, namer: TypeNamer, deed: Deed): boolean {
  if (leaf.label >= 0) return true;
  const isOwnType = type !== undefined && !type.includes(":") && naming.isPlain && !naming.isBare;
  const isNeeded = leaf.isRequired && leaf.depth === 1;
  if (isDescribing(leaf.name, isNeeded) && !isOwnType) return false;
  if ((deed === "tag" || deed === "untag") && leaf.isRequired && /resource/i.test(leaf.name)) return true;
  // Values of a map go by its keys: requestParameters{}.
  if (leaf.path.endsWith("{}") && naming.kind === undefined && type?.includes(":") !== true) return false;
  if (naming.kind === undefined)
    return type !== undefined
      ? !DOCUMENT.test(leaf.shape)
      : namer.refers(leaf.name) || (isNeeded && mayName(leaf.name));
  if (naming.kind !== "name" || type !== undefined) return true;
  return isNeeded || namer.refers(leaf.name);
}

/** Shapes of texts that hold a whole document, whatever their member is called. */
const DOCUMENT =
  /(document|policytext|policytype|json|yaml|body|content|definition|script|template|sql|^policy)$/i;

/** The members of an operation's input that name things; `opType` is what it is about. */
export function listCandidates(
  facts: ServiceFacts,
  operation: PackedOperation,
  opType: string | undefined,
  deed: Deed,
): Candidate[] {
  // Where a page begins is no name, though it may be the last one of the page before.
  const tokens = operation.pagination?.inputTokens ?? [];
  const leaves = listLeaves(facts.model, operation.input, operation.http.requestUri).filter(
    ({ path }) => !tokens.includes(path),
  );
  // What is stopped or switched off is the thing itself; what is detached is one of two.
  const isWhole = SWITCHES_OFF.has(parseOperation(operation.name).verb);
  const namedBy = RELATES.has(deed) && !isWhole ? undefined : opType;
  const body = RELATES.has(deed) ? undefined : findBody(facts.model, operation);
  const labels = leaves.filter(({ label }) => label >= 0);
  const lastLabel = Math.max(...labels.map(({ label }) => label));
  return leaves
    .map((leaf): Candidate => {
      const heldBy = facts.namer.name(leaf.name, undefined).isBare ? opType : namedBy;
      const naming = nameLeaf(facts, leaf, heldBy, body);
      // The last label of a path is what the operation is about, unless it is a collection's owner.
      const isLast = leaf.label >= 0 && leaf.label === lastLabel && !isOfAnother(leaf.name);
      const isAbout = isLast && !endsInCollection(operation) && !isHolder(operation, leaf, opType);
      const type = naming.type ?? (isAbout ? opType : undefined);
      return { leaf, naming, type };
    })
    .filter((candidate) => identifies(candidate, facts.namer, deed));
}

/** A resource of whatever type. */
const ANY_RESOURCE = /^resource(arn|id|identifier)$/;

/** Whether a member names what has the thing that the operation's name says, which has no name: /policy/{resourceArn}. */
function isHolder({ name }: PackedOperation, leaf: Leaf, opType: string | undefined): boolean {
  if (opType === undefined || !ANY_RESOURCE.test(fold(leaf.name))) return false;
  return parseOperation(name).noun.join("").startsWith(fold(opType));
}

/** The one structure that an operation asks for, besides what stands in the request's path and headers. */
function findBody({ shapes }: PackedModel, { input }: PackedOperation): string | undefined {
  const shape = input && shapes[input.shape];
  if (shape?.payload !== undefined) return shape.payload;
  const isToken = (name: string) => isDescribing(name) || shape?.members?.[name]?.idempotencyToken === true;
  const [only, ...others] = (shape?.required ?? []).filter(
    (name) => shape?.members?.[name]?.location === undefined && !isToken(name),
  );
  return others.length === 0 ? only : undefined;
}

/** Whether the request's path goes on behind its last label: /functions/{name}/aliases. */
function endsInCollection({ http }: PackedOperation): boolean {
  return !/\}\/?$/.test(http.requestUri.split("?")[0] ?? "");
}
