/** What the model table keeps of services and operations that newer releases of botocore have no longer. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../scripts/lib/botocore-data.ts";
import { root } from "../../scripts/lib/python.ts";
import { listReleases, mergeRetired } from "../../scripts/lib/retired.ts";
import { hashSources, readKept } from "../../scripts/lib/retired-file.ts";
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";

function makeModel(operations: Json, shapes: Json, metadata: Json = {}): Json {
  return { metadata: { protocol: "json", apiVersion: "1", ...metadata }, operations, shapes };
}

const TEXT = { type: "string" };
const GONE = { name: "Gone", http: { method: "POST", requestUri: "/" }, input: { shape: "Input" } };

function structure(...members: string[]): Json {
  return { type: "structure", members: Object.fromEntries(members.map((name) => [name, { shape: "Text" }])) };
}

test("an operation that is gone comes back with the shapes it needs and the release it is from", () => {
  const newer = makeModel({ Stays: {} }, { Text: { ...TEXT, max: 5 } });
  const older = makeModel({ Stays: {}, Gone: GONE }, { Text: TEXT, Input: structure("A"), Other: TEXT });
  const { model, kept, leftOut } = mergeRetired(newer, older, "1.2.3");
  expect({ kept, leftOut }).toEqual({ kept: ["Gone"], leftOut: [] });
  expect(model["operations"]).toEqual({ Stays: {}, Gone: { ...GONE, retired: "1.2.3" } });
  expect(model["shapes"]).toEqual({ Text: { ...TEXT, max: 5 }, Input: structure("A") });
});

test("a shape that only gained optional members stands for what it was", () => {
  const newer = makeModel({}, { Text: TEXT, Input: structure("A", "B") });
  const older = makeModel({ Gone: GONE }, { Text: TEXT, Input: structure("A") });
  expect(mergeRetired(newer, older, "1").kept).toEqual(["Gone"]);
});

test.each([
  ["lost a member", structure("B"), {}],
  ["demands more", { ...structure("A"), required: ["A"] }, {}],
  ["is of another type", { type: "list", member: { shape: "Text" } }, {}],
  ["has another payload", { ...structure("A"), payload: "A" }, {}],
  ["is of another protocol's API", structure("A"), { protocol: "rest-json" }],
  ["is of another version", structure("A"), { apiVersion: "2" }],
  ["is of another target", structure("A"), { targetPrefix: "X" }],
])("an operation whose shape %s is left out", (_, input, metadata) => {
  const newer = makeModel({}, { Text: TEXT, Input: input }, metadata);
  const older = makeModel({ Gone: GONE }, { Text: TEXT, Input: structure("A") });
  expect(mergeRetired(newer, older, "1")).toEqual({ model: newer, kept: [], leftOut: ["Gone"] });
});

test("every service that is kept is in the table, marked with a release of the list", async () => {
  const releases = listReleases(readFileSync(join(root, "scripts/python/botocore-retired.txt"), "utf8"));
  const known = new Set(releases.map(({ release }) => release));
  const kept = new Set(Object.keys(readKept().files).map((path) => path.replace(/\/.*/, "")));
  expect(kept.size).toBeGreaterThan(0);
  for (const service of kept) {
    const { metadata, operations } = await loadModel(service);
    const marks = [metadata.retired, ...Object.values(operations).map(({ retired }) => retired)].filter(
      Boolean,
    );
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.filter((mark) => mark === undefined || !known.has(mark))).toEqual([]);
  }
});

test("what is kept was made from these lists and by this code; `npm run models` makes it anew", () => {
  expect(readKept().madeFrom).toBe(hashSources());
});

test("what AWS retired has been counted", async () => {
  const { services } = await loadIndex();
  const retired = services.filter((row) => row.retired !== undefined);
  expect(retired.length).toBe(34);
  expect(retired.find(({ service }) => service === "iotevents")?.retired).toBe("1.43.11");
  const models = await Promise.all(services.map(({ service }) => loadModel(service)));
  const dropped = models.flatMap(({ operations }) => Object.values(operations).filter((one) => one.retired));
  expect(dropped.length).toBe(171);
});
