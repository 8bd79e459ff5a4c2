/** What AWS says of an input that its API does not take, in the words of each family of services. */
import * as v from "valibot";
import type { Operation, Protocol, Shape } from "../aws/model/types.ts";
import type { ServiceError } from "../aws/protocols/protocol.ts";
import { Digits, isStructure, type Structure, type Value } from "../aws/values.ts";
import { Text } from "../base/row-types.ts";
import { describeFault } from "./engines/s3/faults.ts";
import type { Constraint, Fault, FaultStep } from "./fault.ts";
import rows from "./fault-styles.json" with { type: "json" };
import { findSaid, hidesValue, isBare, listShown, orderChoice, takesAll, tellPattern } from "./own-faults.ts";

/** Whose words: of nearly all services, or of EC2 and those that say it as it does. */
const STYLES = ["common", "ec2", "s3", "sqs"] as const;

/** A row of fault-styles.json. */
export const FaultStyleRow = v.strictObject({
  service: Text,
  style: v.picklist(STYLES),
  /** What its engine checks by itself, in its own words and order. */
  leaves: v.optional(v.array(v.picklist(["enum"]))),
  /** The error's code, where it is not the one of all services of its protocol. */
  code: v.optional(Text),
  /** Whether choices are told in the order in which a HashSet of Java has them, where it is not the model's. */
  hashed: v.optional(v.literal(true)),
  reason: Text,
});

type Row = v.InferOutput<typeof FaultStyleRow>;

const ROWS: ReadonlyMap<string, Row> = new Map((rows as readonly Row[]).map((row) => [row.service, row]));

