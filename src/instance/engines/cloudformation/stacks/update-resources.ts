/** Changes a stack to what another template says, and back where that fails. */
import type { JsonObject } from "../../../../base/values.ts";
import { Refusal } from "../../refusal.ts";
import { takeBack } from "../resources/end-resource.ts";
import { listChanged, needsReplacement, updateResource } from "../resources/update-resource.ts";
import { describeResource, makeOne, readProperties, tryOutputs } from "./make-stack.ts";
import type { StackPlan } from "./plan-stack.ts";
import { endResources } from "./remove.ts";
import type { StackRun } from "./run.ts";
import { nameStack, type StackOutput, type StackResource } from "./stack.ts";

/** What was done, so that it can be taken back. */
interface Progress {
  readonly made: StackResource[];
  readonly changed: {
    readonly before: StackResource;
    readonly after: StackResource;
    readonly isFailed?: true;
  }[];
  /** Those in whose place others stand. */
  readonly replaced: StackResource[];
}

async function updateOne(
  run: StackRun,
  plan: StackPlan,
  before: StackResource,
  tags: Readonly<Record<string, string>>,
  progress: Progress,
): Promise<string | undefined> {
  const { id, type, physicalId } = before;
  const said = { id, type, physicalId };
  let properties: JsonObject;
  try {
    properties = await readProperties(run, plan, id);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    run.tellOf({ ...said, status: "UPDATE_FAILED", why: error.message });
    return error.message;
  }
  const now = plan.template.resources.get(id)?.type ?? type;
  if (now !== type) {
    const why = `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${id}]`;
    run.tellOf({ ...said, status: "UPDATE_FAILED", why });
    return why;
  }
  if (listChanged(before.properties, properties).length === 0) {
    run.resources.set(id, { ...before, ...describeResource(plan, id) });
    return undefined;
  }
  const wanted = { stack: nameStack(run.stack), id, cfn: type, properties, tags };
  const asked = plan.asked.get(id) ?? new Set<string>();
  const replace = async () => {
    run.tellOf({
      ...said,
      status: "UPDATE_IN_PROGRESS",
      why: "Requested update requires the creation of a new physical resource; hence creating one.",
      properties,
    });
    const why = await makeOne(run, plan, id, tags, properties, "UPDATE_COMPLETE");
    if (why === undefined) progress.replaced.push(before);
    else run.resources.set(id, before);
    const after = run.resources.get(id);
    if (why === undefined && after) progress.made.push(after);
    return why;
  };
  if (await needsReplacement(run.context, before, wanted)) return replace();
  run.tellOf({ ...said, status: "UPDATE_IN_PROGRESS", properties });
  const attempt = await updateResource(run.context, before, wanted, asked);
  if ("made" in attempt) {
    run.put(attempt.made, describeResource(plan, id), "UPDATE_COMPLETE");
    const after = run.resources.get(id);
    if (after) progress.changed.push({ before, after });
    return undefined;
  }
  // What the instance cannot change it can make anew.
  if (attempt.isUnknown) return replace();
  run.tellOf({ ...said, status: "UPDATE_FAILED", why: attempt.why, properties });
  // What was changed until then is changed back.
  progress.changed.push({ before, after: { ...before, properties }, isFailed: true });
  return attempt.why;
}

/** Makes of a stack what it was. */
async function rollBack(
  run: StackRun,
  { made, changed, replaced }: Progress,
  failure: string,
): Promise<void> {
  run.tell("UPDATE_ROLLBACK_IN_PROGRESS", failure);
  const stack = nameStack(run.stack);
  let isWhole = true;
  for (const { before, after, isFailed } of changed.toReversed()) {
    const { id, type, physicalId, properties } = before;
    run.tellOf({ id, type, physicalId, status: "UPDATE_IN_PROGRESS", properties });
    const wanted = { stack, id, cfn: type, properties, tags: {} };
    const attempt = await updateResource(run.context, after, wanted, new Set(Object.keys(before.attributes)));
    const why = "made" in attempt ? undefined : attempt.why;
    // Of what could not be changed to begin with, nothing may have been.
    if (why !== undefined && !isFailed) isWhole = false;
    const status = why === undefined ? "UPDATE_COMPLETE" : "UPDATE_FAILED";
    run.resources.set(id, { ...before, ...("made" in attempt ? attempt.made : {}), status, why });
    run.tellOf({ id, type, physicalId, status, why });
  }
  run.tell("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
  const failed = await endResources(run, made, { isRollback: true });
  for (const before of replaced) run.resources.set(before.id, before);
  if (isWhole && failed.size === 0) run.tell("UPDATE_ROLLBACK_COMPLETE");
  else run.tell("UPDATE_ROLLBACK_FAILED", "The stack is not as it was.");
}

/** Changes a stack's resources to what a template says; undefined where that failed and the stack is what it was. */
export async function updateResources(
  run: StackRun,
  plan: StackPlan,
  tags: Readonly<Record<string, string>>,
): Promise<readonly StackOutput[] | undefined> {
  const progress: Progress = { made: [], changed: [], replaced: [] };
  const old = [...run.resources.values()];
  let failure: string | undefined;
  for (const id of plan.order) {
    const before = run.resources.get(id);
    const why = before
      ? await updateOne(run, plan, before, tags, progress)
      : await makeOne(run, plan, id, tags);
    const after = run.resources.get(id);
    if (!before && after) progress.made.push(after);
    if (why !== undefined) {
      failure = `The following resource(s) failed to ${before ? "update" : "create"}: [${id}]. `;
      break;
    }
  }
  let outputs: readonly StackOutput[] = [];
  if (failure === undefined) ({ outputs, failure } = await tryOutputs(run, plan));
  if (failure !== undefined) {
    await rollBack(run, progress, failure);
    return undefined;
  }
  run.tell("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
  const wanted = new Set(plan.order);
  for (const { id, type, physicalId, undo } of progress.replaced) {
    const policy = plan.template.resources.get(id)?.updateReplacePolicy;
    const said = { id, type, physicalId };
    if (policy === "Retain") {
      run.tellOf({ ...said, status: "DELETE_SKIPPED" });
      continue;
    }
    run.tellOf({ ...said, status: "DELETE_IN_PROGRESS" });
    const why = await takeBack(run.context, undo);
    run.tellOf({ ...said, status: why === undefined ? "DELETE_COMPLETE" : "DELETE_FAILED", why });
  }
  const gone = old.filter(({ id }) => !wanted.has(id));
  await endResources(run, gone);
  // What could not be deleted is the stack's no longer.
  for (const { id } of gone) run.resources.delete(id);
  run.tell("UPDATE_COMPLETE");
  return outputs;
}
