/** The errors that a service has for what is not there, and for a name that is taken. */

import * as v from "valibot";
import type { ServiceModel } from "../../../aws/model/types.ts";
import { describeError } from "../../../aws/protocols/error-shapes.ts";
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Deed } from "../../../aws/resources/types.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { Pattern, Text } from "../../../base/row-types.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import { findCause } from "../../../replay/causes.ts";
import type { Context } from "../context.ts";
import rows from "./absences.json" with { type: "json" };
import { sayFault } from "./fault-words.ts";

const ErrorOf = v.strictObject({ code: Text, status: v.number(), message: Text });

/** A row of absences.json. */
export const AbsenceRow = v.variant("kind", [
  /** What a read answers where nothing of the kind is set. Without an error it answers all the same. */
  v.strictObject({
    kind: v.literal("unset"),
    service: Text,
    operations: v.array(Text),
    error: v.optional(ErrorOf),
    reason: Text,
  }),
  /** Lists of what the instance never has: they are empty. */
  v.strictObject({ kind: v.literal("none"), service: Text, operations: v.array(Text), reason: Text }),
  /**
   * What a service says where a thing of a type is not there; `${text}` is what it was called by. `*` is any type, where the
   * operation's model has no error for that.
   */
  v.strictObject({ kind: v.literal("absent"), service: Text, type: Text, error: ErrorOf, reason: Text }),
  /** Deletions that succeed though nothing is there. */
  v.strictObject({ kind: v.literal("anyway"), service: Text, operations: v.array(Text), reason: Text }),
  /** What a service says where the name of a thing of a type is taken. */
  v.strictObject({ kind: v.literal("taken"), service: Text, type: Text, error: ErrorOf, reason: Text }),
  /**
   * What lists of answers, a pattern, say that a list was asked for and nothing stands under that name; and what such an item
   * says beside the name.
   */
  v.strictObject({
    kind: v.literal("leftOut"),
    service: Text,
    members: Text,
    item: v.optional(v.record(Text, v.union([Text, v.number()]))),
    reason: Text,
  }),
  /** Things that may be there though no call made them: of types, called by texts, or at members; patterns for whole names. */
  v.strictObject({
    kind: v.literal("foreign"),
    service: Text,
    types: v.optional(Pattern),
    texts: v.optional(Pattern),
    members: v.optional(Pattern),
    reason: Text,
  }),
]);

type Row = v.InferOutput<typeof AbsenceRow>;

const ROWS = rows as readonly Row[];

const UNSET = new PairMap(
  ROWS.flatMap((row) =>
    row.kind === "unset" ? row.operations.map((operation) => [row.service, operation, row] as const) : [],
  ),
);
const mapOperations = (kind: "none" | "anyway") =>
  new PairMap(
    ROWS.flatMap((row) =>
      row.kind === kind ? row.operations.map((operation) => [row.service, operation, row] as const) : [],
    ),
  );

const NONE = mapOperations("none");
const ANYWAY = mapOperations("anyway");

/** Whether an operation lists what the instance never has. */
export function listsNothing({ operation }: Context): boolean {
  return NONE.has(operation.model.service, operation.name);
}

/** Whether a deletion succeeds though nothing is there. */
export function endsAnyway({ operation }: Context): boolean {
  return ANYWAY.has(operation.model.service, operation.name);
}

const ABSENT = new PairMap(
  ROWS.flatMap((row) => (row.kind === "absent" ? [[row.service, row.type, row.error] as const] : [])),
);
const TAKEN = new PairMap(
  ROWS.flatMap((row) => (row.kind === "taken" ? [[row.service, row.type, row.error] as const] : [])),
);
const FOREIGN = ROWS.flatMap((row) =>
  row.kind === "foreign"
    ? [
        {
          service: row.service,
          types: row.types === undefined ? undefined : new RegExp(`^(?:${row.types})$`),
          texts: row.texts === undefined ? undefined : new RegExp(row.texts),
          members: row.members === undefined ? undefined : new RegExp(`^(?:${row.members})$`),
        },
      ]
    : [],
);

