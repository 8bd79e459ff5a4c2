/** Reduces a botocore service model to what a client and a server need: no documentation, no endpoint rules, no unused shapes. */
import type { PackedModel, PackedOperation, PackedShape, ShapeRef } from "../../src/aws/model/types.ts";
import { type Json, resolveProtocol, type ServiceApi } from "./botocore-data.ts";
import { readPaginations, readWaiters } from "./strip-calls.ts";

const METADATA_KEYS = [
  "apiVersion",
  "awsQueryCompatible",
  "endpointPrefix",
  "globalEndpoint",
  "jsonVersion",
  "protocols",
  "retired",
  "serviceId",
  "signingName",
  "targetPrefix",
  "xmlNamespace",
];
const OPERATION_KEYS = [
  "name",
  "http",
  "input",
  "output",
  "errors",
  "readonly",
  "idempotent",
  "deprecated",
  "retired",
  "endpoint",
  "authtype",
  "unsignedPayload",
  "httpChecksum",
  "httpChecksumRequired",
];
const TRAIT_KEYS = [
  "location",
  "locationName",
  "queryName",
  "xmlNamespace",
  "xmlAttribute",
  "flattened",
  "timestampFormat",
  "jsonvalue",
  "hostLabel",
  "idempotencyToken",
  "streaming",
  "eventpayload",
  "eventheader",
];
const REF_KEYS = ["shape", "resultWrapper", ...TRAIT_KEYS];
const SHAPE_KEYS = [
  "type",
  "required",
  "enum",
  "payload",
  "union",
  "document",
  "eventstream",
  "event",
  "sparse",
  "sensitive",
  "exception",
  "error",
  "fault",
  "retryable",
  "wrapper",
  "xmlOrder",
  "min",
  "max",
  "pattern",
  ...TRAIT_KEYS,
];

function pick(source: Json, keys: readonly string[]): Json {
  const picked: Json = {};
  for (const key of keys) if (source[key] !== undefined) picked[key] = source[key];
  return picked;
}

function stripRef(ref: unknown): ShapeRef {
  return pick(ref as Json, REF_KEYS) as unknown as ShapeRef;
}

/** A shape of botocore's in the table's form. */
export function stripShape(shape: Json): PackedShape {
  const stripped = pick(shape, SHAPE_KEYS);
  for (const key of ["member", "key", "value"]) if (shape[key]) stripped[key] = stripRef(shape[key]);
  if (shape["members"]) {
    const members = Object.entries(shape["members"] as Json);
    stripped["members"] = Object.fromEntries(members.map(([name, ref]) => [name, stripRef(ref)]));
  }
  return stripped as unknown as PackedShape;
}

/** The operation under the name botocore lists it by: CloudFront's have their version in it, and `name` has not. */
function stripOperation(name: string, operation: Json): PackedOperation {
  const stripped: Json = { ...pick(operation, OPERATION_KEYS), name };
  for (const key of ["input", "output"]) if (stripped[key]) stripped[key] = stripRef(stripped[key]);
  if (stripped["errors"]) stripped["errors"] = (stripped["errors"] as unknown[]).map(stripRef);
  return stripped as unknown as PackedOperation;
}

/** The names of the shapes that some operation's input, output or errors reach. */
export function listReached(
  operations: readonly PackedOperation[],
  shapes: Readonly<Record<string, PackedShape>>,
): Set<string> {
  const reached = new Set<string>();
  const queue = operations
    .flatMap((o) => [o.input, o.output, ...(o.errors ?? [])])
    .flatMap((ref) => ref?.shape ?? []);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const shape = shapes[name];
    if (shape === undefined || reached.has(name)) continue;
    reached.add(name);
    const refs = [shape.member, shape.key, shape.value, ...Object.values(shape.members ?? {})];
    queue.push(...refs.flatMap((ref) => ref?.shape ?? []));
  }
  return reached;
}

/** The shapes that some operation reaches, in the model's own order. */
function pickReached(
  operations: readonly PackedOperation[],
  shapes: Record<string, PackedShape>,
): Record<string, PackedShape> {
  const reached = listReached(operations, shapes);
  return Object.fromEntries(Object.entries(shapes).filter(([name]) => reached.has(name)));
}

/** An API of botocore's in the table's form. */
export function stripModel(service: string, { model, paginators, waiters }: ServiceApi): PackedModel {
  const paginations = readPaginations(paginators);
  const operations = Object.entries(model["operations"] as Record<string, Json>).map(([name, operation]) => {
    const pagination = paginations.get(name);
    return [name, { ...stripOperation(name, operation), ...(pagination && { pagination }) }] as const;
  });
  const shapes = Object.entries(model["shapes"] as Record<string, Json>).map(
    ([name, shape]) => [name, stripShape(shape)] as const,
  );
  const metadata = pick(model["metadata"] as Json, METADATA_KEYS);
  const waitersOfService = readWaiters(waiters, Object.fromEntries(operations));
  return {
    service,
    metadata: { protocol: resolveProtocol(model), ...metadata } as unknown as PackedModel["metadata"],
    operations: Object.fromEntries(operations),
    shapes: pickReached(
      operations.map(([, operation]) => operation),
      Object.fromEntries(shapes),
    ),
    ...(waitersOfService && { waiters: waitersOfService }),
  };
}
