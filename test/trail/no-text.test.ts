// What is to be a text may be an object whose own members leave it none: it is no record then, and nothing breaks.
import { expect, test } from "bun:test";
import { findRecords } from "../../src/trail/find-records.ts";
import { parseJson } from "../../src/trail/parse-json.ts";

const NONE = { toString: 1, valueOf: null };

test.each([
  ["OCSF", { api: { operation: "CreateQueue", service: { name: NONE } }, metadata: {} }],
  [
    "Elastic's form",
    {
      event: { action: "CreateQueue", provider: NONE },
      aws: { cloudtrail: { event_version: "1.09" } },
    },
  ],
  [
    "Athena's result set",
    {
      ResultSet: {
        ResultSetMetadata: { ColumnInfo: [{ Name: NONE }] },
        Rows: [{ Data: [{ VarCharValue: NONE }] }, { Data: [{ VarCharValue: NONE }] }],
      },
    },
  ],
  ["a result set without its columns", { ResultSet: { Rows: [{ Data: [{ VarCharValue: NONE }] }] } }],
])("%s", (_, document) => {
  const found = () => [...findRecords(parseJson(JSON.stringify(document)), parseJson)];
  expect(found).not.toThrow();
});
