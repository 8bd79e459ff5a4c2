/** What calls say of the type of what they are about. */
import type { Operation } from "../../../src/aws/model/types.ts";
import { makeStructure, type Structure } from "../../../src/aws/values.ts";

/** What a call says of the type of what it tags, where it is to say that; undefined where it takes no such type. */
export function findKind({ input }: Operation, type: string): Structure | undefined {
  const choices = input?.members?.["ResourceType"]?.enum ?? [];
  if (choices.length === 0) return makeStructure();
  const fold = (text: string) => text.replaceAll("-", "").toLowerCase();
  const ResourceType = choices.find((choice) => fold(choice) === fold(type));
  return ResourceType === undefined ? undefined : Object.assign(makeStructure(), { ResourceType });
}
