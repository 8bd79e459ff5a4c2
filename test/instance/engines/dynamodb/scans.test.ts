// Scans of tables, by pages and by segments.
import { describe, expect, test } from "bun:test";
import type { Input } from "./ask.ts";
import { fill, makeTable, readAll } from "./query-table.ts";

describe("a scan", () => {
  test("tells every item once, by segments, by pages, in the order of hashes", async () => {
    const call = await makeTable();
    const ids = Array.from({ length: 40 }, (_, index) => `item ${index}`);
    await fill(call, ids, 1);
    const whole = (await call("Scan")).Items as Input[];
    const name = (items: readonly Input[]) => items.map((one) => (one["id"] as unknown as { S: string }).S);
    expect(name(whole).toSorted()).toEqual(ids.toSorted());
    expect(name((await readAll(call, "Scan", { Limit: 7 })).flat())).toEqual(name(whole));
    for (const TotalSegments of [2, 7, 5000]) {
      const segments = [];
      for (let Segment = 0; Segment < Math.min(TotalSegments, 8); Segment++)
        segments.push(...(await readAll(call, "Scan", { Segment, TotalSegments, Limit: 3 })).flat());
      if (TotalSegments < 8) expect(name(segments)).toEqual(name(whole));
    }
  });

  test.each([
    [
      { Segment: 1 },
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    ],
    [
      { TotalSegments: 2 },
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    ],
    [
      { Segment: 2, TotalSegments: 2 },
      "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2",
    ],
    [
      { Select: "SPECIFIC_ATTRIBUTES" },
      "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    ],
    [
      { Select: "COUNT", ProjectionExpression: "a" },
      "Cannot specify the ProjectionExpression when choosing to get only the Count",
    ],
    [
      { Select: "ALL_PROJECTED_ATTRIBUTES" },
      "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
    ],
    [
      { AttributesToGet: ["a", "b", "a"] },
      "One or more parameter values were invalid: Duplicate value in attribute name: a",
    ],
    [
      { ExclusiveStartKey: { id: { S: "a" } } },
      "The provided starting key is invalid: The provided key element does not match the schema",
    ],
    [{ ConditionalOperator: "OR" }, "ConditionalOperator cannot be used without Filter or Expected"],
  ])("%#: is refused", async (input, message) => {
    const call = await makeTable();
    expect(await call("Scan", input as Input)).toBe(`ValidationException: ${message}`);
  });
});
