/** CreateStack, UpdateStack and DeleteStack: what a call asks for is done before it is answered. */

import type { Structure } from "../../../../aws/values.ts";
import { keepEnded } from "../../../behaviour/changes/gone.ts";
import { isGone } from "../../../behaviour/changes/gone-rows.ts";
import type { Context } from "../../../behaviour/context.ts";
import type { Done } from "../../../gateway.ts";
import type { Thing } from "../../../thing.ts";
import { listTexts, merge, readText } from "../../engine.ts";
import { refuse } from "../../refusal.ts";
import { fault } from "../template/faults.ts";
import { listImporters } from "./exports.ts";
import { keepRun, makeStackId, planFor, readTold } from "./keep-run.ts";
import { makeStack, type OnFailure } from "./make-stack.ts";
import type { StackPlan } from "./plan-stack.ts";
import { checkCapabilities, demandTemplate, readGivenParameters, readStackTags } from "./read-request.ts";
import { endResources } from "./remove.ts";
import { StackRun } from "./run.ts";
import { EMPTY_STATE, findStack, keepState, nameStack, putStack, readState } from "./stack.ts";

function readOnFailure(input: Structure): OnFailure {
  const said = readText(input, "OnFailure") || readText(input, "OnStackFailure");
  if (said === "DELETE" || said === "DO_NOTHING") return said;
  return input["DisableRollback"] === true && said === "" ? "DO_NOTHING" : "ROLLBACK";
}

/** Takes a stack out of those that stand, and keeps it as one that was deleted. */
function endStack(context: Context, stack: Thing): void {
  context.store.remove(stack);
  // What has ended already is not ended once more.
  keepEnded(context, { ...stack, members: merge(stack.members, { StackStatus: "DELETE_IN_PROGRESS" }) });
}

/** Makes the resources of a stack that stands without any. */
export async function fillStack(
  context: Context,
  stack: Thing,
  plan: StackPlan,
  input: Structure,
): Promise<void> {
  const tags = readStackTags(input) ?? {};
  const run = new StackRun(context, stack, [], readText(input, "ClientRequestToken") || undefined);
  run.tell("CREATE_IN_PROGRESS", "User Initiated");
  const { outputs, isDeleted } = await makeStack(run, plan, tags, readOnFailure(input));
  keepRun(run, plan, tags, outputs);
  if (isDeleted) endStack(context, run.stack);
}

/** CreateStack: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export async function createStack(context: Context): Promise<Done> {
  const { input } = context;
  const name = readText(input, "StackName");
  const before = findStack(context, name);
  if (before && !isGone(before)) refuse("AlreadyExistsException", `Stack [${name}] already exists`);
  const template = await demandTemplate(context, input);
  const arn = makeStackId(context, name);
  const plan = await planFor(context, name, arn, template, readGivenParameters(input), input);
  checkCapabilities(template, input);
  const members = merge(readTold(input), { StackName: name, StackStatus: "CREATE_IN_PROGRESS" });
  const stack = putStack(context, {
    name,
    arn,
    members,
    operation: "CreateStack",
    input: merge({ StackName: name }),
  });
  await fillStack(context, stack, plan, input);
  return { output: merge({ StackId: arn }) };
}

/** DeleteStack: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
export async function deleteStack(context: Context): Promise<Done> {
  const { input } = context;
  const stack = findStack(context, readText(input, "StackName"));
  const output = merge({});
  if (!stack || isGone(stack)) return { output };
  if (stack.members["EnableTerminationProtection"] === true)
    throw fault(`Stack [${nameStack(stack)}] cannot be deleted while TerminationProtection is enabled`);
  const state = readState(context, stack) ?? EMPTY_STATE;
  const run = new StackRun(
    context,
    stack,
    state.resources,
    readText(input, "ClientRequestToken") || undefined,
  );
  run.tell("DELETE_IN_PROGRESS", "User Initiated");
  for (const { exported } of state.outputs) {
    const importers = exported === undefined ? [] : listImporters(context, exported);
    if (importers.length === 0) continue;
    run.tell("DELETE_FAILED", `Cannot delete export ${exported} as it is in use by ${importers.join(", ")}.`);
    return { output };
  }
  const retained = new Set(listTexts(input["RetainResources"]));
  const failed = await endResources(run, state.resources, { retained });
  keepState(context, run.stack, {
    ...state,
    resources: [...run.resources.values()],
    ...(failed.size === 0 && { outputs: [], imports: [] }),
  });
  if (failed.size > 0) {
    run.tell(
      "DELETE_FAILED",
      `The following resource(s) failed to delete: [${[...failed.keys()].join(", ")}]. `,
    );
    return { output };
  }
  run.tell("DELETE_COMPLETE");
  for (const set of context.store.listInner(run.stack)) context.store.remove(set);
  endStack(context, run.stack);
  return { output };
}
