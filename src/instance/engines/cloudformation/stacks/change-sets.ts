/** Change sets: what a template would change, and doing it. */

import { findPartition } from "../../../../aws/model/partitions.ts";
import type { Structure, Value } from "../../../../aws/values.ts";
import type { JsonObject } from "../../../../base/values.ts";
import { isGone } from "../../../behaviour/changes/gone-rows.ts";
import type { Context } from "../../../behaviour/context.ts";
import { makeUuid } from "../../../behaviour/names/draw-form.ts";
import type { Done } from "../../../gateway.ts";
import type { Thing } from "../../../thing.ts";
import { merge, readText } from "../../engine.ts";
import { refuse } from "../../refusal.ts";
import { fault } from "../template/faults.ts";
import { listAsked } from "../template/graph.ts";
import { readTemplate } from "../template/read-template.ts";
import { changeToPlan, demandState, isUnchanged } from "./change-stack.ts";
import { fillStack } from "./deploy.ts";
import { makeStackId, planFor } from "./keep-run.ts";
import type { StackPlan } from "./plan-stack.ts";
import { checkCapabilities, demandTemplate, readGivenParameters, readStackTags } from "./read-request.ts";
import {
  demandStack,
  EMPTY_STATE,
  findStack,
  nameStack,
  putStack,
  type StackState,
  tellStackId,
  tellStatus,
} from "./stack.ts";

const CHANGE_SET = { service: "cloudformation", type: "change-set" } as const;

/** The change set that a call names, of the stack that it names, or by its ARN alone; undefined where there is none. */
export function findChangeSet({ store, caller, input }: Context): Thing | undefined {
  const [name, stack] = [readText(input, "ChangeSetName"), readText(input, "StackName")];
  const place = { account: caller.account, region: caller.region };
  if (name.startsWith("arn:")) return store.find(place, CHANGE_SET, [name]);
  const outer = store.find(place, { service: "cloudformation", type: "stack" }, [stack]);
  return store.find(place, CHANGE_SET, [name], [outer?.chain.at(-1) ?? stack]);
}

function demandChangeSet(context: Context): Thing {
  const found = findChangeSet(context);
  if (!found)
    return refuse(
      "ChangeSetNotFound",
      `ChangeSet [${readText(context.input, "ChangeSetName")}] does not exist`,
    );
  return found;
}

function tellChange(
  action: string,
  id: string,
  type: string,
  physicalId: string | undefined,
  more: Readonly<Record<string, Value>> = {},
): Structure {
  return merge({
    Type: "Resource",
    ResourceChange: merge({
      Action: action,
      LogicalResourceId: id,
      ...(physicalId !== undefined && { PhysicalResourceId: physicalId }),
      ResourceType: type,
      Scope: [],
      Details: [],
      ...more,
    }),
  });
}

/** What a plan would change of a stack, as far as its templates tell it. */
function listChanges(plan: StackPlan, state: StackState): Structure[] {
  const before = state.template === "" ? undefined : readTemplate(state.template);
  const standing = new Map(state.resources.map((one) => [one.id, one]));
  const old = Object.entries(state.parameters);
  const changedValues = new Set(
    old.filter(([name, value]) => plan.parameters.get(name)?.given !== value).map(([name]) => name),
  );
  const changed = new Set<string>();
  const changes: Structure[] = [];
  for (const id of plan.order) {
    const resource = plan.template.resources.get(id);
    const one = standing.get(id);
    if (!resource) continue;
    if (!one) {
      changes.push(tellChange("Add", id, resource.type, undefined));
      continue;
    }
    const asked = [...listAsked(resource.properties, plan.holds)].map((name) => name.id);
    const isOther = !Bun.deepEquals(before?.resources.get(id)?.properties, resource.properties as JsonObject);
    if (!isOther && !asked.some((name) => changedValues.has(name) || changed.has(name))) continue;
    changed.add(id);
    changes.push(
      tellChange("Modify", id, resource.type, one.physicalId, {
        Replacement: "Conditional",
        Scope: ["Properties"],
      }),
    );
  }
  const wanted = new Set(plan.order);
  for (const { id, type, physicalId } of state.resources)
    if (!wanted.has(id)) changes.push(tellChange("Remove", id, type, physicalId));
  return changes;
}

