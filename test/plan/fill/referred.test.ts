// What a record refers to and does not hold: values and names of expressions, parameters without values, attributes.
import { describe, expect, test } from "bun:test";
import type { Structure } from "../../../src/aws/values.ts";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import type { Step } from "../../../src/plan/steps.ts";
import { planSteps } from "../../../src/plan/steps.ts";
import type { TrailEvent } from "../../../src/trail/record.ts";
import { makeEvent } from "../../replay/sample-event.ts";
import { makeStep } from "../make-step.ts";

const TEXT = { S: "placeholder" };
const NUMBER = { N: "1" };
const SET = { SS: ["placeholder"] };
const LIST = { L: [TEXT] };

const TABLE = {
  tableName: "Music",
  keySchema: [{ attributeName: "Artist", keyType: "HASH" }],
  attributeDefinitions: [
    { attributeName: "Artist", attributeType: "S" },
    { attributeName: "Year", attributeType: "N" },
    { attributeName: "Cover", attributeType: "B" },
  ],
};

type Calling = readonly [operation: string, parameters: unknown, changes?: Partial<TrailEvent>];

/** The steps of calls, [operation, parameters], of one account, decoded together and filled. */
async function fillAll(
  ...calls: readonly (readonly [string, unknown, Partial<TrailEvent>?])[]
): Promise<Step[]> {
  const events = calls.map(([operation, requestParameters, changes], ordinal) =>
    makeEvent({
      eventId: `e${ordinal}`,
      service: "dynamodb",
      operation,
      eventName: operation,
      requestParameters,
      ordinal,
      ...changes,
    }),
  );
  return fillPlaceholders(await planSteps(events));
}

function listPaths(step: Step | undefined): readonly string[] {
  return (step?.placeholders ?? []).map(({ path }) => path);
}

async function fillUpdate(text: string, ...before: readonly Calling[]): Promise<Structure> {
  const update = { tableName: "Music", key: { Artist: "Ann" }, updateExpression: text };
  const step = (await fillAll(...before, ["UpdateItem", update])).at(-1);
  const values = (step?.input["ExpressionAttributeValues"] ?? {}) as Structure;
  expect(listPaths(step)).toEqual(Object.keys(values).map((mark) => `ExpressionAttributeValues.${mark}`));
  return values;
}

