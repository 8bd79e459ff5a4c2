/** Writes an operation's input the ways CloudTrail does: the inverse of decoding, for tests. */
import type { Shape } from "../../src/aws/model/types.ts";
import type { Structure, Value } from "../../src/aws/values.ts";

type Json = unknown;

/** How one form writes names, lists and scalars. */
interface Writer {
  readonly nameMember: (name: string, ref: Shape, shape: Shape) => string;
  readonly writeList: (items: readonly Json[], list: Shape, element: Shape) => Json;
  readonly writeScalar: (value: Value) => Json;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function keepList(items: readonly Json[]): Json {
  return items;
}

function writeScalar(value: Value): Json {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return value;
}

/** XML turned to JSON knows no types: what looks like a number or a boolean becomes one. */
function guessScalar(value: Value): Json {
  const written = writeScalar(value);
  if (typeof written === "string" && /^\d{1,15}$/.test(written)) return Number(written);
  return written === "true" || written === "false" ? written === "true" : written;
}

function isNested(shape: Shape): boolean {
  return shape.type === "structure" || shape.type === "list" || shape.type === "map";
}

function collapse(items: readonly Json[]): Json {
  if (items.length === 0) return "";
  return items.length === 1 ? items[0] : items;
}

/** The member names of a tag-like pair, where the element is no more than one. */
function findPair(element: Shape): [string, string] | undefined {
  const names = Object.keys(element.members ?? {}).sort();
  const [key = "", value = ""] = names;
  return names.length === 2 && /^(tag)?key$/i.test(key) && /^(tag)?value$/i.test(value)
    ? [key, value]
    : undefined;
}

const camel: Writer = { nameMember: lowerFirst, writeList: keepList, writeScalar };
const ec2Set: Writer = {
  nameMember: (name, ref) => lowerFirst(ref.locationName ?? name),
  writeList: (items, _, element) => {
    if (items.length === 0) return {};
    return { items: items.map((item) => (isNested(element) ? item : { value: item })) };
  },
  writeScalar,
};
const ec2Xml: Writer = {
  nameMember: (name, ref) => upperFirst(ref.locationName ?? name),
  writeList: (items) => {
    const numbered = items.map((item, index) =>
      typeof item === "object" ? { ...(item as object), tag: index + 1 } : { tag: index + 1, content: item },
    );
    return collapse(numbered);
  },
  writeScalar: guessScalar,
};

const WRITERS = {
  /** JSON services and query ones. */
  camel,
  /** Services that record the API's own names (CloudShell, RUM, Identity Center); numbers and booleans as text. */
  pascal: {
    nameMember: upperFirst,
    writeList: keepList,
    writeScalar: (value) =>
      typeof value === "number" || typeof value === "boolean" ? String(value) : writeScalar(value),
  },
  /** Lists of pairs written as a map. */
  pairs: {
    ...camel,
    writeList: (items, _, element) => {
      const pair = findPair(element);
      const entries = pair
        ? items.map((item) => pair.map((name) => (item as Record<string, unknown>)[lowerFirst(name)]))
        : [];
      // A value of more than one part has no such form.
      const isPlain = entries.every(([, value]) => typeof value !== "object");
      return pair && isPlain && items.length > 0 ? Object.fromEntries(entries) : items;
    },
  },
  /** EC2's classic form. */
  "ec2-set": ec2Set,
  /** The same with the lists named `…Set`. */
  "ec2-suffix": {
    ...ec2Set,
    nameMember: (name, ref, shape) =>
      shape.type === "list"
        ? `${lowerFirst(name).replace(/Set$/, "")}Set`
        : ec2Set.nameMember(name, ref, shape),
  },
  /** EC2's newer form. */
  "ec2-xml": ec2Xml,
  /** S3: paths, headers and queries by the names they have there, bodies as XML turned to JSON. */
  "s3-xml": {
    nameMember: (name, ref) => (ref.location === "uri" ? lowerFirst(name) : (ref.locationName ?? name)),
    writeList: (items, list) => {
      if (list.flattened || items.length === 0) return collapse(items);
      return { [list.member?.locationName ?? "member"]: collapse(items) };
    },
    writeScalar: guessScalar,
  },
} satisfies Readonly<Record<string, Writer>>;

export type RecordForm = keyof typeof WRITERS;

function recordValue(shape: Shape, value: Value, writer: Writer): Json {
  if (shape.document || shape.jsonvalue) return value;
  if (shape.type === "structure") return recordMembers(shape, value as Structure, writer);
  if (shape.type === "list" && shape.member) {
    const member = shape.member;
    const items = (value as readonly Value[]).map((item) => recordValue(member, item, writer));
    return writer.writeList(items, shape, member);
  }
  if (shape.type === "map" && shape.value) {
    const valueRef = shape.value;
    const entries = Object.entries(value as Structure);
    return Object.fromEntries(
      entries.map(([key, inner]) => [key, recordValue(valueRef, inner ?? null, writer)]),
    );
  }
  return writer.writeScalar(value);
}

function recordMembers(shape: Shape, value: Structure, writer: Writer): Json {
  const entries = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    const member = shape.members?.[name];
    if (!member || inner === undefined) return [];
    const recorded = recordValue(member, inner, writer);
    if (member.location === "headers" && writer === WRITERS["s3-xml"]) {
      const prefix = member.locationName ?? "";
      return Object.entries(recorded as object).map(([key, text]) => [`${prefix}${key}`, text]);
    }
    return [[writer.nameMember(name, member, member), recorded]];
  });
  return Object.fromEntries(entries);
}

/** `input` as requestParameters would hold it. */
export function recordInput(ref: Shape, input: Structure, form: RecordForm): Json {
  return recordValue(ref, input, WRITERS[form]);
}
