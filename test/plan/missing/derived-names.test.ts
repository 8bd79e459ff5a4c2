// What names and ARNs tell of things that are made by derived recipes.
import { describe, expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, planCalls } from "./plan-calls.ts";

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;

async function listMade(calls: readonly Call[]) {
  const steps = await addPrerequisites(await planCalls(calls));
  return steps.filter(({ creation }) => creation);
}

function call(service: string, operation: string, parameters: unknown): Call {
  return { service, operation, parameters, second: 10 };
}

describe("what its name tells, and what its ARN does", () => {
  test("an ARN with nothing but a name in it is named, not minted", async () => {
    const [activity] = await listMade([
      call("stepfunctions", "DescribeActivity", { activityArn: arn("states", "activity:pack") }),
    ]);
    expect(activity?.input).toEqual({ name: "pack" });
    const [registry] = await listMade([
      call("glue", "GetRegistry", { registryId: { registryName: "events" } }),
    ]);
    expect(registry?.input).toEqual({ RegistryName: "events" });
  });

  test("what only reads call by an id is minted", async () => {
    const [key] = await listMade([call("apigateway", "GetApiKey", { apiKey: "z1y2x3w4v5" })]);
    expect(key?.operation.name).toBe("CreateApiKey");
    expect(key?.output).toMatchObject({ id: "z1y2x3w4v5" });
  });

  test("an id behind the name in an ARN is none of the name", async () => {
    const connection = `connection/partner/0a1b2c3d-1111-4222-8333-444455556666`;
    const [made] = await listMade([
      call("events", "CreateApiDestination", {
        name: "hook",
        connectionArn: arn("events", connection),
        invocationEndpoint: "https://partner.example/hook",
        httpMethod: "POST",
      }),
    ]);
    expect(made?.input).toMatchObject({ Name: "partner", AuthorizationType: "BASIC" });
    expect(made?.output).toMatchObject({ ConnectionArn: arn("events", connection) });
  });

  test("an ARN names what a thing stands in, too", async () => {
    const [stream, consumer] = await listMade([
      call("kinesis", "DescribeStreamConsumer", {
        consumerARN: arn("kinesis", "stream/trucks/consumer/router:1677836291"),
      }),
    ]);
    expect(stream?.input["StreamName"]).toBe("trucks");
    expect(consumer?.input).toEqual({ StreamARN: arn("kinesis", "stream/trucks"), ConsumerName: "router" });
  });
});

test("of two names of one thing, that which it is not known by is the same", async () => {
  const [, server] = await listMade([
    call("cognito-idp", "DescribeResourceServer", {
      userPoolId: "eu-west-1_Ab12Cd34E",
      identifier: "billing",
    }),
  ]);
  expect(server?.input).toMatchObject({ Identifier: "billing", Name: "billing" });
});

test.each<[string, Call, string, Record<string, unknown>]>([
  [
    "a rule on a bus",
    call("events", "ListTagsForResource", { resourceARN: arn("events", "rule/shop/placed") }),
    "PutRule",
    { Name: "placed", EventBusName: "shop" },
  ],
  [
    "a rule on the default one",
    call("events", "ListTagsForResource", { resourceARN: arn("events", "rule/placed") }),
    "PutRule",
    { Name: "placed" },
  ],
  [
    "a parameter in a path",
    call("ssm", "GetParameter", { name: arn("ssm", "parameter/bank/rate") }),
    "PutParameter",
    { Name: "/bank/rate" },
  ],
  [
    "a parameter by itself",
    call("ssm", "GetParameter", { name: arn("ssm", "parameter/rate") }),
    "PutParameter",
    { Name: "rate" },
  ],
  [
    "a version of a parameter",
    call("ssm", "GetParameter", { name: "/bank/key:3" }),
    "PutParameter",
    { Name: "/bank/key" },
  ],
])("%s", async (_, use, operation, input) => {
  const step = (await listMade([use])).find((one) => one.operation.name === operation);
  expect(step?.input).toMatchObject(input);
});

test("a schema stands in the registry that is named with it", async () => {
  const read = (schemaId: object) => listMade([call("glue", "GetSchema", { schemaId })]);
  const inputs = (await read({ schemaName: "truck", registryName: "fleet" })).map(({ input }) => input);
  expect(inputs).toMatchObject([
    { RegistryName: "fleet" },
    { SchemaName: "truck", RegistryId: { RegistryName: "fleet" } },
  ]);
  const [schema] = await read({ schemaName: "truck" });
  expect(schema?.input).not.toHaveProperty("RegistryId");
});
