/** What a stack keeps and tells of what was done. */
import { findPartition } from "../../../../aws/model/partitions.ts";
import type { Structure, Value } from "../../../../aws/values.ts";
import { makeUuid } from "../../../behaviour/names/draw-form.ts";
import { listTexts, merge } from "../../engine.ts";
import type { GivenParameters, ParameterValue } from "../template/parameters.ts";
import type { StackTemplate } from "../template/read-template.ts";
import { planStack, type StackPlan } from "./plan-stack.ts";
import type { StackRun } from "./run.ts";
import {
  changeStack,
  EMPTY_STATE,
  keepState,
  type StackContext,
  type StackOutput,
  type StackState,
} from "./stack.ts";

const HIDDEN = "****";

/** The ARN of a new stack. */
export function makeStackId({ caller, mint }: StackContext, name: string): string {
  const { account, region } = caller;
  const id = makeUuid(mint(32));
  return `arn:${findPartition(region).name}:cloudformation:${region}:${account}:stack/${name}/${id}`;
}

function tellParameters(parameters: ReadonlyMap<string, ParameterValue>): Structure[] {
  return [...parameters].map(([key, { declared, given, resolved }]) =>
    merge({
      ParameterKey: key,
      ParameterValue: declared.isHidden ? HIDDEN : given,
      ...(resolved !== undefined && { ResolvedValue: resolved }),
    }),
  );
}

function tellOutputs(outputs: readonly StackOutput[]): Structure[] {
  return outputs.map(({ key, value, description, exported }) =>
    merge({
      OutputKey: key,
      OutputValue: value,
      ...(description !== undefined && { Description: description }),
      ...(exported !== undefined && { ExportName: exported }),
    }),
  );
}

/** Members of a call that a stack tells as they were given. */
const TOLD = [
  "Capabilities",
  "NotificationARNs",
  "RoleARN",
  "RollbackConfiguration",
  "TimeoutInMinutes",
  "DisableRollback",
  "EnableTerminationProtection",
];

/** What a call says that the stack tells as it was said. */
export function readTold(input: Structure): Record<string, Value> {
  return Object.fromEntries(
    TOLD.flatMap((name) =>
      input[name] === undefined || input[name] === null ? [] : [[name, input[name] as Value]],
    ),
  );
}

function readBefore(state: StackState): ReadonlyMap<string, string> {
  return new Map(Object.entries(state.parameters));
}

/** Makes ready what a call wants of a stack. */
export function planFor(
  context: StackContext,
  name: string,
  arn: string,
  template: StackTemplate,
  given: GivenParameters,
  input: Structure,
  state: StackState = EMPTY_STATE,
): Promise<StackPlan> {
  const notificationArns = listTexts(input["NotificationARNs"]);
  return planStack(context, { name, arn, notificationArns }, template, given, readBefore(state));
}

function tellTags(tags: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(tags));
}

/** What a stack keeps once a run is over. */
export function keepRun(
  run: StackRun,
  plan: StackPlan,
  tags: Readonly<Record<string, string>>,
  outputs: readonly StackOutput[],
): void {
  const { context } = run;
  keepState(context, run.stack, {
    template: plan.template.text,
    parameters: Object.fromEntries([...plan.parameters].map(([name, { given }]) => [name, given])),
    tags,
    resources: [...run.resources.values()],
    outputs,
    imports: [...plan.imports],
  });
  const told = {
    Parameters: tellParameters(plan.parameters),
    Outputs: tellOutputs(outputs),
    Description: plan.template.description,
    TemplateBody: plan.template.text,
  };
  run.stack = changeStack(context, { ...run.stack, tags: tellTags(tags) }, told);
}
