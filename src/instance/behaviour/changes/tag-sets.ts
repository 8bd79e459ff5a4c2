/** Tags of one thing, which calls add to and take from, or put and take as a whole. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation } from "../../../aws/model/types.ts";
import type { ServiceResources } from "../../../aws/resources/types.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { findThing } from "../names/names.ts";
import { findAny } from "../reads/find-any.ts";
import { listGivenTags, listNamedKeys, listTakenKeys } from "./labels.ts";

/** The type of what a call names itself, where it names what that stands in as well: an object's, not its bucket's. */
export function findInnerType({ meaning }: Context): string | undefined {
  const isInside = meaning.input.some(({ part, renames }) => part === "container" && !renames);
  return isInside
    ? meaning.input.find(({ part, type }) => part === "own" && type !== undefined)?.type
    : undefined;
}

/** The thing whose tags a call is about, of whichever type, and the type that is meant where only one is. */
export function findTagged(
  context: Context,
  known: string | undefined,
): { readonly thing: Thing | undefined; readonly type: string | undefined } {
  const inner = known === undefined ? findInnerType(context) : undefined;
  const type = known ?? inner;
  const thing = type === undefined ? undefined : findThing(context, type);
  // What it stands in is never meant.
  return { thing: thing ?? (inner === undefined ? findAny(context) : undefined), type };
}

const whole = new WeakMap<Operation, boolean>();

/** Whether an operation takes off all tags: it says of none which. */
function takesAll(operation: Operation | undefined, { texts }: ServiceResources): boolean {
  if (operation === undefined) return false;
  return whole.getOrInsertComputed(operation, () =>
    listMembers(operation.input).every(
      ([name, { type }]) =>
        !texts.labels.includes(name) && type !== "list" && type !== "map" && type !== "structure",
    ),
  );
}

/** Whether a call puts all tags anew: the one that undoes it takes off all. */
function putsAll({ operation, readings, resources }: Context): boolean {
  const undoing = readings.undoing[operation.name]?.operation;
  if (undoing === undefined || resources.operations[undoing]?.deed !== "untag") return false;
  return takesAll(operation.model.operations[undoing], resources);
}

/** Puts the tags on a thing that a call gives, and takes off those that it takes. */
export function setTags(context: Context, thing: Thing): void {
  const { operation, input, resources, store, meaning } = context;
  const isUntag = meaning.deed === "untag";
  const isAnew = isUntag ? takesAll(operation, resources) : putsAll(context);
  const tags = new Map(isAnew ? [] : thing.tags);
  const taken = isUntag ? listTakenKeys : listNamedKeys;
  for (const key of taken(operation.input, input, resources.texts)) tags.delete(key);
  if (!isUntag)
    for (const [key, value] of listGivenTags(operation.input, input, resources.texts)) tags.set(key, value);
  store.put({ ...thing, tags });
}
