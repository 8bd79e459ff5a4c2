/** The errors that a service has for what is not there, and for a name that is taken. */
import { describeError } from "../../aws/protocols/error-shapes.ts";
import type { ServiceError } from "../../aws/protocols/protocol.ts";
import type { Deed } from "../../aws/resources/types.ts";
import { findCause } from "../../replay/causes.ts";
import type { Context } from "./context.ts";

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

/** Whether the operation has an error that says that a thing of the very type is not there: DBInstanceNotFound. */
export function hasAbsence(context: Context, type: string): boolean {
  const name = nameType(type).toLowerCase();
  const isOfType: Judge = (code, status) => code.toLowerCase().startsWith(name) && isAbsence(code, status);
  return findModelled(context, isOfType) !== undefined;
}

/** What the service says where a thing of a type does not stand that a call names so. */
export function refuseAbsent(context: Context, type: string, text: string): ServiceError {
  const modelled =
    findModelled(context, (_code, status) => status === 404) ?? findModelled(context, isAbsence);
  const message = `${nameType(type)} ${text} does not exist`;
  if (modelled) return { code: modelled.code, message };
  if (context.operation.model.metadata.protocol === "ec2") {
    const message = `The ${type.replaceAll("-", " ")} ID '${text}' does not exist`;
    return { code: `Invalid${nameType(type)}ID.NotFound`, message, status: 400 };
  }
  return { code: "ResourceNotFoundException", message, status: 400 };
}

/** What the service says where a thing of this name stands already. */
export function refuseTaken(context: Context, type: string, text: string): ServiceError {
  const modelled = findModelled(context, isTaken);
  return {
    code: modelled?.code ?? "ResourceAlreadyExistsException",
    message: `${nameType(type)} ${text} already exists`,
  };
}