/** The faults of an input without those that its service's engine looks for. */
export function leaveFaults({ model }: Operation, faults: readonly Fault[]): readonly Fault[] {
  if (faults.length === 0) return faults;
  const { leaves = [] } = ROWS.get(model.service) ?? {};
  return faults.filter(
    (fault) => !takesAll(model.service, fault) && !leaves.some((kind) => kind === fault.constraint.kind),
  );
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `attributeDefinitions.1.member.attributeName`; an entry of a map by its key. */
function nameCommonly(path: readonly FaultStep[], name: (member: string) => string = lowerFirst): string {
  return path
    .map((step) =>
      "member" in step ? name(step.member) : "item" in step ? `${step.item}.member` : `${step.entry}.member`,
    )
    .join(".");
}

/** `TagSpecification.1.Tags.1.Key`, as a form would name it. */
function nameAsForm(path: readonly FaultStep[]): string {
  return path
    .map((step) => ("member" in step ? step.member : "item" in step ? `${step.item}` : step.entry))
    .join(".");
}

function printMembers(value: Structure, service: string, shape: Shape): string {
  const told = new Map(
    Object.entries(value).map(([name, inner]) => [
      lowerFirst(name),
      printValue(inner, service, shape.members?.[name]),
    ]),
  );
  const names = listShown(service, shape.name ?? "") ?? [...told.keys()];
  return names.map((name) => `${name}=${told.get(name) ?? "null"}`).join(", ");
}

/** A value as Java prints it; of a structure whose shape is known, with that's name. */
function printValue(value: Value | undefined, service: string, shape?: Shape): string {
  if (value === undefined || value === null) return "null";
  if (typeof value === "object" && !Array.isArray(value)) {
    if (value instanceof Digits) return value.text;
    if (value instanceof Date) return value.toISOString();
    if (value instanceof Uint8Array)
      return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
    if (isStructure(value) && shape?.members) return `${shape.name}(${printMembers(value, service, shape)})`;
    if (isStructure(value))
      return `{${Object.entries(value)
        .map(([name, inner]) => `${name}=${printValue(inner, service, shape?.value)}`)
        .join(", ")}}`;
  }
  if (Array.isArray(value))
    return `[${(value as readonly Value[]).map((item) => printValue(item, service, shape?.member)).join(", ")}]`;
  return String(value);
}

/** The order in which a HashSet of Java has texts: https://docs.oracle.com/javase/8/docs/api/java/lang/String.html#hashCode-- */
function orderByHash(texts: readonly string[]): readonly string[] {
  let places = 16;
  while (places * 0.75 < texts.length) places *= 2;
  const place = (text: string) => {
    let hash = 0;
    for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
    return (hash ^ (hash >>> 16)) & (places - 1);
  };
  return texts
    .map((text) => ({ text, at: place(text) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ text }) => text);
}

function demand(constraint: Constraint, service: string, shape?: Shape): string {
  const row = ROWS.get(service);
  switch (constraint.kind) {
    case "required":
      return "not be null";
    case "enum":
      return `satisfy enum value set: [${(row?.hashed ? orderByHash(constraint.values) : orderChoice(service, constraint.values)).join(", ")}]`;
    case "pattern":
      return `satisfy regular expression pattern: ${tellPattern(service, shape, constraint.pattern)}`;
    default: {
      const what = constraint.kind === "length" ? "length" : "value";
      const bound = constraint.bound === "least" ? "greater than or equal to" : "less than or equal to";
      return `have ${what} ${bound} ${constraint.limit}`;
    }
  }
}

/** What is demanded of the length of each of the lists in a map, of which not the broken one alone is told. */
function listBounds({ min, max }: Shape, service: string): string[] {
  const bounds = [
    { bound: "most", limit: max },
    { bound: "least", limit: min },
  ] as const;
  return bounds.flatMap(({ bound, limit }) =>
    limit === undefined ? [] : [`Member must ${demand({ kind: "length", bound, limit }, service)}`],
  );
}

/** What is demanded of what stands in a list, or of the keys of a map, all of it. */
function listDemands(shape: Shape, service: string): string[] {
  const { enum: values, pattern, min, max, type } = shape;
  const kind = type === "string" || type === "blob" ? "length" : "range";
  const all: (Constraint | undefined)[] = values
    ? [{ kind: "enum", values }]
    : [
        max === undefined ? undefined : { kind, bound: "most", limit: max },
        min === undefined ? undefined : { kind, bound: "least", limit: min },
        pattern === undefined ? undefined : { kind: "pattern", pattern },
      ];
  return all.flatMap((one) => (one ? [`Member must ${demand(one, service, shape)}`] : []));
}

/** What is wrong in a list of texts or numbers, which is told as a whole; recorded on AWS for Lambda. */
function describeList({ path, within, isSecret }: Fault, service: string): string | undefined {
  if (!within) return undefined;
  const { list, shape } = within;
  const isHidden = isSecret || hidesValue(service, shape);
  const shown = isHidden ? "" : `'${printValue(list, service)}' `;
  const wanted = listDemands(shape.member ?? shape, service).join(", ");
  return `Value ${shown}at '${nameCommonly(path.slice(0, -1))}' failed to satisfy constraint: Member must satisfy constraint: [${wanted}]`;
}

function describeCommonly(
  { path, value, constraint, keys, isSecret, shape, lists }: Fault,
  service: string,
): string {
  const isHidden = isSecret || hidesValue(service, shape);
  const shown = value === undefined ? "null " : isHidden ? "" : `'${printValue(value, service, shape)}' `;
  const demanded = `Member must ${demand(constraint, service, shape)}`;
  const wanted = keys
    ? `Map keys must satisfy constraint: [${listDemands(keys, service).join(", ")}]`
    : lists
      ? `Map value must satisfy constraint: [${listBounds(lists, service).join(", ")}]`
      : demanded;
  return `Value ${shown}at '${nameCommonly(path)}' failed to satisfy constraint: ${wanted}`;
}

/** The one fault of an input, of which the value is not told. */
function describeBarely({ path, constraint }: Fault, code: string, service: string): ServiceError {
  const name = nameCommonly(path, (member) => member);
  const message = `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must ${demand(constraint, service)}`;
  return { code, message, status: 400 };
}

function describeAllCommonly(faults: readonly Fault[], code: string, service: string): ServiceError {
  // However much is wrong in a list or with the keys of a map, it is told once.
  const told = new Set(
    faults.map((fault) => describeList(fault, service) ?? describeCommonly(fault, service)),
  );
  const count = told.size === 1 ? "1 validation error" : `${told.size} validation errors`;
  return { code, message: `${count} detected: ${[...told].join("; ")}`, status: 400 };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
function describeAsEc2({ path, value, constraint }: Fault): ServiceError {
  const name = nameAsForm(path);
  return constraint.kind === "required"
    ? { code: "MissingParameter", message: `The request must contain the parameter ${name}`, status: 400 }
    : {
        code: "InvalidParameterValue",
        message: `Value (${printValue(value, "")}) for parameter ${name} is invalid.`,
        status: 400,
      };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html, in the words that were recorded. */
function describeAsSqs({ path, value, constraint }: Fault): ServiceError {
  const name = nameAsForm(path);
  if (constraint.kind === "required")
    return {
      code: "MissingParameter",
      message: `The request must contain the parameter ${name}.`,
      status: 400,
    };
  const message = `Value ${printValue(value, "")} for parameter ${name} is invalid.`;
  return { code: "InvalidParameterValue", message, status: 400 };
}

/** The code of what does not fit, of an operation whose model may have only another one of them than its service's. */
function codeOf({ model, errors = [] }: Operation, protocol: Protocol): string {
  const usual = protocol === "query" ? "ValidationError" : "ValidationException";
  const own = ROWS.get(model.service)?.code;
  const has = (code: string) => errors.some(({ name }) => name === code);
  return own === undefined || (!has(own) && has(usual)) ? usual : own;
}

/** The error that AWS answers to an input with these faults, of which there is at least one. */
export function describeFaults(
  operation: Operation,
  protocol: Protocol,
  faults: readonly Fault[],
): ServiceError {
  const row = ROWS.get(operation.model.service);
  const [first] = faults;
  if (first && row?.style === "s3") return describeFault(operation, first);
  if (first && row?.style === "sqs") return describeAsSqs(first);
  if (first && (row?.style === "ec2" || protocol === "ec2")) return describeAsEc2(first);
  const said = first && findSaid(operation, first);
  const code = said?.code ?? codeOf(operation, protocol);
  if (said?.message !== undefined) return { code, message: said.message, status: 400 };
  if (first && faults.length === 1 && isBare(operation, first))
    return describeBarely(first, code, operation.model.service);
  return describeAllCommonly(faults, code, operation.model.service);
}
