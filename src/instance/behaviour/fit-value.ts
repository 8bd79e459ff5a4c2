/** Brings values into the form of another shape: what fits is kept, what does not is left out. */
import { listMembers } from "../../aws/model/shape.ts";
import type { Shape } from "../../aws/model/types.ts";
import { printText } from "../../aws/resources/fill-input.ts";
import {
  Digits,
  isScalar,
  isStructure,
  makeStructure,
  type Structure,
  type Value,
} from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";

/** The value of a member by its name, in any case where no name is the same. */
export function findMember(values: Structure, name: string): Value | undefined {
  if (values[name] !== undefined) return values[name];
  let folded: string | undefined;
  // For each member of each thing that a list tells: no name of another length is put into lower case.
  for (const other in values) {
    if (other.length !== name.length) continue;
    folded ??= name.toLowerCase();
    if (other.toLowerCase() === folded) return values[other];
  }
  return undefined;
}

/** EC2 takes attributes as structures that have nothing but their value, and tells some without: `{"Value": true}`. */
export function unwrap(value: Value): Value {
  if (!isStructure(value)) return value;
  const [[name, inner] = [], ...others] = Object.entries(value);
  return name === "Value" && others.length === 0 && inner !== undefined ? inner : value;
}

/** The same the other way round: what is told as such a structure. */
function wrap({ type, members = {} }: Shape, value: Value): Structure | undefined {
  const [[name, shape] = [], ...others] = type === "structure" ? Object.entries(members) : [];
  const isAttribute = name === "Value" && others.length === 0 && isScalar(value);
  const fitting = shape && isAttribute ? fitScalar(shape, value) : undefined;
  return fitting === undefined ? undefined : Object.assign(makeStructure(), { Value: fitting });
}

/** Attributes that are given by their names have texts as values. */
function readBoolean(value: Value): boolean | undefined {
  return value === "true" || value === "false" ? value === "true" : undefined;
}

/** A number as text, where an API takes the one and tells the other; and the other way round. */
function fitScalar({ type }: Shape, wrapped: Value): Value | undefined {
  const value = unwrap(wrapped);
  switch (type) {
    case "string":
    case "character":
      return typeof value === "number" || value instanceof Digits
        ? printText(value)
        : typeof value === "string"
          ? value
          : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : readBoolean(value);
    case "timestamp":
      return value instanceof Date ? value : undefined;
    case "blob":
      return value instanceof Uint8Array ? value : undefined;
    default:
      if (typeof value === "string")
        return /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : undefined;
      return typeof value === "number" || value instanceof Digits ? value : undefined;
  }
}

/** The value as the shape takes it; undefined where it is of another type. */
export function fitValue(shape: Shape, value: Value | undefined): Value | undefined {
  if (value === undefined || value === null) return undefined;
  if (shape.document || shape.jsonvalue) return value;
  if (shape.type === "list") {
    const { member } = shape;
    if (!member) return undefined;
    // One text, where an API takes that and tells a list of such: the namespace of a table.
    if (typeof value === "string" && member.type === "string") return [value];
    if (!Array.isArray(value)) return undefined;
    return (value as readonly Value[]).flatMap((item) => {
      const fitting = fitValue(member, item);
      return fitting === undefined ? [] : [fitting];
    });
  }
  if (shape.type !== "structure" && shape.type !== "map") return fitScalar(shape, value);
  if (!isStructure(value)) return wrap(shape, value);
  const result = makeStructure();
  if (shape.type === "map") {
    for (const [key, inner] of Object.entries(value)) {
      const fitting = shape.value && fitValue(shape.value, inner);
      if (fitting !== undefined) result[key] = fitting;
    }
    return result;
  }
  for (const [name, member] of listMembers(shape)) {
    const fitting = fitValue(member, findMember(value, name));
    if (fitting !== undefined) result[name] = fitting;
  }
  // A structure of which nothing is left says nothing; one that was empty says that there is one.
  return Object.keys(result).length === 0 && Object.keys(value).length > 0 ? undefined : result;
}

compileLightly(fitValue, findMember, fitScalar);
