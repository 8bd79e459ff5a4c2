/** What the AWS CLI refuses to send: it asks for all that a model requires. */
import type { Shape } from "../../aws/model/types.ts";
import { joinPath } from "../../aws/secrets/mask.ts";
import { isStructure, type Value } from "../../aws/values.ts";

/** Where the first member is missing that a shape requires; undefined where none is. Tokens are the CLI's own to make. */
export function findLacking(shape: Shape | undefined, value: Value, path = ""): string | undefined {
  if (shape === undefined || shape.document) return undefined;
  if (Array.isArray(value)) {
    for (const item of value as readonly Value[]) {
      const found = findLacking(shape.member, item, `${path}[]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isStructure(value)) return undefined;
  if (shape.type === "map") {
    for (const item of Object.values(value)) {
      const found = item === undefined ? undefined : findLacking(shape.value, item, `${path}{}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const lacking = shape.required?.find(
    (name) =>
      (value[name] ?? null) === null && !(path === "" && shape.members?.[name]?.idempotencyToken === true),
  );
  if (lacking !== undefined) return joinPath(path, lacking);
  for (const [name, inner] of Object.entries(value)) {
    const found =
      inner === undefined ? undefined : findLacking(shape.members?.[name], inner, joinPath(path, name));
    if (found !== undefined) return found;
  }
  return undefined;
}
