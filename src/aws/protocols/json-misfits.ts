/** What AWS's JSON services say of a value that does not fit its shape. */
import type { Malformed } from "../formats/reading.ts";
import type { ShapeType } from "../model/types.ts";
import { Digits, isStructure, type Value } from "../values.ts";

/** Java's names of the types, which the messages have. */
const TYPES: Readonly<Record<ShapeType, string>> = {
  string: "String",
  character: "Character",
  integer: "Integer",
  long: "Long",
  float: "Float",
  double: "Double",
  boolean: "Boolean",
  blob: "ByteBuffer",
  timestamp: "Timestamp",
  structure: "Structure",
  list: "List",
  map: "Map",
};

/** The tokens that the messages name values by. */
function nameToken(found: Value | undefined): string {
  if (typeof found === "boolean") return found ? "TRUE_VALUE" : "FALSE_VALUE";
  return typeof found === "number" || found instanceof Digits ? "NUMBER_VALUE" : "STRING_VALUE";
}

/** As DynamoDB and others answer it: `NUMBER_VALUE cannot be converted to String`. */
export function describeMisfit({ shape, found }: Malformed): string {
  if (Array.isArray(found)) return "Unrecognized collection type class java.util.ArrayList";
  if (isStructure(found)) return "Start of structure or map found where not expected";
  if (shape.type === "list" || shape.type === "map" || shape.type === "structure")
    return "Unexpected field type";
  return `${nameToken(found)} cannot be converted to ${TYPES[shape.type]}`;
}
