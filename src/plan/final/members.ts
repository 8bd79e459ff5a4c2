/** What a call says of what its thing stands in. */
import { isObject } from "../../base/values.ts";
import type { Touch, Use } from "../order/touches.ts";

/** How many things a call may ask for at once: the items of its longest list, those of lists inside counted one by one. */
export function countAsked(input: object): number {
  const count = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + Math.max(1, count(item)), 0);
    if (!isObject(value)) return 0;
    return Object.values(value).reduce((sum: number, item) => sum + count(item), 0);
  };
  return Math.max(0, ...Object.values(input).map(count));
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

/** The uses of what a call's thing stands in. */
export function listContainers({ uses }: Touch): readonly Use[] {
  return keepWhole(
    uses.filter(
      ({ isContainer, isOwn, isLinked, isJoined, isAround }) =>
        isContainer && !isOwn && !isLinked && !isJoined && !isAround,
    ),
  );
}
