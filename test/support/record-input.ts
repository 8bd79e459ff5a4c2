/** Writes an operation's input the ways CloudTrail does: the inverse of decoding, for tests. */
import { resolveShape } from "../../src/aws/models/shape.ts";
import type { ServiceModel, ShapeRef } from "../../src/aws/models/types.ts";
import type { Structure, Value } from "../../src/aws/values.ts";

/** camel: JSON services and query ones. ec2-set: EC2's classic form. ec2-xml: EC2's newer form. s3-xml: S3's bodies. */
export type RecordForm = "camel" | "ec2-set" | "ec2-xml";

type Json = unknown;

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function nameMember(name: string, ref: ShapeRef, form: RecordForm): string {
  if (form === "camel") return lowerFirst(name);
  const wire = ref.locationName ?? name;
  return form === "ec2-set" ? lowerFirst(wire) : upperFirst(wire);
}

function writeScalar(value: Value): Json {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return value;
}

function writeList(model: ServiceModel, ref: ShapeRef, items: readonly Value[], form: RecordForm): Json {
  const element = resolveShape(model, ref);
  const written = items.map((item) => recordValue(model, ref, item, form));
  if (form === "camel") return written;
  if (form === "ec2-set") {
    if (written.length === 0) return {};
    const isScalar = element.type !== "structure" && element.type !== "list" && element.type !== "map";
    return { items: written.map((item) => (isScalar ? { value: item } : item)) };
  }
  if (written.length === 0) return "";
  const tagged = written.map((item, index) =>
    typeof item === "object" ? { ...(item as object), tag: index + 1 } : { tag: index + 1, content: item },
  );
  return tagged.length === 1 ? tagged[0] : tagged;
}

function recordValue(model: ServiceModel, ref: ShapeRef, value: Value, form: RecordForm): Json {
  const shape = resolveShape(model, ref);
  if (shape.document || shape.jsonvalue) return value;
  if (shape.type === "structure") {
    const entries = Object.entries(value as Structure).flatMap(([name, inner]) => {
      const member = shape.members?.[name];
      if (!member || inner === undefined) return [];
      return [[nameMember(name, member, form), recordValue(model, member, inner, form)] as const];
    });
    return Object.fromEntries(entries);
  }
  if (shape.type === "list" && shape.member)
    return writeList(model, shape.member, value as readonly Value[], form);
  if (shape.type === "map" && shape.value) {
    const valueRef = shape.value;
    const entries = Object.entries(value as Structure);
    return Object.fromEntries(
      entries.map(([key, inner]) => [key, recordValue(model, valueRef, inner ?? null, form)]),
    );
  }
  return writeScalar(value);
}

/** `input` as requestParameters would hold it. */
export function recordInput(model: ServiceModel, ref: ShapeRef, input: Structure, form: RecordForm): Json {
  return recordValue(model, ref, input, form);
}
