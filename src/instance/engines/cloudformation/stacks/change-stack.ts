/** UpdateStack, and what change sets have in common with it. */
import type { Structure } from "../../../../aws/values.ts";
import { isGone } from "../../../behaviour/changes/gone-rows.ts";
import type { Context } from "../../../behaviour/context.ts";
import type { Done } from "../../../gateway.ts";
import type { Thing } from "../../../thing.ts";
import { merge, readText } from "../../engine.ts";
import { fault } from "../template/faults.ts";
import { readTemplate } from "../template/read-template.ts";
import { keepRun, planFor, readTold } from "./keep-run.ts";
import type { StackPlan } from "./plan-stack.ts";
import { checkCapabilities, demandTemplate, readGivenParameters, readStackTags } from "./read-request.ts";
import { StackRun } from "./run.ts";
import {
  changeStack,
  demandStack,
  keepState,
  nameStack,
  readState,
  type StackContext,
  type StackState,
  tellStackId,
  tellStatus,
} from "./stack.ts";
import { updateResources } from "./update-resources.ts";

/** A state in which a stack can be changed. */
const SETTLED: ReadonlySet<string> = new Set([
  "CREATE_COMPLETE",
  "IMPORT_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_ROLLBACK_COMPLETE",
]);

/** The state of a stack that can be changed. Throws a Refusal for one that cannot. */
export function demandState(context: StackContext, stack: Thing): StackState {
  const status = tellStatus(stack);
  const state = readState(context, stack);
  if (!state)
    throw fault(
      `The template of stack ${nameStack(stack)} is not known, as it stands from a log: cloudmock cannot change it`,
    );
  if (!SETTLED.has(status))
    throw fault(`Stack:${tellStackId(stack)} is in ${status} state and can not be updated.`);
  return state;
}

/** Whether a plan says what a stack is already. */
export function isUnchanged(
  plan: StackPlan,
  state: StackState,
  tags: Readonly<Record<string, string>>,
): boolean {
  const before = readTemplate(state.template);
  const { resources, outputs } = plan.template;
  const values = Object.fromEntries([...plan.parameters].map(([name, { given }]) => [name, given]));
  return (
    Bun.deepEquals([...before.resources], [...resources]) &&
    Bun.deepEquals(before.outputs, outputs) &&
    Bun.deepEquals(before.mappings, plan.template.mappings) &&
    Bun.deepEquals(before.conditions, plan.template.conditions) &&
    Bun.deepEquals(state.parameters, values) &&
    Bun.deepEquals(state.tags, tags) &&
    [...plan.parameters.values()].every(({ resolved }) => resolved === undefined)
  );
}

/** Changes a stack to what a plan says. */
export async function changeToPlan(
  context: StackContext,
  stack: Thing,
  state: StackState,
  plan: StackPlan,
  input: Structure,
): Promise<void> {
  const tags = readStackTags(input) ?? state.tags;
  const run = new StackRun(
    context,
    stack,
    state.resources,
    readText(input, "ClientRequestToken") || undefined,
  );
  run.tell("UPDATE_IN_PROGRESS", "User Initiated");
  const outputs = await updateResources(run, plan, tags);
  const time = new Date(context.now);
  if (outputs) {
    keepRun(run, plan, tags, outputs);
    changeStack(context, run.stack, { ...readTold(input), LastUpdatedTime: time });
  } else {
    keepState(context, run.stack, { ...state, resources: [...run.resources.values()] });
    changeStack(context, run.stack, { LastUpdatedTime: time });
  }
}

/** UpdateStack: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export async function updateStack(context: Context): Promise<Done> {
  const { input } = context;
  const stack = demandStack(context, readText(input, "StackName"));
  if (isGone(stack)) throw fault(`Stack [${nameStack(stack)}] does not exist`);
  const state = demandState(context, stack);
  const template = await demandTemplate(context, input, stack);
  const plan = await planFor(
    context,
    nameStack(stack),
    tellStackId(stack),
    template,
    readGivenParameters(input),
    input,
    state,
  );
  checkCapabilities(template, input);
  if (isUnchanged(plan, state, readStackTags(input) ?? state.tags))
    throw fault("No updates are to be performed.");
  await changeToPlan(context, stack, state, plan, input);
  return { output: merge({ StackId: tellStackId(stack) }) };
}
