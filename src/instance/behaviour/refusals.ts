/** The errors that a service has for what is not there, and for a name that is taken. */
import * as v from "valibot";
import { describeError } from "../../aws/protocols/error-shapes.ts";
import type { ServiceError } from "../../aws/protocols/protocol.ts";
import type { Deed } from "../../aws/resources/types.ts";
import { Text } from "../../base/row-types.ts";
import { findCause } from "../../replay/causes.ts";
import rows from "./absences.json" with { type: "json" };
import type { Context } from "./context.ts";

/** A row of absences.json: what a read answers where nothing of the kind is set, of operations whose models do not say it. */
export const AbsenceRow = v.strictObject({
  service: Text,
  operations: v.array(Text),
  /** Absent: it answers all the same, without what is not set. */
  error: v.optional(v.strictObject({ code: Text, status: v.number(), message: Text })),
  reason: Text,
});

const ABSENCES = new Map(
  (rows as readonly v.InferOutput<typeof AbsenceRow>[]).flatMap((row) =>
    row.operations.map((operation) => [`${row.service} ${operation}`, row] as const),
  ),
);

/** `vpc` is Vpc, `security-group` SecurityGroup. */
function nameType(type: string): string {
  return type.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

type Judge = (code: string, status: number) => boolean;

function findModelled(
  { operation }: Context,
  fits: Judge,
): { readonly code: string; readonly status: number } | undefined {
  const { model, errors = [] } = operation;
  const all = errors.map((shape) => describeError(model, shape));
  return all.find(({ code, status }) => fits(code, status));
}

function judge(deed: Deed, fits: (cause: ReturnType<typeof findCause>) => boolean): Judge {
  return (code, status) => fits(findCause({ status, code, message: "", deed }));
}

const isAbsence = judge("read", ({ absent }) => absent === true);
const isTaken = judge("create", ({ category }) => category === "already_exists");

function fold(type: string): string {
  return type.replaceAll("-", "").toLowerCase();
}

/** Whether an error says that a thing of the very type is not there: DBInstanceNotFound. */
function namesType(type: string): Judge {
  return (code, status) => code.toLowerCase().includes(fold(type)) && isAbsence(code, status);
}

/** Whether the operation has an error that says that a thing of the very type is not there: DBInstanceNotFound. */
export function hasAbsence(context: Context, type: string): boolean {
  const isOfType: Judge = (code, status) =>
    code.toLowerCase().startsWith(fold(type)) && isAbsence(code, status);
  return findModelled(context, isOfType) !== undefined;
}

/** What a row says that a read answers where nothing is set. */
export function findRow({ operation }: Context): ServiceError | undefined {
  return ABSENCES.get(`${operation.model.service} ${operation.name}`)?.error;
}

/** What the service says where a thing of a type does not stand that a call names so. */
export function refuseAbsent(context: Context, type: string, text: string): ServiceError {
  const modelled =
    findModelled(context, namesType(type)) ??
    findModelled(context, (_code, status) => status === 404) ??
    findModelled(context, isAbsence);
  const message = `${nameType(type)} ${text} does not exist`;
  if (modelled) return { code: modelled.code, message };
  if (context.operation.model.metadata.protocol === "ec2") {
    const message = `The ${type.replaceAll("-", " ")} ID '${text}' does not exist`;
    return { code: `Invalid${nameType(type)}ID.NotFound`, message, status: 400 };
  }
  return { code: "ResourceNotFoundException", message, status: 400 };
}

/**
 * What the service says where nothing of a type is set on a thing of another one, which stands; undefined where it answers a
 * read of that all the same: its errors tell of the other thing alone.
 */
export function refuseUnset(
  context: Context,
  type: string,
  outer: string,
  text: string,
): ServiceError | undefined {
  const { operation } = context;
  const row = ABSENCES.get(`${operation.model.service} ${operation.name}`);
  if (row) return row.error;
  const isSaid: Judge = (code, status) =>
    isAbsence(code, status) && (namesType(type)(code, status) || !code.toLowerCase().includes(fold(outer)));
  return findModelled(context, isSaid) ? refuseAbsent(context, type, text) : undefined;
}

/** What the service says where a thing of this name stands already. */
export function refuseTaken(context: Context, type: string, text: string): ServiceError {
  const modelled = findModelled(context, isTaken);
  return {
    code: modelled?.code ?? "ResourceAlreadyExistsException",
    message: `${nameType(type)} ${text} already exists`,
  };
}
