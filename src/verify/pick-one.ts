/** What a call that is about several things asks of one of them. */

import { withMembers } from "../aws/model/shape.ts";
import { readTexts } from "../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Asked } from "./expectations.ts";
import type { Reader } from "./fact.ts";
import type { LiveStep } from "./live.ts";
import type { Named } from "./named.ts";

/** Of the items of a list that each say which thing they are about, those about the thing that a read names. */
function pickItems({ input }: Asked, named: readonly Named[], used: ReadonlySet<string>) {
  const rows = named.filter(
    ({ row }) => row.side === "input" && row.steps.length === 3 && (row.part === "own" || row.kind === "arn"),
  );
  return rows.flatMap(({ row: { steps } }): [string, Value][] => {
    const [list = "", each, member = ""] = steps;
    const items = input[list];
    if (each !== "[]" || !Array.isArray(items)) return [];
    const mine = (items as readonly Value[]).filter(
      (item) => isStructure(item) && used.has(String(item[member])),
    );
    return mine.length === 0 ? [] : [[list, mine]];
  });
}

function withMine(input: Structure, mine: readonly [string, Value][]): Structure {
  return Object.assign(makeStructure(), input, Object.fromEntries(mine));
}

/** What the one item about a thing says is said of the thing: a rule's new place. */
function spreadOnly(asked: Asked, [[list, items] = ["", []], ...others]: readonly [string, Value][]): Asked {
  const shape = asked.ref?.members?.[list]?.member;
  const [item, ...more] = Array.isArray(items) ? (items as readonly Value[]) : [];
  if (!asked.ref || !shape?.members || !isStructure(item) || others.length + more.length > 0) return asked;
  const { [list]: _, ...left } = asked.input;
  const input = Object.assign(makeStructure(), left, item);
  return { ...asked, input, ref: withMembers(asked.ref, { ...asked.ref.members, ...shape.members }) };
}

/** What a call asks of the thing that a read names: it lists things, or is answered with a list of their ids. */
export function pickOne(asked: Asked, { output }: LiveStep, named: readonly Named[], reader: Reader): Asked {
  const used = new Set(reader.used.map(({ text }) => text));
  const mine = pickItems(asked, named, used);
  if (mine.length > 0) return spreadOnly({ ...asked, input: withMine(asked.input, mine) }, mine);
  const made = named.find(({ row, text }) => row.side === "output" && !row.isScalar && used.has(text));
  if (!made || made.row.type === undefined) return asked;
  const ids = readTexts(made.row.steps, output);
  const lists = new Set(
    named.flatMap(({ row }) =>
      row.side === "input" && row.type === made.row.type ? row.path.split("[].") : [],
    ),
  );
  const picked = Object.entries(asked.input).map(([name, value]) => {
    const isOfThem = lists.has(name) && Array.isArray(value) && value.length === ids.length;
    return [name, isOfThem ? [value[ids.indexOf(made.text)]] : value] as const;
  });
  return { ...asked, input: Object.assign(makeStructure(), Object.fromEntries(picked)) };
}
