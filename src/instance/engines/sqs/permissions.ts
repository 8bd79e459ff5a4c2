/** Statements of a queue's policy, put in and taken out by their names: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { listTexts, parseObject, readText, type ServiceEngine } from "../engine.ts";
import { refusal } from "../refusal.ts";
import { listShared, listStatementOperations } from "../statements.ts";
import { findQueue, readAttributes } from "./queue.ts";
import { refuseMissing, refuseParameter } from "./refuse.ts";

const { AddPermission: add, RemovePermission: remove } = listStatementOperations("sqs");
const MOST_ACTIONS = 7;

/** What others than the owner can be let do. */
const SHARED = listShared("sqs");

function checkActions({ operation, input }: Context): void {
  const actions = listTexts(input["Actions"]);
  for (const action of actions) {
    const isKnown = operation.model.operations[action] !== undefined;
    if (SHARED.has(action)) continue;
    throw refuseParameter(
      `SQS:${action}`,
      "ActionName",
      isKnown
        ? "Only the queue owner is allowed to invoke this action."
        : "Please refer to the appropriate WSDL for a list of valid actions. ",
    );
  }
  if (actions.length > MOST_ACTIONS)
    throw refusal(
      "OverLimit",
      `${actions.length} Actions were found, maximum allowed is ${MOST_ACTIONS}.`,
      403,
    );
}

function listLabels(policy: string): readonly unknown[] {
  const { Statement } = parseObject(policy) ?? {};
  return Array.isArray(Statement) ? Statement.map((one: { readonly Sid?: unknown }) => one?.Sid) : [];
}

function act(context: Context, change: ServiceEngine[string]): Done {
  return change?.(context) ?? { output: context.told?.output ?? {} };
}

/** AddPermission. */
export function addPermission(context: Context): Done {
  const { input, told } = context;
  if (told) return act(context, add);
  const { thing } = findQueue(context);
  checkActions(context);
  if (listTexts(input["AWSAccountIds"]).length === 0)
    throw refuseParameter("[]", "PrincipalId", "Unable to verify.");
  if (listTexts(input["Actions"]).length === 0) throw refuseMissing("Actions");
  const label = readText(input, "Label");
  if (listLabels(readText(readAttributes(thing), "Policy")).includes(label))
    throw refuseParameter(label, "Label", "Already exists.");
  return act(context, add);
}

/** RemovePermission. */
export function removePermission(context: Context): Done {
  const { input, told } = context;
  if (told) return act(context, remove);
  const { thing } = findQueue(context);
  const label = readText(input, "Label");
  const policy = readText(readAttributes(thing), "Policy");
  if (!listLabels(policy).includes(label))
    throw refuseParameter(
      label,
      "Label",
      policy === "" ? "can't find label." : "can't find label on existing policy.",
    );
  return act(context, remove);
}
