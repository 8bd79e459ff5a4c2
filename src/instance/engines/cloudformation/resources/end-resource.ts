/** Takes back what was done for a resource. */
import { makeStructure, type Structure } from "../../../../aws/values.ts";
import { callAsClient, tellServiceError } from "./call-as-client.ts";
import { NO_END, type SavedCall } from "./made-resource.ts";
import { isNotThere } from "./not-there.ts";
import type { ResourceContext } from "./resource-world.ts";

/** Calls what takes back calls, the last one first. Gives why that was refused; what is not there any more needs no end. */
export async function takeBack(
  context: ResourceContext,
  undo: readonly SavedCall[],
): Promise<string | undefined> {
  const failures: string[] = [];
  for (const { service, operation, input, for: property } of undo.toReversed()) {
    if (operation === NO_END) return "cloudmock knows no call that deletes it";
    const done = await callAsClient(context, {
      service,
      operation,
      input: Object.assign(makeStructure(), input) as Structure,
    });
    if ("error" in done && !isNotThere(done.error)) failures.push(tellServiceError(service, done.error));
    // What was set of a thing ends with it.
    else if (property === undefined) failures.length = 0;
  }
  return failures.at(-1);
}