describe("values of an expression", () => {
  test.each<[string, Structure]>([
    ["SET title = :t", { ":t": TEXT }],
    ["SET plays = plays + :n", { ":n": NUMBER }],
    ["SET plays = :n - plays", { ":n": NUMBER }],
    ["SET plays = if_not_exists(plays, :zero) + :one", { ":zero": NUMBER, ":one": NUMBER }],
    ["SET title = if_not_exists(title, :t)", { ":t": TEXT }],
    ["SET tags = list_append(tags, :l)", { ":l": LIST }],
    ["SET tags = list_append(if_not_exists(tags, :none), :l)", { ":none": LIST, ":l": LIST }],
    ["ADD plays :n", { ":n": NUMBER }],
    ["DELETE labels :s", { ":s": SET }],
    ["ADD plays :n, hits :m SET title = :t", { ":n": NUMBER, ":m": NUMBER, ":t": TEXT }],
    ["set title = :t remove other add plays :n", { ":t": TEXT, ":n": NUMBER }],
    ["SET a.b[0].c = :t, d = :t", { ":t": TEXT }],
    ["SET plays = (plays + :n)", { ":n": NUMBER }],
    ["REMOVE title", {}],
  ])("%s", async (text, values) => {
    expect(await fillUpdate(text)).toEqual(values);
  });

  test("types come from the table's definitions", async () => {
    const values = await fillUpdate("SET #y = :y, Cover = :c".replace("#y", "Year"), ["CreateTable", TABLE]);
    expect(values).toEqual({ ":y": NUMBER, ":c": { B: Buffer.from("placeholder") } });
  });

  test("and from an answer that describes the table", async () => {
    const answer = { tableDescription: TABLE };
    const values = await fillUpdate("SET Year = :y", ["UpdateTable", {}, { responseElements: answer }]);
    expect(values).toEqual({ ":y": NUMBER });
  });

  test("an attribute is of one type in all calls of its table, and of that only", async () => {
    const add = { tableName: "arn:aws:dynamodb:us-east-1:111122223333:table/Music", key: { Artist: "Bo" } };
    const call = ["UpdateItem", { ...add, updateExpression: "SET plays = plays + :n" }] as const;
    expect(await fillUpdate("SET plays = :zero", call)).toEqual({ ":zero": NUMBER });
    const other = ["UpdateItem", { ...add, tableName: "Other", updateExpression: "ADD plays :n" }] as const;
    expect(await fillUpdate("SET plays = :zero", other)).toEqual({ ":zero": TEXT });
    const deletes = ["UpdateItem", { ...add, updateExpression: "DELETE labels :n" }] as const;
    expect(await fillUpdate("ADD labels :more", deletes)).toEqual({ ":more": SET });
  });

  test.each<[string, Structure]>([
    ["attribute_not_exists(Artist)", {}],
    ["plays < :n", { ":n": NUMBER }],
    [":n >= plays", { ":n": NUMBER }],
    ["#p between :lo and :hi AND title = :t", { ":lo": NUMBER, ":hi": NUMBER, ":t": TEXT }],
    ["title IN (:a, :b) OR size(title) > :n", { ":a": TEXT, ":b": TEXT, ":n": NUMBER }],
    ["Year IN (:a, :b)", { ":a": NUMBER, ":b": NUMBER }],
    ["begins_with(title, :t) AND NOT contains(title, :u)", { ":t": TEXT, ":u": TEXT }],
    ["(plays <> :n) AND (NOT (plays > :m))", { ":n": NUMBER, ":m": NUMBER }],
  ])("a condition: %s", async (conditionExpression, values) => {
    const call = {
      tableName: "Music",
      key: { Artist: "Ann" },
      conditionExpression,
      expressionAttributeNames: { "#p": "plays" },
    };
    const step = (await fillAll(["CreateTable", TABLE], ["DeleteItem", call])).at(-1);
    expect(step?.input["ExpressionAttributeValues"] ?? {}).toEqual(values);
  });

  test("what is recorded stays, and what no expression refers to is not filled", async () => {
    const call = {
      tableName: "Music",
      key: { Artist: "Ann" },
      updateExpression: "SET title = :t",
      expressionAttributeValues: { ":t": { s: "Blue" } },
    };
    const step = (await fillAll(["UpdateItem", call])).at(-1);
    expect(step?.input["ExpressionAttributeValues"]).toEqual({ ":t": { S: "Blue" } });
    expect(listPaths(step)).toEqual([]);
  });

  test("inside a list of calls, each with its own table", async () => {
    const requestItems = [
      { operation: "Put", tableName: "Music", key: { Artist: "Ann" }, items: ["Artist", "Year"] },
      { operation: "Update", tableName: "Music", key: { Artist: "Bo" }, updateExpression: "SET Year = :y" },
      { operation: "Update", tableName: "Other", key: { Id: "1" }, updateExpression: "SET Year = :y" },
    ];
    const step = (await fillAll(["CreateTable", TABLE], ["TransactWriteItems", { requestItems }])).at(-1);
    expect(step?.input["TransactItems"]).toMatchObject([
      { Put: { Item: { Artist: { S: "Ann" }, Year: NUMBER } } },
      { Update: { ExpressionAttributeValues: { ":y": NUMBER } } },
      { Update: { ExpressionAttributeValues: { ":y": TEXT } } },
    ]);
    expect(listPaths(step)).toEqual([
      "TransactItems[0].Put.Item.Year",
      "TransactItems[1].Update.ExpressionAttributeValues.:y",
      "TransactItems[2].Update.ExpressionAttributeValues.:y",
    ]);
    expect(step?.unmatched).toEqual([]);
  });
});

test("a name that an expression refers to and the log lacks is itself without its mark", async () => {
  const call = { tableName: "Music", key: { Artist: "Ann" }, updateExpression: "SET #t = :t, #y = :y" };
  const named = { ...call, expressionAttributeNames: { "#y": "Year" } };
  const step = (await fillAll(["CreateTable", TABLE], ["UpdateItem", named])).at(-1);
  expect(step?.input["ExpressionAttributeNames"]).toEqual({ "#y": "Year", "#t": "t" });
  expect(step?.input["ExpressionAttributeValues"]).toEqual({ ":t": TEXT, ":y": NUMBER });
  expect(listPaths(step)).toContain("ExpressionAttributeNames.#t");
});