/** What a change set keeps of its call, to do it later. */
const KEPT = [
  "Capabilities",
  "Parameters",
  "Tags",
  "NotificationARNs",
  "RoleARN",
  "OnStackFailure",
  "Description",
  "RollbackConfiguration",
  "ChangeSetType",
  "ClientToken",
];

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** CreateChangeSet: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export async function createChangeSet(context: Context): Promise<Done> {
  const { input, caller, store, now } = context;
  const [given, name] = [readText(input, "StackName"), readText(input, "ChangeSetName")];
  const type = readText(input, "ChangeSetType") || "UPDATE";
  if (type === "IMPORT" || input["ImportExistingResources"] === true)
    refuse("NotImplemented", "cloudmock imports no resources into stacks");
  const found = findStack(context, given);
  const before = found && !isGone(found) ? found : undefined;
  const isNew = !before || tellStatus(before) === "REVIEW_IN_PROGRESS";
  if (type === "UPDATE" && !before) throw fault(`Stack [${given}] does not exist`);
  if (type === "UPDATE" && isNew)
    throw fault(`Stack [${given}] is in REVIEW_IN_PROGRESS state and can not be updated.`);
  if (type === "CREATE" && !isNew)
    throw fault(`Stack [${given}] already exists and cannot be created again with the changeSet [${name}].`);
  if (findChangeSet(context))
    refuse(
      "AlreadyExistsException",
      `ChangeSet ${name} cannot be created due to a mismatch with existing attribute Template`,
    );
  const stackName = before ? nameStack(before) : given;
  const arn = before ? tellStackId(before) : makeStackId(context, stackName);
  const state = before && !isNew ? demandState(context, before) : EMPTY_STATE;
  const template = await demandTemplate(context, input, before);
  const plan = await planFor(context, stackName, arn, template, readGivenParameters(input), input, state);
  checkCapabilities(template, input);
  const stack =
    before ??
    putStack(context, {
      name: stackName,
      arn,
      members: merge({ StackName: stackName, StackStatus: "REVIEW_IN_PROGRESS" }),
      operation: "CreateStack",
      input: merge({ StackName: stackName }),
    });
  const { account, region } = caller;
  const id = `arn:${findPartition(region).name}:cloudformation:${region}:${account}:changeSet/${name}/${makeUuid(context.mint(32))}`;
  const isSame = !isNew && isUnchanged(plan, state, readStackTags(input) ?? state.tags);
  const members = {
    ...Object.fromEntries(
      KEPT.flatMap((member) => (input[member] === undefined ? [] : [[member, input[member] as Value]])),
    ),
    ChangeSetName: name,
    StackName: stackName,
    StackId: arn,
    TemplateBody: template.text,
    Parameters: [...plan.parameters].map(([key, { declared, given: value }]) =>
      merge({ ParameterKey: key, ParameterValue: declared.isHidden ? "****" : value }),
    ),
    Changes: isSame ? [] : listChanges(plan, state),
    Status: isSame ? "FAILED" : "CREATE_COMPLETE",
    ...(isSame && { StatusReason: NO_CHANGES }),
    ExecutionStatus: isSame ? "UNAVAILABLE" : "AVAILABLE",
  };
  const set: Thing = {
    ...CHANGE_SET,
    place: { account, region },
    chain: [stack.chain.at(-1) ?? stackName, name],
    within: "stack",
    names: { id, arn: id },
    members: merge(members),
    tags: new Map(),
    createdAt: now,
    call: {
      operation: "CreateChangeSet",
      input: merge({ StackName: stackName, ChangeSetName: name, ChangeSetType: type }),
      output: merge({ Id: id, StackId: arn }),
    },
  };
  store.put(set);
  keepGiven(context, id, plan);
  return { output: merge({ Id: id, StackId: arn }) };
}

/** No parameter is called so: that the engine made the change set itself. */
const KEPT_KEY = "";

/** What parameters were given, which a change set does not tell where they are hidden. */
function openGiven({ store, caller }: Context, id: string) {
  return store.records.space(
    JSON.stringify([caller.account, caller.region, "cloudformation", id]),
    "parameters",
  );
}

function keepGiven(context: Context, id: string, plan: StackPlan): void {
  const space = openGiven(context, id);
  space.put(KEPT_KEY, "");
  for (const [name, { given }] of plan.parameters) space.put(name, given);
}

/** ExecuteChangeSet: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export async function executeChangeSet(context: Context): Promise<Done> {
  const { store, input } = context;
  const set = demandChangeSet(context);
  const { members } = set;
  const name = readText(members, "ChangeSetName");
  if (openGiven(context, set.names.arn ?? "").get(KEPT_KEY) === undefined)
    throw fault(
      `The template of change set ${name} is not known, as it stands from a log: cloudmock cannot execute it`,
    );
  if (members["ExecutionStatus"] !== "AVAILABLE")
    refuse(
      "InvalidChangeSetStatus",
      `ChangeSet [${set.names.arn}] cannot be executed in its current status of [${String(members["Status"])}]`,
    );
  const stack = demandStack(context, readText(members, "StackId"));
  const values = new Map(
    openGiven(context, set.names.arn ?? "")
      .list()
      .filter(({ key }) => key !== KEPT_KEY)
      .map(({ key, value }) => [String(key), String(value)] as const),
  );
  const template = readTemplate(readText(members, "TemplateBody"));
  const token = readText(input, "ClientRequestToken");
  const asked = merge(
    members,
    input["DisableRollback"] === true ? { DisableRollback: true } : {},
    token ? { ClientRequestToken: token } : {},
  );
  const isNew = tellStatus(stack) === "REVIEW_IN_PROGRESS";
  const state = isNew ? EMPTY_STATE : demandState(context, stack);
  const plan = await planFor(context, nameStack(stack), tellStackId(stack), template, values, asked, state);
  // A stack has no change sets any more once one of them was executed.
  for (const other of store.listInner(stack)) if (other.type === CHANGE_SET.type) store.remove(other);
  const done = merge(members, { ExecutionStatus: "EXECUTE_COMPLETE", ChangeSetName: name });
  store.put({ ...set, members: done });
  if (isNew) await fillStack(context, stack, plan, asked);
  else await changeToPlan(context, stack, state, plan, asked);
  const after = findStack(context, tellStackId(stack));
  if (after && !isGone(after))
    store.put({ ...after, members: merge(after.members, { ChangeSetId: set.names.arn ?? "" }) });
  return { output: merge({}) };
}

/** DeleteChangeSet: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export function deleteChangeSet(context: Context): Done {
  const set = findChangeSet(context);
  if (set) context.store.remove(set);
  return { output: merge({}) };
}
