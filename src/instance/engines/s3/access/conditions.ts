/**
 * Whether the conditions of a policy hold: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { ownRows } from "../../../../base/own-rows.ts";
import { fits } from "../../../../base/pattern.ts";

/** What is known of a request, by the keys of conditions in small letters. A key that is known has no values where it is absent. */
export type KeyValues = (key: string) => readonly string[] | undefined;

type Compare = (wanted: string, found: string) => boolean;

const byNumber =
  (holds: (found: number, wanted: number) => boolean): Compare =>
  (wanted, found) =>
    holds(Number(found), Number(wanted));

const byDate =
  (holds: (found: number, wanted: number) => boolean): Compare =>
  (wanted, found) =>
    holds(Date.parse(found), /^\d+$/.test(wanted) ? Number(wanted) * 1000 : Date.parse(wanted));

const isSame: Compare = (wanted, found) => wanted === found;
const isSameWord: Compare = (wanted, found) => wanted.toLowerCase() === found.toLowerCase();

/** By the names of operators without `Not`, in small letters. */
const COMPARES: Readonly<Record<string, Compare>> = ownRows({
  stringequals: isSame,
  stringequalsignorecase: isSameWord,
  stringlike: fits,
  arnequals: fits,
  arnlike: fits,
  bool: isSameWord,
  numericequals: byNumber((found, wanted) => found === wanted),
  numericlessthan: byNumber((found, wanted) => found < wanted),
  numericlessthanequals: byNumber((found, wanted) => found <= wanted),
  numericgreaterthan: byNumber((found, wanted) => found > wanted),
  numericgreaterthanequals: byNumber((found, wanted) => found >= wanted),
  dateequals: byDate((found, wanted) => found === wanted),
  datelessthan: byDate((found, wanted) => found < wanted),
  datelessthanequals: byDate((found, wanted) => found <= wanted),
  dategreaterthan: byDate((found, wanted) => found > wanted),
  dategreaterthanequals: byDate((found, wanted) => found >= wanted),
});

const OPERATOR = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/;

function listWanted(value: unknown): readonly string[] {
  return [value].flat().map((one) => String(one));
}

/** Whether one condition holds; undefined where that is not known. */
function holds(operator: string, found: readonly string[], value: unknown): boolean | undefined {
  const [, set, name = "", ifExists] = OPERATOR.exec(operator.toLowerCase()) ?? [];
  const wanted = listWanted(value);
  if (name === "null") return wanted.some((one) => (found.length === 0) === (one.toLowerCase() === "true"));
  const isNot = name.includes("not");
  const compare = COMPARES[isNot ? name.replace("not", "") : name];
  if (!compare) return undefined;
  if (found.length === 0) return isNot || ifExists !== undefined || set === "forallvalues";
  const isOne = (one: string) => wanted.some((want) => compare(want, one)) !== isNot;
  return set === "foranyvalue" || (set === undefined && !isNot) ? found.some(isOne) : found.every(isOne);
}

/** Whether all conditions of a statement hold; undefined where that is not known. */
export function holdAll(conditions: unknown, facts: KeyValues): boolean | undefined {
  if (conditions === undefined) return true;
  if (typeof conditions !== "object" || conditions === null) return undefined;
  let isKnown = true;
  for (const [operator, keys] of Object.entries(conditions as Readonly<Record<string, unknown>>)) {
    if (typeof keys !== "object" || keys === null) return undefined;
    for (const [key, value] of Object.entries(keys as Readonly<Record<string, unknown>>)) {
      const found = facts(key.toLowerCase());
      const held = found && holds(operator, found, value);
      if (held === false) return false;
      if (held === undefined) isKnown = false;
    }
  }
  return isKnown ? true : undefined;
}