const LEFT_OUT = ROWS.flatMap((row) => (row.kind === "leftOut" ? [row] : []));

/** The lists of what was left out that a service's answers may have, its own rows first. */
export function listLeftOutRows(service: string): readonly Extract<Row, { kind: "leftOut" }>[] {
  return LEFT_OUT.filter((row) => row.service === "*" || row.service === service);
}

/** Whether a thing may be there though no call made it. */
export function isForeign(service: string, type: string, text: string, path: string): boolean {
  return FOREIGN.some(
    (row) =>
      (row.service === "*" || row.service === service) &&
      (row.types === undefined || row.types.test(type)) &&
      (row.texts === undefined || row.texts.test(text)) &&
      (row.members === undefined || row.members.test(path)),
  );
}

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
  // What is asked for wrongly is no fault of the service: Lambda says 502 of a key that it cannot use.
  return all.find(({ code, status }) => status < 500 && fits(code, status));
}

function judge(deed: Deed, fits: (cause: ReturnType<typeof findCause>) => boolean): Judge {
  return (code, status) => fits(findCause({ status, code, message: "", deed }));
}

const isAbsence = judge("read", ({ absent }) => absent === true);
const isInUse = judge("delete", ({ follows }) => follows === "unremoved");
const isTaken = judge("create", ({ category }) => category === "already_exists");

function fold(type: string): string {
  return type.replaceAll("-", "").toLowerCase();
}

/** Whether an error says that a thing of the very type is not there: DBInstanceNotFound. */
function namesType(type: string): Judge {
  return (code, status) => code.toLowerCase().includes(fold(type)) && isAbsence(code, status);
}

/** Whether a code is of whatever is not there, and of no type of the service: ResourceNotFoundException, NoSuchEntity. */
function isGeneral({ resources }: Context, code: string): boolean {
  const folded = code.toLowerCase();
  return !Object.keys(resources.types).some((type) => folded.includes(fold(type)));
}

/** Whether the operation has an error that says that a thing of the very type is not there: DBInstanceNotFound. */
export function hasAbsence(context: Context, type: string): boolean {
  const isOfType: Judge = (code, status) =>
    code.toLowerCase().startsWith(fold(type)) && isAbsence(code, status);
  return findModelled(context, isOfType) !== undefined || ABSENT.has(context.operation.model.service, type);
}

/** Whether the service has an error of its own for a thing of a type that is not there and that the operation refers to. */
export function refusesReference(context: Context, type: string): boolean {
  const { service, metadata } = context.operation.model;
  return (
    ABSENT.has(service, type) ||
    metadata.protocol === "ec2" ||
    findModelled(context, namesType(type)) !== undefined ||
    findModelled(context, (code, status) => isAbsence(code, status) && isGeneral(context, code)) !== undefined
  );
}

/** What a row says that a read answers where nothing is set. */
export function findRow({ operation }: Context): ServiceError | undefined {
  return UNSET.get(operation.model.service, operation.name)?.error;
}

/** Whether a row says that a read answers without an error where nothing is set. */
export function answersUnset({ operation }: Context): boolean {
  const row = UNSET.get(operation.model.service, operation.name);
  return row !== undefined && row.error === undefined;
}

/**
 * Whether a list leaves out the names under which nothing stands: its model says what its errors are, and has none for that.
 * DescribeAutoScalingGroups answers with those that are there.
 */
export function leavesOut(context: Context, type: string): boolean {
  const { operation, meaning } = context;
  const { service, metadata } = operation.model;
  const isList = meaning.input.some(({ part, path }) => part === "own" && path.endsWith("[]"));
  return (
    isList && metadata.protocol !== "ec2" && !ABSENT.has(service, "*") && !refusesReference(context, type)
  );
}

const general = new WeakMap<ServiceModel, { readonly code: string; readonly status: number } | null>();

