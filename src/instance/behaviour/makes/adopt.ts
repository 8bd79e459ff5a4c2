/** Takes from production's answer what a service would make up: identifiers, ARNs, URLs, and all else that it says of a thing. */

import { listMembers } from "../../../aws/model/shape.ts";
import type { Shape } from "../../../aws/model/types.ts";
import { splitArn } from "../../../aws/resources/arns.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { arnTemplates } from "../../../aws/resources/table.ts";
import type { NameKind } from "../../../aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { isHidden } from "../../../dialect/hidden.ts";
import type { MintedNames } from "../../thing.ts";
import { findTagMember, listGivenTags } from "../changes/labels.ts";
import type { Context } from "../context.ts";
import { isOfRefused } from "../reads/output-paths.ts";
import { findMadeAt } from "../reads/view.ts";
import { settle } from "./states.ts";

/** The id that an answer has in the ARN alone, though it has a member for it: of what it was older than. */
function readIdOfArn({ meaning, resources }: Context, type: string, arn?: string): string | undefined {
  const parts = arn === undefined ? undefined : splitArn(arn);
  const own = meaning.output.find((one) => one.part === "own" && one.type === type && one.kind === "id");
  const leaf = own?.path.slice(own.path.lastIndexOf(".") + 1);
  const isInArn = resources.types[type]?.arns.some((form) => form.endsWith(`\${${leaf}}`)) === true;
  return parts && leaf !== undefined && isInArn ? arnTemplates.read(parts)?.chain.at(-1) : undefined;
}

/** The names that production gave the thing of a type, by their kinds. */
export function readToldNames(context: Context, type: string): MintedNames & { readonly name?: string } {
  const { meaning, told, operation } = context;
  if (!told) return {};
  const found: Partial<Record<NameKind, string>> = {};
  for (const { part, type: of, kind, path } of meaning.output) {
    if (part !== "own" || of !== type || isOfRefused(operation, path)) continue;
    const [text] = readTexts(parsePath(path), told.output);
    if (text !== undefined && !isHidden(text)) found[kind] ??= text;
  }
  const { arn, url, name } = found;
  const id = found.id ?? readIdOfArn(context, type, arn);
  return {
    ...(id !== undefined && { id }),
    ...(arn !== undefined && { arn }),
    ...(url !== undefined && { url }),
    ...(name !== undefined && { name }),
  };
}

/** What is hidden in an answer is not known; that is no value. */
function withoutHidden(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(withoutHidden);
  if (!isStructure(value)) return value;
  const members = Object.entries(value).flatMap(([name, inner]) =>
    inner === undefined || isHidden(inner) ? [] : [[name, withoutHidden(inner)] as const],
  );
  return Object.assign(makeStructure(), Object.fromEntries(members));
}

const NO_TAGS: ReadonlyMap<string, string> = new Map();

/** What production's answer says of the thing itself, and its tags. */
export function readToldThing(
  context: Context,
  type: string,
): { readonly members: Structure; readonly tags: ReadonlyMap<string, string> } {
  if (!context.told) return { members: makeStructure(), tags: NO_TAGS };
  let value: Value | undefined = context.told.output;
  let shape: Shape | undefined = context.operation.output;
  for (const step of parsePath(findMadeAt(context, type))) {
    if (step === "[]") {
      value = Array.isArray(value) ? ((value as readonly Value[])[0] ?? undefined) : undefined;
      shape = shape?.member;
    } else {
      value = isStructure(value) ? value[step] : undefined;
      shape = shape?.members?.[step];
    }
  }
  if (!isStructure(value)) return { members: makeStructure(), tags: NO_TAGS };
  const { texts } = context.resources;
  value = withoutHidden(value) as Structure;
  if (shape) value = settle(context.operation.model, shape, value) as Structure;
  const tagMember = findTagMember(shape, texts);
  const members: Record<string, Value | undefined> = Object.assign(makeStructure(), value);
  if (tagMember !== undefined) delete members[tagMember];
  // What HTTP says of the answer is nothing of the thing.
  for (const [name, { location }] of listMembers(shape)) if (location === "statusCode") delete members[name];
  return { members, tags: listGivenTags(shape, value, texts) };
}

compileLightly(readToldThing, readToldNames);
