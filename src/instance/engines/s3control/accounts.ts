/** Whose calls of S3 Control are, and what is refused of others: every call names its account. */
import type { Pagination } from "../../../aws/model/types.ts";
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { type Page, paginate } from "../../behaviour/reads/pages.ts";
import type { Done } from "../../gateway.ts";
import { readText } from "../engine.ts";

const PAGES: Pagination = {
  ...{ inputTokens: ["NextToken"], outputTokens: ["NextToken"], pageSize: "MaxResults", items: [] },
};
const ACCOUNT = /^\d{12}$/;
/** What is one for an account stands in one place. */
const WHOLE = "us-east-1";

/** A call where the account stands that it names. */
export function goToAccount(context: Context): Context {
  const account = readText(context.input, "AccountId");
  const { caller } = context;
  return ACCOUNT.test(account) && account !== caller.account
    ? { ...context, caller: { ...caller, account } }
    : context;
}

/** A call about what an account has one of, whichever region it is asked in. */
export function goToWhole(context: Context): Context {
  return { ...context, caller: { ...context.caller, region: WHOLE } };
}

/** An error of S3 Control. */
export function refusal(code: string, message: string, status = 404, members: Structure = {}): Done {
  const error: ServiceError = { code, message, status, members };
  return { error };
}

/** A page of a list, which S3 Control has also where no paginator says so; or why there is none. */
export function turnPage<T>({ operation, input }: Context, items: readonly T[]): Page<T> | Done {
  const pagination = operation.pagination ? { ...PAGES, ...operation.pagination } : PAGES;
  return (
    paginate({ ...operation, pagination }, input, items) ??
    refusal("InvalidNextTokenException", "The nextToken provided is invalid", 400)
  );
}

/** Why a call about another account's settings is refused; undefined where it is about the caller's. */
export function refuseOthers({ input, caller, told }: Context): Done | undefined {
  if (told || readText(input, "AccountId") === caller.account) return undefined;
  return refusal("AccessDenied", "Access Denied", 403);
}
