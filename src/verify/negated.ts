/** Items by which a call says that there be no such thing: a device that an image would have. */
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { CompareRows } from "./readers.ts";

/** An item that is not to be there, without the member that says so; undefined for others. */
export function readNegated(
  { negated }: Pick<CompareRows, "negated">,
  path: string,
  item: Value,
): Structure | undefined {
  const negation = negated.find(({ list, member }) => {
    const isList = path === list || path.endsWith(`.${list}`);
    return isList && isStructure(item) && item[member] !== undefined && item[member] !== false;
  });
  if (!negation || !isStructure(item)) return undefined;
  return Object.assign(makeStructure(), item, { [negation.member]: undefined });
}
