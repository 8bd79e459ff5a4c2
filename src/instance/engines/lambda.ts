/** Lambda: the statements of a function's policy. https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
import { makeStructure, type Structure } from "../../aws/values.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import { findThing } from "../behaviour/names/names.ts";
import { refuseAbsent } from "../behaviour/refusals/refusals.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import type { ServiceEngine } from "./engine.ts";

const FUNCTION = "function";
const STATEMENT = { service: "lambda", type: "policy-statement" } as const;

function readText({ input }: Context, member: string): string | undefined {
  const value = input[member];
  return typeof value === "string" ? value : undefined;
}

function refuseNone(context: Context, text: string): Done {
  return { error: refuseAbsent(context, FUNCTION, text) };
}

/** A statement's name among those of its function: of each version and alias, there is one of a name. */
function nameStatement(context: Context): string {
  return `${readText(context, "Qualifier") ?? ""}:${readText(context, "StatementId") ?? ""}`;
}

/** A service is a host; all else that is let in is everybody, an ARN or an account. */
function writePrincipal(principal: string): object | string {
  if (principal === "*") return principal;
  return /^arn:|^\d+$/.test(principal) ? { AWS: principal } : { Service: principal };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html shows what AWS makes of a call. */
function writeStatement(context: Context, resource: string): string {
  const principal = readText(context, "Principal") ?? "*";
  const conditions = {
    StringEquals: {
      "AWS:SourceAccount": readText(context, "SourceAccount"),
      "aws:PrincipalOrgID": readText(context, "PrincipalOrgID"),
      "lambda:FunctionUrlAuthType": readText(context, "FunctionUrlAuthType"),
    },
    ArnLike: { "AWS:SourceArn": readText(context, "SourceArn") },
  };
  const given = Object.entries(conditions).filter(([, one]) =>
    Object.values(one).some((text) => text !== undefined),
  );
  return JSON.stringify({
    Sid: readText(context, "StatementId"),
    Effect: "Allow",
    Principal: writePrincipal(principal),
    Action: readText(context, "Action"),
    Resource: resource,
    ...(given.length > 0 && { Condition: Object.fromEntries(given) }),
  });
}

function listStatements({ store }: Context, found: Thing): Thing[] {
  return store.listInner(found).filter(({ type }) => type === STATEMENT.type);
}

export const lambda: ServiceEngine = {
  AddPermission(context) {
    const found = findThing(context, FUNCTION);
    const name = readText(context, "FunctionName") ?? "";
    if (!found) return context.told ? { output: context.told.output } : refuseNone(context, name);
    const resource = [found.names.arn ?? name, readText(context, "Qualifier") ?? []].flat().join(":");
    const Statement = context.told?.output["Statement"] ?? writeStatement(context, resource);
    const output: Structure = Object.assign(makeStructure(), { Statement });
    context.store.put({
      ...STATEMENT,
      place: placeOf(context, FUNCTION),
      chain: [...found.chain, nameStatement(context)],
      within: FUNCTION,
      names: {},
      members: output,
      tags: new Map(),
      createdAt: context.now,
      call: { operation: context.operation.name, input: context.input, output },
    });
    return { output };
  },
  RemovePermission(context) {
    const outer = findThing(context, FUNCTION);
    const name = nameStatement(context);
    const found = outer && listStatements(context, outer).find(({ chain }) => chain.at(-1) === name);
    if (!found) return context.told ? { output: context.told.output } : refuseNone(context, name);
    context.store.remove(found);
    return { output: makeStructure() };
  },
  GetPolicy(context) {
    const found = findThing(context, FUNCTION);
    const start = `${readText(context, "Qualifier") ?? ""}:`;
    const statements = (found ? listStatements(context, found) : []).filter(({ chain }) =>
      chain.at(-1)?.startsWith(start),
    );
    if (statements.length === 0) return refuseNone(context, readText(context, "FunctionName") ?? "");
    const texts = statements.map(({ members }) => members["Statement"]);
    const Policy = `{"Version":"2012-10-17","Id":"default","Statement":[${texts.join(",")}]}`;
    return { output: Object.assign(makeStructure(), { Policy }) };
  },
};
