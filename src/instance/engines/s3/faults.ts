/** What S3 says of an argument that its API does not take: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
import * as v from "valibot";
import type { Operation } from "../../../aws/model/types.ts";
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import { Text } from "../../../base/row-types.ts";
import type { Fault } from "../../fault.ts";
import rows from "./arguments.json" with { type: "json" };
import { invalidArgument, malformedAcl, malformedXml, refuse } from "./errors.ts";

/** A row of arguments.json: what is said of a value of a member that is none of those that there are. */
export const ArgumentRow = v.strictObject({
  member: Text,
  code: Text,
  /** `${value}` is what was given. */
  message: v.string(),
  /** What the argument is called, and what is told for its value where that is not what was given. */
  argument: v.optional(Text),
  value: v.optional(Text),
  /** The name under which the error tells the value. */
  tells: v.optional(Text),
  reason: Text,
});

type Row = v.InferOutput<typeof ArgumentRow>;

const ROWS: ReadonlyMap<string, Row> = new Map((rows as readonly Row[]).map((row) => [row.member, row]));

/** The member of lists of who may do what, which have an error of their own. */
const POLICY = "AccessControlPolicy";
const HOLE = /\$\{value\}/;

function fill({ code, message, argument, tells, value: told }: Row, value: string): ServiceError {
  return refuse(
    code,
    message.replace(HOLE, () => value),
    400,
    {
      ...(argument !== undefined && { ArgumentName: argument, ArgumentValue: told ?? value }),
      ...(tells !== undefined && { [tells]: value }),
    },
  ).error;
}

/** The error that S3 answers to an input with such a fault. */
export function describeFault({ input }: Operation, { path, value, constraint }: Fault): ServiceError {
  const names = path.flatMap((step) => ("member" in step ? [step.member] : []));
  const row =
    constraint.kind === "enum" || constraint.kind === "pattern" ? ROWS.get(names.at(-1) ?? "") : undefined;
  if (row) return fill(row, typeof value === "string" ? value : "");
  const shape = input?.members?.[names[0] ?? ""];
  const isInBody = shape?.location === undefined;
  if (isInBody && names.length === 1 && constraint.kind === "required")
    return refuse("MissingRequestBodyError", "Request Body is empty").error;
  if (isInBody && names[0] === POLICY) return malformedAcl().error;
  if (isInBody) return malformedXml().error;
  const name = shape?.locationName ?? names.join(".");
  const text = value === undefined || value === null ? undefined : String(value);
  return constraint.kind === "required"
    ? invalidArgument(`The request must contain ${name}`, name).error
    : invalidArgument(`Provided ${name} not valid`, name, text).error;
}

/** Members whose values the engine looks at itself: which region may be named, how the name of a filter's rule is spelt. */
const CHECKED: ReadonlySet<string> = new Set(["LocationConstraint", "Name"]);
/** Members that may be left out, though the model demands them: a document without a set of tags has none. */
const LEFT_OUT: ReadonlySet<string> = new Set(["TagSet"]);

/** The faults without those that the engine tells itself. */
export function forgiveChecked(faults: readonly Fault[]): readonly Fault[] {
  return faults.filter(({ path, constraint }) => {
    const last = path.at(-1);
    const name = last && "member" in last ? last.member : "";
    if (constraint.kind === "required") return path.length < 2 || !LEFT_OUT.has(name);
    return constraint.kind !== "enum" || !CHECKED.has(name);
  });
}
