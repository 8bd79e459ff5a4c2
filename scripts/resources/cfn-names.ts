/** Which member of the API a property of CloudFormation may be: by its name, and by what it holds. */
import type { PackedModel, PackedShape } from "../../src/aws/model/types.ts";
import { fold, singular, splitWords } from "./words.ts";

/** The members of a structure; of a map whose keys the model lists, one for each key. */
export function listMembers(model: PackedModel, name: string): { name: string; shape: string }[] {
  const shape = model.shapes[name];
  if (!shape) return [];
  if (shape.type === "map" && shape.key && shape.value) {
    const value = shape.value.shape;
    return (model.shapes[shape.key.shape]?.enum ?? []).map((key) => ({ name: key, shape: value }));
  }
  return Object.entries(shape.members ?? {}).map(([member, ref]) => ({ name: member, shape: ref.shape }));
}

/** The words of a name, each in its singular: `SecurityGroupIds` and `SecurityGroupId` are alike. */
export function single(name: string): string {
  return splitWords(name).map(singular).join("");
}

/** Ends of names that say in which way something is named or held, and not what. */
const WAYS = [
  "id",
  "arn",
  "name",
  "list",
  "set",
  "configuration",
  "config",
  "text",
  "document",
  "identifier",
];

function withoutWay(name: string): string {
  const words = splitWords(name).map(singular);
  return words.length > 1 && WAYS.includes(words.at(-1) ?? "") ? words.slice(0, -1).join("") : words.join("");
}

/** The ways in which a member can be a property, the surest first. */
export const RULES: readonly ((property: string, member: string, noun: string) => boolean)[] = [
  (property, member) => fold(property) === fold(member),
  (property, member) => single(property) === single(member),
  (property, member, noun) =>
    [noun, splitWords(noun).at(-1) ?? noun].some(
      (one) =>
        single(property) === single(one) + single(member) ||
        single(one) + single(property) === single(member),
    ),
  (property, member) => withoutWay(property) === withoutWay(member),
  (property, member, noun) => {
    const [one, other] = [withoutWay(property), withoutWay(member)];
    return one === single(noun) + other || single(noun) + one === other;
  },
];

export function isCompatible(kind: string, shape: PackedShape | undefined, model: PackedModel): boolean {
  if (!shape) return false;
  const isPlain = shape.type !== "structure" && shape.type !== "list" && shape.type !== "map";
  if (kind.startsWith("[]"))
    return shape.type === "list" || shape.type === "map" || unwrapList(shape, model) !== undefined;
  if (kind.startsWith("{}")) return shape.type !== "structure" && !isPlain;
  if (kind.startsWith("@")) return !isPlain;
  return kind.startsWith("j") || isPlain || shape.type === "list" || listOnly(shape).length === 1;
}

function listOnly(shape: PackedShape): string[] {
  return shape.type === "structure" ? Object.values(shape.members ?? {}).map((one) => one.shape) : [];
}

/** The list that a structure only wraps: `{Quantity, Items}`, `{Rules}`. */
function unwrapList(shape: PackedShape, model: PackedModel): PackedShape | undefined {
  const lists = listOnly(shape).flatMap((name) => {
    const inner = model.shapes[name];
    return inner?.type === "list" ? [inner] : [];
  });
  return lists.length === 1 ? lists[0] : undefined;
}

/** The shape whose members are the properties of a kind's structure: a list's items, a map's values. */
export function findInner(kind: string, name: string, model: PackedModel): string {
  const shape = model.shapes[name];
  if (!kind.startsWith("[]") && !kind.startsWith("{}")) return name;
  const list = shape?.type === "list" ? shape : shape && unwrapList(shape, model);
  const inner = list?.member ?? (shape?.type === "map" ? shape.value : undefined);
  return inner === undefined ? name : findInner(kind.slice(2), inner.shape, model);
}
