// Paths of paginators and waiters, read from answers.
import { expect, test } from "bun:test";
import { isPath, readAnswerPath } from "../../../src/aws/model/answer-path.ts";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";

const output = {
  Token: "t",
  Empty: null,
  List: {
    NextMarker: "m",
    Items: [
      { Key: "a", Tags: [{ Value: 1 }] },
      { Key: "b", Tags: [] },
    ],
  },
};

test.each([
  ["Token", ["t"]],
  ["List.NextMarker", ["m"]],
  ["List.Items[-1].Key", ["b"]],
  ["List.Items[0].Key", ["a"]],
  ["List.Items[9].Key", []],
  ["List.Items[].Key", ["a", "b"]],
  ["List.Items[].Tags[].Value", [1]],
  ["Missing || List.Items[-1].Key", ["b"]],
  ["Token || List.NextMarker", ["t"]],
  ["Empty", []],
  ["Token.Further", []],
  ["length(List.Items)", []],
])("%s", (path, values) => {
  expect(readAnswerPath(path, output)).toEqual(values);
});

test("no paginator says more than is understood", async () => {
  const odd: string[] = [];
  for (const { service } of (await loadIndex()).services) {
    for (const { name, pagination } of Object.values((await loadModel(service)).operations)) {
      const { outputTokens = [], moreResults } = pagination ?? {};
      const paths = [...outputTokens, ...(moreResults === undefined ? [] : [moreResults])];
      if (!paths.every(isPath)) odd.push(`${service} ${name}`);
    }
  }
  expect(odd).toEqual([]);
  expect(isPath("length(Items) > `0`")).toBe(false);
});