/** The error that the service has for whatever is not there, which models do not list with every operation that answers with it. */
function findGeneral(context: Context): { readonly code: string; readonly status: number } | undefined {
  const { model } = context.operation;
  const found = general.getOrInsertComputed(model, () => {
    const all = Object.values(model.operations)
      .flatMap(({ errors = [] }) => errors.map((shape) => describeError(model, shape)))
      .filter(({ code, status }) => status < 500 && isAbsence(code, status) && isGeneral(context, code));
    const [most] = [...Map.groupBy(all, ({ code }) => code).values()].toSorted((a, b) => b.length - a.length);
    return most?.[0] ?? null;
  });
  return found ?? undefined;
}

/** Whether a cause is that of a code which tells nothing: ClientException. */
function tellsNothing({ cause }: Pick<ReturnType<typeof findCause>, "cause">): boolean {
  return cause === findCause({ status: 400, code: "", message: "", deed: "read" }).cause;
}

const isRefusal = judge("read", (one) => one.category === "invalid_parameters" || tellsNothing(one));

/** What the service says where a thing of a type does not stand that a call names so. */
export function refuseAbsent(context: Context, type: string, text: string): ServiceError {
  const modelled =
    findModelled(context, namesType(type)) ??
    findModelled(context, (_code, status) => status === 404) ??
    findModelled(context, isAbsence);
  const { service } = context.operation.model;
  const said = ABSENT.get(service, type) ?? (modelled ? undefined : ABSENT.get(service, "*"));
  if (said) return { ...said, message: fillText(said.message, { text }) ?? said.message };
  const message = sayFault(context, "absent", type, text) ?? `${nameType(type)} ${text} does not exist`;
  if (modelled) return { code: modelled.code, message };
  if (context.operation.model.metadata.protocol === "ec2") {
    const message = `The ${type.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())} ID '${text}' does not exist`;
    return { code: `Invalid${nameType(type)}ID.NotFound`, message, status: 400 };
  }
  const { code, status } = findGeneral(context) ?? findModelled(context, isRefusal) ?? UNMODELLED;
  return { code, message, status };
}

/** What most services say. */
const UNMODELLED = { code: "ResourceNotFoundException", status: 400 };

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
  const row = UNSET.get(operation.model.service, operation.name);
  if (row) return row.error;
  const isSaid: Judge = (code, status) =>
    isAbsence(code, status) && (namesType(type)(code, status) || !code.toLowerCase().includes(fold(outer)));
  return findModelled(context, isSaid) ? refuseAbsent(context, type, text) : undefined;
}

/** What the service says where something still holds or uses what is to be deleted. */
export function refuseHeld(context: Context, type: string, text: string): ServiceError {
  return {
    code: findModelled(context, isInUse)?.code ?? "ResourceInUseException",
    message: `${nameType(type)} ${text} is in use`,
  };
}

/** Whether the API has errors for a making, and none for a name that is taken: there may be several of one name. */
export function mayRepeat(context: Context, type: string): boolean {
  const { operation, resources } = context;
  const others = Object.keys(resources.types).filter((other) => other !== type && !type.includes(other));
  const isOwn: Judge = (code, status) =>
    isTaken(code, status) && !others.some((other) => code.toLowerCase().startsWith(fold(other)));
  return (operation.errors?.length ?? 0) > 0 && findModelled(context, isOwn) === undefined;
}

/** What the service says where a thing of this name stands already. */
export function refuseTaken(context: Context, type: string, text: string): ServiceError {
  const row = TAKEN.get(context.operation.model.service, type);
  if (row) return { ...row, message: fillText(row.message, { text }) ?? row.message };
  const modelled = findModelled(context, isTaken);
  return {
    code: modelled?.code ?? "ResourceAlreadyExistsException",
    message: sayFault(context, "taken", type, text) ?? `${nameType(type)} ${text} already exists`,
  };
}

compileLightly(listsNothing, answersUnset);
