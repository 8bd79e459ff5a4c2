/** Keys of maps that a service refuses while its model takes them. */
import type { Operation, Shape } from "../aws/model/types.ts";
import { isStructure, type Structure } from "../aws/values.ts";
import { matchesPattern } from "../base/pattern.ts";
import type { Fault } from "./fault.ts";
import { ROWS } from "./own-faults.ts";

const KEYS = Map.groupBy(
  ROWS.flatMap((row) =>
    row.kind === "keys"
      ? [{ row, but: new RegExp(row.but), pattern: new RegExp(`^(?:${row.pattern})$`) }]
      : [],
  ),
  ({ row }) => row.service,
);
type KeyRule = NonNullable<ReturnType<typeof KEYS.get>>[number];
const NONE: readonly never[] = [];

function writeJson(map: Structure): string {
  return JSON.stringify(map, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
  );
}

function listBadKeysOf({ row, but, pattern }: KeyRule, input: Structure): Fault[] {
  const map = input[row.member];
  if (!isStructure(map)) return [];
  const isBad = (key: string) =>
    !but.test(key) && (key.length < row.least || key.length > row.most || !pattern.test(key));
  if (!Object.keys(map).some(isBad)) return [];
  const keys: Shape = { name: "", type: "string", min: row.least, max: row.most, pattern: row.words };
  const constraint = { kind: "pattern", pattern: row.words } as const;
  return [{ path: [{ member: row.member }], value: writeJson(map), constraint, keys }];
}

/** What is wrong with the keys of an input's maps; beside other faults, or not. */
export function listBadKeys(operation: Operation, input: Structure, hasOthers: boolean): readonly Fault[] {
  const rules = KEYS.get(operation.model.service);
  return rules === undefined ? NONE : listByRules(rules, operation, input, hasOthers);
}

function listByRules(
  rules: readonly KeyRule[],
  { name }: Operation,
  input: Structure,
  hasOthers: boolean,
): readonly Fault[] {
  return rules.flatMap((rule) => {
    const { operations, yields } = rule.row;
    const isTold = matchesPattern(operations, name) && !(yields && hasOthers);
    return isTold ? listBadKeysOf(rule, input) : [];
  });
}
