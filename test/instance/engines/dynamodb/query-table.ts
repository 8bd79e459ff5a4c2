/** What tests of queries, indexes and scans begin with: a table by `id` and `sk`, and what fills and reads it. */
import { expect } from "bun:test";
import { BY_ID_AND_TIME, type Input, makeDynamo } from "./ask.ts";

export const TableName = "orders";

/** A name that no reserved word is. */
export const BY_TWO = JSON.parse(
  JSON.stringify(BY_ID_AND_TIME).replaceAll('"at"', '"sk"'),
) as typeof BY_ID_AND_TIME;

export async function makeTable(more: Input = {}) {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_TWO, ...more });
  return (name: string, input: Input = {}) => call(name, { TableName, ...input });
}

export type Call = Awaited<ReturnType<typeof makeTable>>;

export const OF_A = { KeyConditionExpression: "id = :id", ExpressionAttributeValues: { ":id": { S: "a" } } };

export function item(id: string, sk: number | string, more: Input = {}) {
  return { id: { S: id }, sk: { N: String(sk) }, ...more };
}

export async function fill(
  call: Call,
  ids: readonly string[],
  count: number,
  more: (sk: number) => Input = () => ({}),
) {
  for (const id of ids)
    for (let sk = 0; sk < count; sk++) await call("PutItem", { Item: item(id, sk, more(sk)) as never });
}

/** All items, page after page. */
export async function readAll(call: Call, name: string, input: Input) {
  const pages: Input[][] = [];
  let ExclusiveStartKey: Input | undefined;
  do {
    const page = await call(name, {
      ...input,
      ...(ExclusiveStartKey && { ExclusiveStartKey: ExclusiveStartKey as never }),
    });
    expect(typeof page).toBe("object");
    pages.push(page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return pages;
}

export const times = (items: readonly Input[]) =>
  items.map((one) => Number((one["sk"] as unknown as { N: string }).N));
