/** What DynamoDB's queries hold attributes to: by expressions, in the form before these, and by statements of PartiQL. */
import { isStructure, type Structure, type Value } from "../../aws/values.ts";
import { findMembers } from "./find-members.ts";

/** What a query says of an attribute. */
export interface Condition {
  readonly name: string;
  /** S, N or B. */
  readonly type: string;
  /** Whether it is held to one value. */
  readonly isEqual: boolean;
}

/** A query of a table, or of one of its indexes. */
export interface Query {
  readonly index: string | undefined;
  readonly conditions: readonly Condition[];
  /** Whether a statement says it, whose conditions may also be on other attributes than keys. */
  readonly isStatement: boolean;
}

/** Whether an input is on a table. */
export function isOnTable({ TableName: named }: Structure, table: string): boolean {
  return typeof named === "string" && (named === table || named.endsWith(`/${table}`));
}

function tellType(given: Value | undefined): string {
  return (isStructure(given) ? Object.keys(given)[0] : undefined) ?? "S";
}

/** The conditions of a query in the form that was before expressions. */
function listOldConditions(conditions: Value | undefined): Condition[] {
  if (!isStructure(conditions)) return [];
  return Object.entries(conditions).flatMap(([name, condition]) => {
    if (!isStructure(condition)) return [];
    const { AttributeValueList: list, ComparisonOperator } = condition;
    const [given] = Array.isArray(list) ? (list as readonly Value[]) : [];
    return [{ name, type: tellType(given), isEqual: ComparisonOperator === "EQ" }];
  });
}

function listKeyConditions(input: Structure): Condition[] {
  const { KeyConditionExpression: text } = input;
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
  if (typeof text !== "string") return [];
  const found = text.matchAll(/(?<![#\w.-])([#\w.-]+)\s*(=|<=?|>=?|,|BETWEEN)\s*(:\w+)/gi);
  return [...found].map(([, key = "", sign, mark = ""]) => {
    const alias = isStructure(names) ? names[key] : undefined;
    const given = isStructure(values) ? values[mark] : undefined;
    return { name: typeof alias === "string" ? alias : key, type: tellType(given), isEqual: sign === "=" };
  });
}

const ON = /\b(?:from|update)\s+"?([\w.-]+?)"?(?:\."([\w.-]+)")?(?=\s|$)([\s\S]*)/i;
const WHERE = /\bwhere\b([\s\S]*)/i;
/** What is compared, and with what; names and marks of more than 255 characters are none. */
const HELD =
  /(?<![\w-])"?([\w-]{1,255})"?\s*(=|<=?|>=?|,|\bbetween\b)\s*(\?|\*{1,255}\([^)]{0,255}\)|'[^']*'|-?\d+)/gi;

/** What a statement of PartiQL asks of a table: values that it does not say, or the log hides, may be of any type. */
function readStatement(text: string, table: string): Query[] {
  const [, named, index, rest = ""] = ON.exec(text) ?? [];
  if (named !== table) return [];
  const conditions = [...(WHERE.exec(rest)?.[1] ?? "").matchAll(HELD)].map(
    ([, name = "", sign, value = ""]) => ({
      name,
      type: /^-?\d/.test(value) ? "N" : "S",
      isEqual: sign === "=",
    }),
  );
  return [{ index, conditions, isStatement: true }];
}

/** The queries of a table that an input holds. */
export function listQueries(input: Structure, table: string): readonly Query[] {
  if (!isOnTable(input, table)) {
    const texts = [...findMembers(input, "Statement")];
    return texts.flatMap((text) => (typeof text === "string" ? readStatement(text, table) : []));
  }
  const { IndexName: index } = input;
  const conditions = [...listOldConditions(input["KeyConditions"]), ...listKeyConditions(input)];
  return [
    { index: typeof index === "string" && index !== "" ? index : undefined, conditions, isStatement: false },
  ];
}
