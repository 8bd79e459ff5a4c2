/** What is known of a thing from the call that made it: the texts in its input and in its answer that can name it. */
import type { Operation, Shape } from "../aws/model/types.ts";
import { isStructure, type Structure, type Value } from "../aws/values.ts";
import { type Naming, namesWords, parseNaming } from "./names.ts";

/** A text with the member that holds it. */
export interface Known extends Naming {
  readonly member: string;
  /** Where it stands, as the resource table writes it: `input.RoleName`, `output.Instances[].InstanceId`. */
  readonly path: string;
  readonly value: string;
  readonly from: "input" | "output";
  /** How deep it stands; 0 is the top. */
  readonly depth: number;
  /** Whether the operation requires the member (input only). */
  readonly isRequired: boolean;
}

/** Answers hold their subject within a few levels: Reservation, Instances, InstanceId. */
const DEEPEST = 4;

/** Documents, and texts of several lines, name nothing. */
const NO_NAME = /^\s*[[{]|[\r\n]/;

interface Place {
  readonly member: string;
  readonly path: string;
  readonly depth: number;
  /** The structure that holds the member, named like it: `role` for the members of `Role`. */
  readonly holder: string;
}

function* walk(shape: Shape, value: Value | undefined, from: Known["from"], place: Place): Generator<Known> {
  if (value === undefined || value === null || place.depth > DEEPEST) return;
  if (typeof value === "string" || typeof value === "number") {
    const naming = parseNaming(place.member);
    if (shape.enum || value === "" || NO_NAME.test(String(value))) return;
    // Ids can be marked as sensitive (Cognito's clients); what is sensitive and no id is a secret.
    if (shape.sensitive && naming.kind === "plain") return;
    // `Role.Arn` is the ARN of a role.
    const base = naming.base === "" && place.depth > 1 ? place.holder : naming.base;
    const depth = place.depth - 1;
    const { member, path } = place;
    yield { ...naming, base, member, path, value: String(value), from, depth, isRequired: false };
  } else if (shape.type === "structure" && isStructure(value)) {
    const holder = parseNaming(place.member).base;
    for (const [name, inner] of Object.entries(value)) {
      const at = shape.members?.[name];
      if (at && !/^tag/i.test(name))
        yield* walk(at, inner, from, {
          member: name,
          path: `${place.path}.${name}`,
          depth: place.depth + 1,
          holder,
        });
    }
  } else if (shape.type === "list" && shape.member && Array.isArray(value)) {
    const items: Place = { ...place, path: `${place.path}[]` };
    for (const item of value as readonly Value[]) yield* walk(shape.member, item, from, items);
  }
}

function top(from: Known["from"]): Place {
  return { member: "", path: from, depth: 0, holder: "" };
}

/** Everything known from a call: its input's texts (top level first) and its answer's, both in live identifiers. */
export function collectKnown(operation: Operation, input: Structure, output: Structure): Known[] {
  const required = new Set(operation.input ? operation.input.required : []);
  const fromInput = operation.input ? [...walk(operation.input, input, "input", top("input"))] : [];
  const fromOutput = operation.output ? [...walk(operation.output, output, "output", top("output"))] : [];
  return [
    ...fromInput.map((known) => ({ ...known, isRequired: known.depth === 0 && required.has(known.member) })),
    ...fromOutput,
  ].sort((a, b) => a.depth - b.depth);
}

/**
 * The known texts that name the thing itself. What the answer says of other things, deeper down, does not; but where
 * nothing is called like the noun, the ids at the answer's top are the thing's (AllocateAddress: AllocationId).
 */
export function listOwn(known: readonly Known[], words: readonly string[]): Known[] {
  const named = known.filter(
    ({ base, kind, depth, from }) =>
      namesWords(base, words) &&
      (kind !== "plain" || (base !== "" && (from === "input" || base === words.join("")))) &&
      (depth === 0 || (from === "output" && base !== "")),
  );
  if (named.length > 0) return named;
  return known.filter(
    ({ from, depth, kind }) => from === "output" && depth === 0 && (kind === "id" || kind === "arn"),
  );
}
