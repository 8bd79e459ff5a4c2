/** Which values a wire cannot tell apart: both become one. Each way of becoming so has its reason. */
import type { Protocol, Shape } from "../../src/aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../src/aws/values.ts";

/** What a protocol cannot tell from a value that is absent. */
interface Blindness {
  readonly protocols: readonly Protocol[];
  readonly side?: "request" | "answer";
  readonly what:
    | "empty structures and maps"
    | "empty lists"
    | "empty flattened ones"
    | "empty bound ones"
    | "empty payloads";
  readonly reason: string;
}

const FORMS = ["query", "ec2"] as const;
const RESTS = ["rest-json", "rest-xml"] as const;

export const BLIND: readonly Blindness[] = [
  {
    protocols: FORMS,
    side: "request",
    what: "empty structures and maps",
    reason: "A form has a name only for what has a text, or items.",
  },
  { protocols: ["ec2"], side: "request", what: "empty lists", reason: "EC2 writes no bare names." },
  {
    protocols: ["rest-xml", "query", "ec2"],
    what: "empty flattened ones",
    reason: "Their items stand in the parent, without an element or a name of their own.",
  },
  {
    protocols: RESTS,
    what: "empty bound ones",
    reason: "A list or map in headers or the query is as many of them as it has items.",
  },
  {
    protocols: RESTS,
    what: "empty payloads",
    reason: "The payload is the body, and a body that is empty is none.",
  },
];

export interface Wire {
  readonly protocol: Protocol;
  readonly side: "request" | "answer";
}

function isBlind({ protocol, side }: Wire, what: Blindness["what"]): boolean {
  return BLIND.some(
    (row) => row.what === what && row.protocols.includes(protocol) && (row.side ?? side) === side,
  );
}

const isEmpty = (value: Value) =>
  value === null ||
  value === "" ||
  (value instanceof Uint8Array && value.length === 0) ||
  (Array.isArray(value) && value.length === 0) ||
  (isStructure(value) && Object.keys(value).length === 0);

function isDropped(wire: Wire, shape: Shape, value: Value): boolean {
  if (!isEmpty(value)) return false;
  if (shape.type === "structure" || shape.type === "map") {
    if (isBlind(wire, "empty structures and maps")) return true;
  }
  if (shape.type !== "list" && shape.type !== "map") return false;
  return (
    (shape.type === "list" && isBlind(wire, "empty lists")) ||
    (shape.flattened === true && isBlind(wire, "empty flattened ones")) ||
    (shape.location !== undefined && isBlind(wire, "empty bound ones"))
  );
}

function unifyStructure(wire: Wire, shape: Shape, value: Structure): Structure {
  const unified = makeStructure();
  for (const [name, item] of Object.entries(value)) {
    const member = shape.members?.[name];
    if (member === undefined || item === undefined || item === null) continue;
    const kept = unifyValue(wire, member, item);
    const isPayload = shape.payload === name && kept !== undefined && isEmpty(kept);
    if (kept !== undefined && !(isPayload && isBlind(wire, "empty payloads"))) unified[name] = kept;
  }
  return unified;
}

/** The value that stands for all that the wire cannot tell from this one; undefined for an absent one. */
export function unifyValue(wire: Wire, shape: Shape, value: Value): Value | undefined {
  if (value === null || shape.document || shape.jsonvalue) return value;
  const { member, value: values } = shape;
  if (shape.type === "list" && member && Array.isArray(value)) {
    const items = value.flatMap((item) => unifyValue(wire, member, item) ?? []);
    // Of a list whose items all have nothing to say, a form says nothing.
    const isVoid = items.length === 0 && value.length > 0 && isBlind(wire, "empty structures and maps");
    return isVoid || isDropped(wire, shape, items) ? undefined : items;
  }
  if (!isStructure(value)) return value;
  if (shape.type === "map" && values) {
    const map = makeStructure();
    for (const [key, item] of Object.entries(value)) {
      const isGone = shape.location !== undefined && Array.isArray(item) && item.length === 0;
      if (isGone && isBlind(wire, "empty bound ones")) continue;
      map[key] = unifyValue(wire, values, item ?? null) ?? null;
    }
    return isDropped(wire, shape, map) ? undefined : map;
  }
  const unified = unifyStructure(wire, shape, value);
  return isDropped(wire, shape, unified) ? undefined : unified;
}
