/** Linked models: what stands in the place of a reference, in a small model and in the table's. */
import { expect, test } from "bun:test";
import { linkModel } from "../../../src/aws/model/link.ts";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import type { PackedShape, Shape } from "../../../src/aws/model/types.ts";

function linkInput(shapes: Record<string, PackedShape>, shape = "Input"): Shape | undefined {
  const model = linkModel({
    service: "test",
    metadata: { protocol: "rest-xml", apiVersion: "1", endpointPrefix: "test", serviceId: "Test" },
    operations: { Test: { name: "Test", http: { method: "GET", requestUri: "/" }, input: { shape } } },
    shapes: { Text: { type: "string" }, Time: { type: "timestamp", timestampFormat: "iso8601" }, ...shapes },
  });
  return model.operations["Test"]?.input;
}

test("a member has its shape's facts and traits, and its own traits on top", () => {
  const members = {
    plain: { shape: "Time" },
    own: { shape: "Time", location: "header", locationName: "x-time", timestampFormat: "rfc822" },
  } as const;
  const input = linkInput({ Input: { type: "structure", members } });
  expect(input?.members?.["plain"]).toMatchObject({
    name: "Time",
    type: "timestamp",
    timestampFormat: "iso8601",
  });
  const { name, type, location, timestampFormat } = input?.members?.["own"] ?? {};
  expect({ name, type, location, timestampFormat }).toEqual({
    name: "Time",
    type: "timestamp",
    location: "header",
    timestampFormat: "rfc822",
  });
  expect(input?.members?.["plain"]?.location).toBeUndefined();
});

test("a shape can hold itself, by members, lists and maps, with traits and without", () => {
  const input = linkInput({
    Input: {
      type: "structure",
      members: {
        self: { shape: "Input", locationName: "me" },
        list: { shape: "List" },
        map: { shape: "Map" },
      },
    },
    List: { type: "list", member: { shape: "Input", locationName: "item" } },
    Map: { type: "map", key: { shape: "Text" }, value: { shape: "Map" } },
  });
  const self = input?.members?.["self"];
  expect(self?.locationName).toBe("me");
  expect(self?.members).toBe(input?.members);
  expect(input?.members?.["list"]?.member?.members).toBe(input?.members);
  expect(input?.members?.["list"]?.member?.locationName).toBe("item");
  const map = input?.members?.["map"];
  expect(map?.value).toBe(map);
});

test("a structure's own name is for the root of a document only", () => {
  const members = { inner: { shape: "Inner" }, named: { shape: "Inner", locationName: "n" } };
  const inner = { type: "structure", locationName: "Root", members: {} } as const;
  const input = linkInput({ Input: { type: "structure", members }, Inner: inner });
  expect(input?.members?.["inner"]?.locationName).toBeUndefined();
  expect(input?.members?.["inner"]?.rootName).toBe("Root");
  expect(input?.members?.["named"]?.locationName).toBe("n");
});

test("names of Object's own are no members and no operations", async () => {
  const input = linkInput({ Input: { type: "structure", members: {} } });
  expect(input?.members?.["constructor"]).toBeUndefined();
  expect((await loadModel("sqs")).operations["toString"]).toBeUndefined();
});

test("an operation gives the same shape each time, and knows its API", async () => {
  const model = await loadModel("dynamodb");
  const operation = model.operations["PutItem"];
  expect(operation?.input).toBe(operation?.input as Shape);
  expect(operation?.errors).toBe(operation?.errors as Shape[]);
  expect(operation?.model).toBe(model);
  const value = operation?.input?.members?.["Item"]?.value;
  expect(value?.members?.["L"]?.member?.members).toBe(value?.members);
});

test("a name without a shape is an error that says which", () => {
  expect(() => linkInput({}, "Missing")).toThrow(new RangeError("no shape Missing in test"));
});

test("all of the table links", async () => {
  let shapes = 0;
  for (const { service } of (await loadIndex()).services) {
    for (const { input, output, errors = [] } of Object.values((await loadModel(service)).operations)) {
      shapes += [input, output, ...errors].filter((shape) => shape !== undefined).length;
    }
  }
  expect(shapes).toBeGreaterThan(50_000);
}, 300_000);
