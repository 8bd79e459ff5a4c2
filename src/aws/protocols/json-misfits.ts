/** What AWS's JSON services say of a value that does not fit its shape. */
import type { Malformed } from "../formats/reading.ts";
import type { Shape, ShapeType } from "../model/types.ts";
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
  if (typeof found === "number" && !Number.isInteger(found)) return "DECIMAL_VALUE";
  return typeof found === "number" || found instanceof Digits ? "NUMBER_VALUE" : "STRING_VALUE";
}

/** The name of a shape's class, where those of structures are known to be in a package. */
function nameClass(shape: Shape | undefined, javaPackage: string): string {
  switch (shape?.type) {
    case "structure":
      return `${javaPackage}.${shape.name}`;
    case "map":
      return `java.util.Map<java.lang.String, ${nameClass(shape.value, javaPackage)}>`;
    case "list":
      return `java.util.List<${nameClass(shape.member, javaPackage)}>`;
    case "blob":
      return "java.nio.ByteBuffer";
    default:
      return `java.lang.${TYPES[shape?.type ?? "string"]}`;
  }
}

function describeList(shape: Shape, javaPackage: string | undefined): string {
  if (javaPackage === undefined) return "Unrecognized collection type class java.util.ArrayList";
  const name = nameClass(shape, javaPackage);
  return `Unrecognized collection type ${name.includes("<") ? name : `class ${name}`}`;
}

const BASE64_GROUP = 4;

function describeBytes(found: Value | undefined): string {
  if (typeof found !== "string") return "only base-64-encoded strings are convertible to bytes";
  return found.length % BASE64_GROUP === 0
    ? "Invalid last non-pad Base64 character dectected"
    : `Base64 encoded length is expected a multiple of 4 bytes but found: ${found.length}`;
}

/** What is said of a scalar that stands in a collection for a collection. */
const MISCAST =
  "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')";

/** As DynamoDB and others answer it: `NUMBER_VALUE cannot be converted to String`. `javaPackage`: where the structures' classes are. */
export function describeMisfit({ shape, found, isInside }: Malformed, javaPackage?: string): string {
  if (Array.isArray(found)) return describeList(shape, javaPackage);
  if (isStructure(found)) return "Start of structure or map found where not expected";
  if (shape.type === "structure" && isInside && javaPackage !== undefined)
    return "Unexpected value type in payload";
  if (isInside && javaPackage !== undefined && (shape.type === "list" || shape.type === "map"))
    return MISCAST;
  if (shape.type === "list" || shape.type === "map" || shape.type === "structure")
    return "Unexpected field type";
  if (javaPackage !== undefined && shape.type === "blob") return describeBytes(found);
  if (javaPackage !== undefined && shape.type === "boolean" && typeof found === "string")
    return "Unexpected token received from parser";
  return `${nameToken(found)} cannot be converted to ${TYPES[shape.type]}`;
}
