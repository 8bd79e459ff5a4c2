/** What a call says of what its thing stands in. */
import type { Touch, Use } from "../order/touches.ts";

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
