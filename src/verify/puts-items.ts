/** Which calls put items to others that another call takes back one by one: rules of a group, targets of a rule. */
import type { Deed } from "../aws/resources/types.ts";
import type { Knowledge } from "./knowledge.ts";

const PUTTING: ReadonlySet<Deed> = new Set<Deed>(["attach", "put"]);

/** Whether each such call is a fact of its own, since what it put can be there without what others did. */
export function putsItems({ operation, deed, undoing }: Knowledge): boolean {
  if (!PUTTING.has(deed) || !undoing) return false;
  const isList = (members = operation.input?.members, name = "") => members?.[name]?.type === "list";
  return undoing.members.some(
    ({ member, sources }) =>
      isList(undoing.operation.input?.members, member) &&
      sources.some(
        (source) =>
          "path" in source && source.path.side === "input" && isList(undefined, source.path.steps[0]),
      ),
  );
}
