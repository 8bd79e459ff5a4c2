/** What stands in a thing, in the lists of the structure that tells it. */
import { listMembers } from "../../aws/model/shape.ts";
import type { Shape } from "../../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import type { Thing } from "../store.ts";
import type { Context } from "./context.ts";
import { fitValue } from "./fit-value.ts";
import { preset } from "./presets.ts";
import { tellState } from "./states.ts";

/** Of a structure's lists, the one whose items have most of what a thing inside it was made with; undefined for none. */
function chooseList(shape: Shape, { members, chain }: Thing): readonly [string, Structure] | undefined {
  // What it stands in is named in many lists.
  const countOwn = (item: Structure) => Object.values(item).filter((value) => value !== chain.at(-2)).length;
  // What it is may be given in one structure, with nothing beside that but names: the rule of a set of rules.
  const [inner, ...more] = Object.values(members).filter((value) => typeof value === "object");
  const given = [members, ...(isStructure(inner) && more.length === 0 ? [inner] : [])];
  const fitting = listMembers(shape).flatMap(([name, { member }]) =>
    given.flatMap((one) => {
      const item = member?.type === "structure" ? fitValue(member, one) : undefined;
      // Half of what is known of it, or it is something else that has a member of the same name.
      const isMeant = isStructure(item) && Object.keys(item).length * 2 >= Object.keys(one).length;
      return isMeant && Object.keys(one).length > 0 ? [[name, item] as const] : [];
    }),
  );
  const [best] = fitting.toSorted(([, a], [, b]) => countOwn(b) - countOwn(a));
  return best;
}

/** What stands in a thing, as the lists of its structure have it: the routes of a table, the attachments of a gateway. */
export function placeInner(context: Context, thing: Thing, shape: Shape): Map<string, Value[]> {
  const { store, operation } = context;
  const lists = new Map<string, Value[]>();
  for (const inner of store.listInner(thing)) {
    const [name, item] = chooseList(shape, inner) ?? [];
    if (name === undefined || item === undefined) continue;
    const members = shape.members?.[name]?.member;
    const told = members ? preset(context, inner, members, item) : item;
    const states = listMembers(members).flatMap(([state]) => {
      const text =
        members && told[state] === undefined ? tellState(operation.model, members, state, false) : undefined;
      return text === undefined ? [] : [[state, text] as const];
    });
    lists
      .getOrInsertComputed(name, () => [])
      .push(Object.assign(makeStructure(), Object.fromEntries(states), told));
  }
  return lists;
}
