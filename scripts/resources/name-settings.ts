/**
 * Names what an account has one of in a region, which no member names and no resource type is of: the events that IoT sends,
 * what is backed up. One operation sets it and one that asks for nothing reads it, under the same words.
 */
import type { PackedModel } from "../../src/aws/model/types.ts";
import type { Deed, OperationMeaning } from "../../src/aws/resources/types.ts";
import { parseOperation } from "./words.ts";

const SETS: ReadonlySet<Deed> = new Set(["update", "put"]);
const USES: ReadonlySet<Deed> = new Set([...SETS, "read", "delete"]);

/** The words of an untyped operation whose members name nothing but other things; undefined of any other. */
function readSetting(name: string, { type, deed, input }: OperationMeaning): string | undefined {
  if (type !== undefined || !USES.has(deed) || input.some(({ part }) => part !== "reference"))
    return undefined;
  return parseOperation(name).noun.join("-");
}

/** Whether an operation takes nothing but how much it is to tell. */
function asksNothing({ operations, shapes }: PackedModel, name: string): boolean {
  const members = Object.values(shapes[operations[name]?.input?.shape ?? ""]?.members ?? {});
  return members.every(({ shape }) => shapes[shape]?.type === "boolean");
}

/** The operations of a service with the types of its settings. */
export function nameSettings(
  model: PackedModel,
  operations: Readonly<Record<string, OperationMeaning>>,
): Record<string, OperationMeaning> {
  const found = Object.entries(operations).flatMap(([name, meaning]) => {
    const type = readSetting(name, meaning);
    return type === undefined || type === "" ? [] : [{ name, meaning, type }];
  });
  const typed = [...Map.groupBy(found, ({ type }) => type)].flatMap(([type, all]) => {
    const isSet = all.some(({ meaning }) => SETS.has(meaning.deed));
    const isRead = all.some(({ name, meaning }) => meaning.deed === "read" && asksNothing(model, name));
    return isSet && isRead ? all.map(({ name, meaning }) => [name, { ...meaning, type }] as const) : [];
  });
  return { ...operations, ...Object.fromEntries(typed) };
}
