/** What AWS demands of the keys of tables and indexes, in its order and words. */

import type { Structure, Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { listStructures } from "../engine.ts";
import { listTexts, readStructure } from "./read-members.ts";
import { refuse } from "./refusal.ts";

const INVALID = "One or more parameter values were invalid:";

/** A request with values that are not taken. */
export function refuseValues(message: string): Error {
  return refuse(`${INVALID} ${message}`);
}

/** The names of a key's attributes. */
export function nameKeys(schema: Value | undefined): string[] {
  return listStructures(schema).map(({ AttributeName }) => String(AttributeName));
}

/** The attributes of an index's key at most: so many choose the partition, so many order. */
const MOST_PARTS = 4;

/** That the parts of a key are in their order. `mayRepeat`: of a global index, there may be several of a kind. */
export function checkParts(schema: Value | undefined, mayRepeat: boolean): void {
  const parts = listStructures(schema);
  const names = nameKeys(schema);
  const kinds = parts.map(({ KeyType }) => KeyType);
  if (new Set(names).size < names.length)
    throw refuse(
      parts.length === 2 && kinds[0] !== kinds[1]
        ? "Both the Hash Key and the Range Key element in the KeySchema have the same name"
        : "The KeySchema contains multiple key attributes with the same name",
    );
  if (parts[0]?.["KeyType"] !== "HASH")
    throw refuse("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  const firstRange = kinds.indexOf("RANGE");
  const hashes = kinds.filter((kind) => kind === "HASH").length;
  if (!mayRepeat && parts.length > 1 && firstRange !== 1)
    throw refuse("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  if (firstRange >= 0 && firstRange < hashes)
    throw refuseValues("All HASH key attributes must precede RANGE key attributes in the KeySchema");
  const [excess] = [hashes, parts.length - hashes].flatMap((count, at) =>
    count > MOST_PARTS ? [at === 0 ? "HASH" : "RANGE"] : [],
  );
  if (excess !== undefined)
    throw refuseValues(`The KeySchema exceeds the maximum allowed number of ${excess} key attributes`);
  if (!mayRepeat && parts.length > 2)
    throw refuseValues("The KeySchema of a local secondary index has at most 2 key attributes");
}

/** That all attributes of a key are defined. */
export function checkDefined(schema: Value | undefined, defined: readonly string[]): void {
  const names = nameKeys(schema);
  if (names.some((name) => !defined.includes(name)))
    throw refuseValues(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(", ")}], AttributeDefinitions: [${defined.join(", ")}]`,
    );
}

/** That what an index has of items is said. */
export function checkProjection(projection: Value | undefined): void {
  const { ProjectionType: type, NonKeyAttributes: others } = readStructure(projection);
  if (type === undefined || type === null) throw refuseValues("Unknown ProjectionType: null");
  if (others !== undefined && type !== "INCLUDE")
    throw refuseValues(`ProjectionType is ${String(type)}, but NonKeyAttributes is specified`);
  if (type === "INCLUDE" && listTexts(others).length === 0)
    throw refuseValues("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  const names = listTexts(others);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw refuseValues(`Duplicate element in NonKeyAttributes: ${twice}`);
}

/** That no two indexes have one name; `seen` learns the names. */
export function checkName({ IndexName }: Structure, seen: Set<string>): void {
  const name = String(IndexName);
  if (seen.has(name)) throw refuseValues(`Duplicate index name: ${name}`);
  seen.add(name);
}

compileLightly(checkParts, checkDefined);
