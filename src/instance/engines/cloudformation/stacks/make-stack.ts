/** Makes a stack's resources, and takes them back where one cannot be made. */
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import { Refusal } from "../../refusal.ts";
import { takeBack } from "../resources/end-resource.ts";
import { makeResource } from "../resources/make-resource.ts";
import { fault } from "../template/faults.ts";
import { resolveReferences } from "./dynamic-references.ts";
import { listExports } from "./exports.ts";
import type { StackPlan } from "./plan-stack.ts";
import { endResources } from "./remove.ts";
import type { StackRun } from "./run.ts";
import { nameStack, type StackOutput, type StackResource, tellStackId } from "./stack.ts";

/** What a resource's properties say, with what stands. Throws a Refusal where something that they ask for is not known. */
export async function readProperties(run: StackRun, plan: StackPlan, id: string): Promise<JsonObject> {
  const { properties = {} } = plan.template.resources.get(id) ?? {};
  const said = plan.evaluate(properties, run.made);
  const resolved = said === undefined ? {} : await resolveReferences(run.context, said);
  return isObject(resolved) ? (resolved as JsonObject) : {};
}

/** What a stack keeps of a resource beside what making it gave. */
export function describeResource(
  plan: StackPlan,
  id: string,
): Pick<StackResource, "needs" | "deletionPolicy"> {
  const { deletionPolicy = "Delete" } = plan.template.resources.get(id) ?? {};
  return { needs: [...(plan.needs.get(id) ?? [])], deletionPolicy };
}

/** Makes one resource. Gives why that failed. */
export async function makeOne(
  run: StackRun,
  plan: StackPlan,
  id: string,
  tags: Readonly<Record<string, string>>,
  given?: JsonObject,
  done = "CREATE_COMPLETE",
): Promise<string | undefined> {
  const { type = "" } = plan.template.resources.get(id) ?? {};
  const starting = done.replace("COMPLETE", "IN_PROGRESS");
  const failing = done.replace("COMPLETE", "FAILED");
  let properties: JsonObject;
  try {
    properties = given ?? (await readProperties(run, plan, id));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    run.tellOf({ id, type, status: failing, why: error.message });
    return error.message;
  }
  run.tellOf({ id, type, status: starting, properties });
  const wanted = { stack: nameStack(run.stack), id, cfn: type, properties, tags };
  const attempt = await makeResource(run.context, wanted, plan.asked.get(id) ?? new Set());
  if ("made" in attempt) {
    run.put(attempt.made, describeResource(plan, id), done);
    return undefined;
  }
  const { why } = attempt;
  run.tellOf({ id, type, status: failing, why, properties });
  await takeBack(run.context, attempt.undo);
  return why;
}

function print(value: JsonValue | undefined): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
}

/** The outputs of a template. Throws a Refusal where one asks for what is not known, or exports what another stack does. */
async function readOutputs(run: StackRun, plan: StackPlan): Promise<StackOutput[]> {
  const outputs: StackOutput[] = [];
  const exported = listExports(run.context);
  for (const [key, given] of Object.entries(plan.template.outputs)) {
    if (!isObject(given)) throw fault(`Template format error: Output ${key} is malformed.`);
    const {
      Value: value,
      Description: description,
      Export: tells,
      Condition: condition,
    } = given as JsonObject;
    if (typeof condition === "string" && !plan.holds(condition)) continue;
    const said = plan.evaluate(value ?? null, run.made);
    const name = isObject(tells) ? plan.evaluate((tells as JsonObject)["Name"] ?? null, run.made) : undefined;
    const other = name === undefined ? undefined : exported.get(String(name));
    if (other && other.stackId !== tellStackId(run.stack))
      throw fault(
        `Export with name ${String(name)} is already exported by stack ${other.stackId.split("/")[1] ?? ""}`,
      );
    outputs.push({
      key,
      value: print(await resolveReferences(run.context, said ?? "")),
      description: typeof description === "string" ? description : undefined,
      exported: name === undefined ? undefined : String(name),
    });
  }
  return outputs;
}

/** The outputs of a template, or why one of them cannot be told. */
export async function tryOutputs(
  run: StackRun,
  plan: StackPlan,
): Promise<{ readonly outputs: readonly StackOutput[]; readonly failure: string | undefined }> {
  try {
    return { outputs: await readOutputs(run, plan), failure: undefined };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { outputs: [], failure: error.message };
  }
}

/** What becomes of a stack whose making fails. */
export type OnFailure = "ROLLBACK" | "DELETE" | "DO_NOTHING";

/** What making a stack came to. */
export interface StackOutcome {
  readonly outputs: readonly StackOutput[];
  readonly isDeleted: boolean;
}

function tellFailed(ids: readonly string[]): string {
  return `The following resource(s) failed to create: [${ids.join(", ")}]. `;
}

/** Makes all resources of a new stack. */
export async function makeStack(
  run: StackRun,
  plan: StackPlan,
  tags: Readonly<Record<string, string>>,
  onFailure: OnFailure,
): Promise<StackOutcome> {
  let failure: string | undefined;
  for (const id of plan.order) {
    if (await makeOne(run, plan, id, tags)) {
      failure = tellFailed([id]);
      break;
    }
  }
  let outputs: readonly StackOutput[] = [];
  if (failure === undefined) ({ outputs, failure } = await tryOutputs(run, plan));
  if (failure === undefined) {
    run.tell("CREATE_COMPLETE");
    return { outputs, isDeleted: false };
  }
  if (onFailure === "DO_NOTHING") {
    run.tell("CREATE_FAILED", failure);
    return { outputs: [], isDeleted: false };
  }
  const isDeleted = onFailure === "DELETE";
  const said = isDeleted ? "Delete" : "Rollback";
  run.tell(isDeleted ? "DELETE_IN_PROGRESS" : "ROLLBACK_IN_PROGRESS", `${failure}${said} requested by user.`);
  const failed = await endResources(run, [...run.resources.values()], { isRollback: true });
  const end = isDeleted ? "DELETE" : "ROLLBACK";
  if (failed.size === 0) run.tell(`${end}_COMPLETE`);
  else
    run.tell(
      `${end}_FAILED`,
      `The following resource(s) failed to delete: [${[...failed.keys()].join(", ")}]. `,
    );
  return { outputs: [], isDeleted: isDeleted && failed.size === 0 };
}