describe("attributes whose names the record holds", () => {
  const put = { tableName: "Music", key: { Artist: "Ann" } };

  test.each(["items", "item"])("PutItem's %s", async (member) => {
    const names = ["Artist", "Year", "Title", "plays"];
    const update = { ...put, updateExpression: "ADD plays :n" };
    const [, step] = await fillAll(
      ["CreateTable", TABLE],
      ["PutItem", { ...put, [member]: names }],
      ["UpdateItem", update],
    );
    expect(step?.input["Item"]).toEqual({ Artist: { S: "Ann" }, Year: NUMBER, Title: TEXT, plays: NUMBER });
    expect(listPaths(step)).toEqual(["Item.Year", "Item.Title", "Item.plays"]);
    expect(step?.unmatched).toEqual([]);
  });

  test("attributes that others are inside are maps and lists", async () => {
    const update = { ...put, updateExpression: "SET info.rating = :r, tracks[2] = :t" };
    const [step] = await fillAll(["PutItem", { ...put, items: ["info", "tracks"] }], ["UpdateItem", update]);
    expect(step?.input["Item"]).toEqual({ Artist: { S: "Ann" }, info: { M: {} }, tracks: LIST });
  });

  test("BatchWriteItem's items, whose table is a key around them", async () => {
    const requestItems = { Music: [{ putRequest: { key: { Artist: "Ann" }, items: ["Year"] } }] };
    const step = (await fillAll(["CreateTable", TABLE], ["BatchWriteItem", { requestItems }])).at(-1);
    expect(step?.input["RequestItems"]).toEqual({
      Music: [{ PutRequest: { Item: { Artist: { S: "Ann" }, Year: NUMBER } } }],
    });
    expect(listPaths(step)).toEqual(["RequestItems.Music[0].PutRequest.Item.Year"]);
  });

  test("before they are filled, a call has the recorded key only", async () => {
    const step = await makeStep("dynamodb", "PutItem", { ...put, items: ["Artist", "Title"] });
    expect(step.input["Item"]).toEqual({ Artist: { S: "Ann" } });
  });
});

describe("parameters without values", () => {
  const parameters = [{ parameterKey: "Password" }, { parameterKey: "Size", parameterValue: "2" }];

  test.each<[string, string, Structure, string]>([
    ["cloudformation", "CreateStack", { stackName: "web", parameters }, "Parameters[0].ParameterValue"],
    ["cloudformation", "UpdateStack", { stackName: "web", parameters }, "Parameters[0].ParameterValue"],
    ["cloudformation", "CreateChangeSet", { stackName: "web", parameters }, "Parameters[0].ParameterValue"],
    [
      "cloudformation",
      "CreateStackInstances",
      { stackSetName: "web", parameterOverrides: parameters },
      "ParameterOverrides[0].ParameterValue",
    ],
    [
      "servicecatalog",
      "ProvisionProduct",
      { productId: "prod-1", provisioningParameters: [{ key: "Password" }] },
      "ProvisioningParameters[0].Value",
    ],
    [
      "memorydb",
      "UpdateParameterGroup",
      { parameterGroupName: "g", parameterNameValues: [{ parameterName: "maxmemory" }] },
      "ParameterNameValues[0].ParameterValue",
    ],
  ])("%s %s", async (service, operation, recorded, path) => {
    const [step] = fillPlaceholders([await makeStep(service, operation, recorded)]);
    expect(listPaths(step)).toContain(path);
    expect(JSON.stringify(step?.input)).toContain('Value":"placeholder"');
  });

  test("one that keeps its value is left so, and one that is reset has none", async () => {
    const kept = { stackName: "web", parameters: [{ parameterKey: "Password", usePreviousValue: true }] };
    const reset = { dBParameterGroupName: "g", parameters: [{ parameterName: "max_connections" }] };
    const steps = fillPlaceholders([
      await makeStep("cloudformation", "UpdateStack", kept),
      await makeStep("rds", "ResetDBParameterGroup", reset),
    ]);
    expect(steps.flatMap(listPaths).filter((path) => path.startsWith("Parameters"))).toEqual([]);
  });
});
