/** What a call says of its thing by which member: what that stands in, and whether the call names several at once. */
import type { Operation } from "../../aws/model/types.ts";
import { type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { OrderedStep } from "../order/order.ts";
import type { Use } from "../order/touches.ts";

interface Members {
  readonly containers: readonly (readonly PathStep[])[];
  readonly own: readonly (readonly PathStep[])[];
  /** What else is named by a list, one of several. */
  readonly listed: readonly (readonly PathStep[])[];
}

const members = new WeakMap<Operation, Members>();

function findMembers(operation: Operation): Members {
  return members.getOrInsertComputed(operation, ({ model, name }) => {
    const { input } = findMeaning(model.service, name);
    const listed = input.filter(({ path, part }) => part !== "own" && path.includes("[]"));
    const list = (part: string) =>
      input.filter((one) => one.part === part).map(({ path }) => parsePath(path));
    return {
      containers: list("container"),
      own: list("own"),
      listed: listed.map(({ path }) => parsePath(path)),
    };
  });
}

/** Of uses by one text the first: what comes behind it are parts of the name. */
export function keepWhole(uses: readonly Use[]): readonly Use[] {
  const told = new Set<string>();
  return uses.filter(({ text, type }) => {
    const name = `${text}\n${type}`;
    if (told.has(name)) return false;
    told.add(name);
    return true;
  });
}

/** The uses of what a step's thing stands in, by the members that name it. */
export function listContainers({ operation, input, touch }: OrderedStep): readonly Use[] {
  const { containers } = findMembers(operation);
  if (containers.length === 0) return [];
  const texts = new Set(containers.flatMap((path) => readTexts(path, input)));
  const around = touch.uses.filter(
    ({ text, isOwn, isLinked, isJoined, isAround }) =>
      texts.has(text) && !isOwn && !isLinked && !isJoined && !isAround,
  );
  return keepWhole(around);
}

/** Whether a step is about several things, each by a name of its own, and not about one by all its names. */
export function namesSeveral({ operation, input }: OrderedStep): boolean {
  return findMembers(operation).own.some((path) => new Set(readTexts(path, input)).size > 1);
}

/** The texts in a step that lists have beside others, so that the step is about more than the one. */
export function listListed({ operation, input }: OrderedStep): ReadonlySet<string> {
  return new Set(findMembers(operation).listed.flatMap((path) => readTexts(path, input)));
}
