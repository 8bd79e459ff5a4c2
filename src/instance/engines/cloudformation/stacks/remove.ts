/** Ends resources of a stack, each after those that need it. */
import { takeBack } from "../resources/end-resource.ts";
import type { StackRun } from "./run.ts";
import type { StackResource } from "./stack.ts";

/** Resources so that each comes before what it needs. */
export function orderForEnd(resources: readonly StackResource[]): StackResource[] {
  const byId = new Map(resources.map((one) => [one.id, one]));
  const order: StackResource[] = [];
  const seen = new Set<string>();
  const visit = (first: StackResource) => {
    // Without recursion: a stack may have five hundred resources in a row.
    const path: { one: StackResource; left: string[] }[] = [];
    const enter = (one: StackResource) => {
      seen.add(one.id);
      path.push({ one, left: [...one.needs] });
    };
    enter(first);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = byId.get(top.left.pop() ?? "");
      if (next && !seen.has(next.id)) enter(next);
      else if (!next && top.left.length === 0) {
        order.push(top.one);
        path.pop();
      }
    }
  };
  for (const one of resources) if (!seen.has(one.id)) visit(one);
  return order.reverse();
}

/** Ends resources, but for those that are to stay. Gives those of which that was refused, with the reasons. */
export async function endResources(
  run: StackRun,
  resources: readonly StackResource[],
  { isRollback = false, retained = new Set<string>() } = {},
): Promise<ReadonlyMap<string, string>> {
  const failed = new Map<string, string>();
  for (const one of orderForEnd(resources)) {
    const { id, type, physicalId, deletionPolicy, properties } = one;
    const said = { id, type, physicalId };
    const stays = deletionPolicy === "Retain" || (deletionPolicy === "RetainExceptOnCreate" && !isRollback);
    if (stays || retained.has(id)) {
      run.tellOf({ ...said, status: "DELETE_SKIPPED" });
      run.resources.delete(id);
      continue;
    }
    run.tellOf({ ...said, status: "DELETE_IN_PROGRESS" });
    const why = await takeBack(run.context, one.undo);
    if (why === undefined) {
      run.tellOf({ ...said, status: "DELETE_COMPLETE" });
      run.resources.delete(id);
      continue;
    }
    failed.set(id, why);
    run.tellOf({ ...said, status: "DELETE_FAILED", why, properties });
    run.resources.set(id, { ...one, status: "DELETE_FAILED", why, at: run.context.now });
  }
  return failed;
}
