/** The services whose things a call names by ARNs that may be of any: what it tags, backs up, protects or sends to. */
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findArnServices, findMeaning } from "../../aws/resources/table.ts";
import type { Call } from "../../dialect/call.ts";
import { loadRecipes } from "./catalogue.ts";

const WORD = /^arn:[a-z-]+:([a-z0-9-]+):/;

const pathsOf = new Map<string, readonly string[]>();

/** The members of an operation that hold ARNs, or may. */
function listOpenPaths(service: string, operation: string): readonly string[] {
  return pathsOf.getOrInsertComputed(`${service}:${operation}`, () =>
    findMeaning(service, operation).input.flatMap(({ type, kind, path }) =>
      kind === "arn" || (kind === "any" && type === undefined) ? [path] : [],
    ),
  );
}

/** Makes ready what is known of the things that calls name so. What is known of their own services has been loaded. */
export async function loadArnServices(
  calls: readonly Pick<Call, "service" | "operation" | "input">[],
): Promise<void> {
  const words = new Set<string>();
  for (const { service, operation, input } of calls)
    for (const path of listOpenPaths(service, operation.name))
      for (const text of readTexts(parsePath(path), input)) {
        const word = WORD.exec(text)?.[1];
        if (word !== undefined) words.add(word);
      }
  for (const word of words) for (const service of await findArnServices(word)) await loadRecipes(service);
}
