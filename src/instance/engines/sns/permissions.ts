/** Statements of a topic's policy: https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { listTexts, parseObject, readText, type ServiceEngine } from "../engine.ts";
import { listShared, listStatementOperations } from "../statements.ts";
import { refuseParameter } from "./refuse.ts";
import { findTopic, readAttributes } from "./topic.ts";

const { AddPermission: add, RemovePermission: remove } = listStatementOperations("sns");

/** What others can be let do. */
const SHARED = listShared("sns");
const PRESET_LABEL = "__default_statement_ID";

function act(context: Context, change: ServiceEngine[string]): Done {
  return change?.(context) ?? { output: context.told?.output ?? {} };
}

/** AddPermission. */
export function addPermission(context: Context): Done {
  const { input, told } = context;
  if (told) return act(context, add);
  const topic = findTopic(context, readText(input, "TopicArn"));
  const label = readText(input, "Label");
  const { Statement } = parseObject(readText(readAttributes(topic), "Policy")) ?? {};
  const labels = Array.isArray(Statement)
    ? Statement.map((one: { readonly Sid?: unknown }) => one?.Sid)
    : [PRESET_LABEL];
  if (labels.includes(label)) throw refuseParameter("Statement already exists");
  if (listTexts(input["ActionName"]).some((action) => !SHARED.has(action)))
    throw refuseParameter("Policy statement action out of service scope!");
  return act(context, add);
}

/** RemovePermission. */
export function removePermission(context: Context): Done {
  if (!context.told) findTopic(context, readText(context.input, "TopicArn"));
  return act(context, remove);
}
