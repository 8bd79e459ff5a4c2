/** What a thing is called by another thing's name that it is made with: a member of a channel goes by the ARN of a user. */

import type { ServiceResources } from "../../../aws/resources/types.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Context } from "../context.ts";

const known = new WeakMap<ServiceResources, Map<string, readonly string[]>>();

/** The members by which reads, changes and the end of things of a type ask for one. */
function listAsked({ resources, operation }: Context, type: string): readonly string[] {
  const ofService = known.getOrInsertComputed(resources, () => new Map());
  return ofService.getOrInsertComputed(type, () => {
    const found = Object.entries(resources.operations).flatMap(([name, { deed, type: of, input }]) => {
      const required = operation.model.operations[name]?.input?.required ?? [];
      const isAsking = of === type && (deed === "read" || deed === "update" || deed === "delete");
      return input.flatMap(({ part, path, type: named }) =>
        isAsking && part === "own" && named === type && required.includes(path) ? [path] : [],
      );
    });
    return [...new Set(found)];
  });
}

/** The text that a making gives in the member by which such a thing is asked for; undefined where none is given. */
export function readAskedName(context: Context, type: string): string | undefined {
  const { meaning, input } = context;
  if (meaning.deed !== "create") return undefined;
  const isOther = (path: string) =>
    meaning.input.some((one) => one.path === path && one.part === "container");
  const texts = listAsked(context, type).flatMap((path) => (isOther(path) ? [] : [input[path]]));
  return texts.find((text) => typeof text === "string");
}

compileLightly(readAskedName);
