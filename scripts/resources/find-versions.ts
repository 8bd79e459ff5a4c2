/** Finds the members that hold the number of a version: which one a call asks for, and which one its answer counted. */
import type { PackedModel, ShapeRef } from "../../src/aws/model/types.ts";
import type { VersionPaths } from "../../src/aws/resources/types.ts";
import { singular, splitWords } from "./words.ts";

const DEEPEST = 3;
const COUNTED: ReadonlySet<string> = new Set(["version", "revision"]);
/** What a version's number is called by, behind the word for it. */
const ENDINGS: ReadonlySet<string> = new Set(["number", "id", "arn", "value"]);

function isVersion(name: string): boolean {
  const words = splitWords(name).map(singular);
  if (words.length > 1 && ENDINGS.has(words.at(-1) ?? "")) words.pop();
  return COUNTED.has(words.at(-1) ?? "");
}

function* walk(
  model: PackedModel,
  ref: ShapeRef,
  path: string,
  name: string,
  depth: number,
): Generator<string> {
  const shape = model.shapes[ref.shape];
  if (!shape || depth > DEEPEST) return;
  if (shape.type === "string" || shape.type === "integer" || shape.type === "long") {
    if (!shape.enum && isVersion(name)) yield path;
  } else if (shape.type === "structure") {
    for (const [inner, member] of Object.entries(shape.members ?? {}))
      yield* walk(model, member, path === "" ? inner : `${path}.${inner}`, inner, depth + 1);
  } else if (shape.type === "list" && shape.member)
    yield* walk(model, shape.member, `${path}[]`, name, depth);
}

/** The paths of an operation's versions; undefined where it has none. */
export function findVersions(
  model: PackedModel,
  input: ShapeRef | undefined,
  output: ShapeRef | undefined,
): VersionPaths | undefined {
  const list = (ref: ShapeRef | undefined) => (ref ? [...walk(model, ref, "", "", 0)] : []);
  const paths = { input: list(input), output: list(output) };
  return paths.input.length + paths.output.length === 0 ? undefined : paths;
}
