// What EventBridge refuses, in its words.
import { expect, test } from "bun:test";
import { ACCOUNT, type Given, REGION, TestClient } from "../support/client.ts";

type Input = { readonly [name: string]: Given | undefined };
const client = new TestClient();
const arn = (service: string, name: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;

async function refused(name: string, input: Input): Promise<string> {
  const { Error: error } = await client.call("events", name, input);
  return error ? `${error.Code}: ${error.Message}` : "nothing";
}

const EventPattern = '{"source": ["shop"]}';
const QUEUE = arn("sqs", "queue");

test("rules", async () => {
  expect(await refused("PutRule", { Name: "r" })).toBe(
    "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.",
  );
  expect(await refused("PutRule", { Name: "r", EventPattern, EventBusName: "missing" })).toBe(
    "ResourceNotFoundException: Event bus missing does not exist.",
  );
  const scheduled = { Name: "r", ScheduleExpression: "rate(1 hour)", EventBusName: "other" };
  expect(await refused("PutRule", scheduled)).toBe(
    "ValidationException: ScheduleExpression is supported only on the default event bus.",
  );
  const long = JSON.stringify({ source: ["x".repeat(2100)] });
  expect(await refused("PutRule", { Name: "r", EventPattern: long })).toBe(
    "ValidationException: Parameter EventPattern for rule r exceeds limit of 2048.",
  );
  for (const name of ["DescribeRule", "EnableRule", "DisableRule"])
    expect(await refused(name, { Name: "r" })).toBe(
      "ResourceNotFoundException: Rule r does not exist on EventBus default.",
    );
  expect(await refused("ListTargetsByRule", { Rule: "r" })).toBe(
    "ResourceNotFoundException: Rule r does not exist on EventBus default.",
  );
  expect(await refused("DeleteRule", { Name: "r" })).toBe("nothing");
  expect(await refused("DeleteRule", { Name: "r", EventBusName: "missing" })).toBe(
    "ResourceNotFoundException: Event bus missing does not exist.",
  );
  await client.call("events", "PutRule", { Name: "kept", EventPattern });
  await client.call("events", "PutTargets", { Rule: "kept", Targets: [{ Id: "1", Arn: QUEUE }] });
  expect(await refused("DeleteRule", { Name: "kept" })).toBe(
    "ValidationException: Rule can't be deleted since it has targets.",
  );
});

test("a rule that is put again is replaced, but for its tags and targets", async () => {
  const Tags = [{ Key: "a", Value: "1" }];
  const first = { Name: "again", EventPattern, Description: "first", State: "DISABLED", Tags };
  await client.call("events", "PutRule", first);
  await client.call("events", "PutTargets", { Rule: "again", Targets: [{ Id: "1", Arn: QUEUE }] });
  await client.call("events", "PutRule", { Name: "again", ScheduleExpression: "rate(1 hour)" });
  const rule = await client.call("events", "DescribeRule", { Name: "again" });
  expect(rule).toMatchObject({ State: "ENABLED", ScheduleExpression: "rate(1 hour)" });
  expect(rule["EventPattern"]).toBeUndefined();
  expect(rule["Description"]).toBeUndefined();
  const { Targets } = await client.call("events", "ListTargetsByRule", { Rule: "again" });
  expect(Targets).toEqual([{ Id: "1", Arn: QUEUE }]);
  const given = { ResourceARN: arn("events", "rule/again") };
  expect((await client.call("events", "ListTagsForResource", given))["Tags"]).toEqual(Tags);
});

test("targets", async () => {
  await client.call("events", "PutRule", { Name: "t", EventPattern });
  const put = (...Targets: readonly Input[]) => refused("PutTargets", { Rule: "t", Targets });
  const target = { Id: "1", Arn: QUEUE };
  const words = async (more: Input) =>
    (await put({ ...target, ...more })).replace("ValidationException: ", "");
  expect(await words({ Arn: "queue" })).toBe(
    "Parameter queue is not valid. Reason: Provided Arn is not in correct format.",
  );
  expect(await words({ Arn: `${QUEUE}.fifo` })).toBe(
    "Parameter(s) SqsParameters must be specified for target: 1.",
  );
  const stream = arn("kinesis", "stream/s");
  expect(await words({ Arn: stream })).toBe(`RoleArn is required for target ${stream}.`);
  expect(await words({ EcsParameters: { TaskDefinitionArn: "t" } })).toBe(
    "Parameter(s) EcsParameters not supported for target: 1.",
  );
  expect(await words({ Input: "{}", InputPath: "$" })).toBe(
    "Only one of Input, InputPath, or InputTransformer must be provided for target 1.",
  );
  expect(await words({ InputPath: "detail" })).toBe("InputPath for target 1 is invalid.");
  expect(await words({ Input: "no JSON" })).toBe("JSON syntax error in input for target 1.");
  expect(await words({ InputTransformer: { InputTemplate: "[<aws.events.event.json>]" } })).toBe(
    "InputTemplate for target 1 contains placeholder aws.events.event.json valid only for JSON template.",
  );
  expect(await words({ DeadLetterConfig: { Arn: arn("sns", "topic") } })).toBe(
    "sns is not supported as a dead letter resource.",
  );
  expect(await put(target, target)).toBe(
    "ValidationException: Parameter targets is not valid. Reason: More than one target with Id '1' is provided.",
  );
  const many = Array.from({ length: 6 }, (_, at) => ({ Id: `t${at}`, Arn: QUEUE }));
  expect(await put(...many)).toBe(
    "LimitExceededException: The requested resource exceeds the maximum number allowed.",
  );
  expect(await put(...many.slice(0, 5))).toBe("nothing");
  expect(await put({ Id: "t0", Arn: arn("sqs", "another") })).toBe("nothing");
  expect(await put(target)).toBe(
    "LimitExceededException: The requested resource exceeds the maximum number allowed.",
  );
});

test("buses", async () => {
  expect(await refused("CreateEventBus", { Name: "default" })).toBe(
    "ResourceAlreadyExistsException: Event bus default already exists.",
  );
  expect(await refused("CreateEventBus", { Name: "a/b" })).toBe(
    "ValidationException: Event bus name must not contain '/'.",
  );
  expect(await refused("DeleteEventBus", { Name: "default" })).toBe(
    "ValidationException: Cannot delete event bus default.",
  );
  expect(await refused("DeleteEventBus", { Name: "missing" })).toBe("nothing");
  await client.call("events", "CreateEventBus", { Name: "full" });
  await client.call("events", "PutRule", { Name: "r", EventBusName: "full", EventPattern });
  expect(await refused("DeleteEventBus", { Name: "full" })).toBe(
    "ValidationException: EventBus can't be deleted since it has rules.",
  );
  expect(await refused("RemovePermission", { StatementId: "s" })).toBe(
    "ResourceNotFoundException: Statement with the provided id does not exist.",
  );
  const permission = { Action: "events:PutEvents", Principal: "222222222222", StatementId: "s" };
  expect(await refused("PutPermission", { ...permission, Action: "events:PutRule" })).toBe(
    "ValidationException: Provided value in parameter 'action' is not supported.",
  );
  expect(await refused("PutPermission", { Policy: "{" })).toBe(
    "ValidationException: This policy contains invalid Json",
  );
  await client.call("events", "PutPermission", permission);
  expect(await refused("RemovePermission", { StatementId: "t" })).toBe(
    "ResourceNotFoundException: Statement with the provided id does not exist.",
  );
});

test("archives and replays", async () => {
  const bus = arn("events", "event-bus/default");
  const archive = { ArchiveName: "a", EventSourceArn: bus };
  expect(await refused("CreateArchive", { ...archive, EventSourceArn: `${bus}s` })).toBe(
    "ResourceNotFoundException: Event bus defaults does not exist.",
  );
  expect(await refused("CreateArchive", { ...archive, EventPattern: "{}" })).toStartWith(
    "InvalidEventPatternException: Event pattern is not valid. Reason: Empty objects are not allowed",
  );
  expect(await refused("CreateArchive", archive)).toBe("nothing");
  expect(await refused("CreateArchive", archive)).toBe(
    "ResourceAlreadyExistsException: Archive a already exists.",
  );
  expect(await refused("ListArchives", { State: "ENABLED", NamePrefix: "a" })).toBe(
    "ValidationException: At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or NamePrefix.",
  );
  const replay = {
    ReplayName: "r",
    EventSourceArn: arn("events", "archive/a"),
    EventStartTime: new Date(1000),
    EventEndTime: new Date(2000),
    Destination: { Arn: bus },
  };
  const words = (more: Input) => refused("StartReplay", { ...replay, ...more });
  expect(await words({ Destination: { Arn: "invalid" } })).toBe(
    "ValidationException: Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.",
  );
  await client.call("events", "CreateEventBus", { Name: "other" });
  expect(await words({ Destination: { Arn: arn("events", "event-bus/other") } })).toBe(
    "ValidationException: Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.",
  );
  expect(await words({ EventEndTime: new Date(500) })).toBe(
    "ValidationException: Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.",
  );
  expect(await words({})).toBe("nothing");
  expect(await words({})).toBe("ResourceAlreadyExistsException: Replay r already exists.");
  expect(await refused("CancelReplay", { ReplayName: "r" })).toBe("nothing");
  expect(await refused("CancelReplay", { ReplayName: "r" })).toBe(
    "IllegalStatusException: Replay r is not in a valid state for this operation.",
  );
  // One that was told as completed is over.
  expect(await words({ ReplayName: "o" })).toBe("nothing");
  expect(await client.call("events", "DescribeReplay", { ReplayName: "o" })).toMatchObject({
    State: "COMPLETED",
  });
  expect(await refused("CancelReplay", { ReplayName: "o" })).toBe(
    "IllegalStatusException: Replay o is not in a valid state for this operation.",
  );
  expect(await refused("DescribeReplay", { ReplayName: "s" })).toBe(
    "ResourceNotFoundException: Replay s does not exist.",
  );
});

test("entries", async () => {
  const entry = { Source: "shop", DetailType: "t", Detail: "{}" };
  const codes = async (...Entries: readonly Input[]) => {
    const { Entries: told } = await client.call("events", "PutEvents", { Entries });
    return (told as readonly { readonly ErrorCode?: string }[]).map(({ ErrorCode }) => ErrorCode);
  };
  expect(
    await codes(
      entry,
      { ...entry, Detail: "[]" },
      { ...entry, Source: "aws.shop" },
      { ...entry, Detail: "" },
    ),
  ).toEqual([undefined, "MalformedDetail", "NotAuthorizedForSourceException", "InvalidArgument"]);
  // A bus that is not there is no fault.
  expect(await codes({ ...entry, EventBusName: "missing" })).toEqual([undefined]);
  const large = { ...entry, Detail: JSON.stringify({ a: "x".repeat(600_000) }) };
  expect(await refused("PutEvents", { Entries: [large, large] })).toBe(
    "ValidationException: Total size of the entries in the request is over the limit.",
  );
});

test("an archive's own rule has its pattern, and matches no replay", async () => {
  const bus = arn("events", "event-bus/default");
  await client.call("events", "CreateArchive", { ArchiveName: "own", EventSourceArn: bus, EventPattern });
  const Name = "Events-Archive-own";
  const pattern = async () =>
    JSON.parse(String((await client.call("events", "DescribeRule", { Name }))["EventPattern"]));
  expect(await pattern()).toEqual({ source: ["shop"], "replay-name": [{ exists: false }] });
  await client.call("events", "UpdateArchive", { ArchiveName: "own", EventPattern: '{"account": ["1"]}' });
  expect(await pattern()).toEqual({ account: ["1"], "replay-name": [{ exists: false }] });
  expect(await refused("DisableRule", { Name })).toStartWith("ManagedRuleException: ");
  await client.call("events", "DeleteArchive", { ArchiveName: "own" });
  expect(await refused("DescribeRule", { Name })).toStartWith("ResourceNotFoundException: ");
});

test("sources of partners are pending until a bus of their name stands", async () => {
  const partner = { account: "222222222222" };
  const Name = "aws.partner/shop.example/orders";
  expect(await refused("DescribeEventSource", { Name })).toBe(
    `ResourceNotFoundException: Event source ${Name} does not exist.`,
  );
  await client.call("events", "CreatePartnerEventSource", { Name, Account: ACCOUNT }, partner);
  const state = async () => (await client.call("events", "DescribeEventSource", { Name }))["State"];
  expect(await state()).toBe("PENDING");
  expect(await refused("CreateEventBus", { Name, EventSourceName: Name })).toBe("nothing");
  expect(await state()).toBe("ACTIVE");
  const source = arn("events", `event-bus/${Name}`);
  await client.call("events", "CreateArchive", { ArchiveName: "partner", EventSourceArn: source });
  const Entries = [{ Source: Name, DetailType: "t", Detail: "{}" }];
  const put = await client.call("events", "PutPartnerEvents", { Entries }, partner);
  expect(put["FailedEntryCount"]).toBe(0);
  const { EventCount } = await client.call("events", "DescribeArchive", { ArchiveName: "partner" });
  expect(EventCount).toBe(1);
  const { EventSources } = await client.call("events", "ListEventSources", { NamePrefix: "aws.partner/" });
  expect(EventSources).toMatchObject([{ Name, State: "ACTIVE", CreatedBy: "shop.example" }]);
  const asked = { EventSourceName: Name };
  const accounts = await client.call("events", "ListPartnerEventSourceAccounts", asked, partner);
  expect(accounts["PartnerEventSourceAccounts"]).toMatchObject([{ Account: ACCOUNT, State: "ACTIVE" }]);
});

test("what a connection shows is a secret, which changes and goes with it", async () => {
  const Name = "connection";
  const basic = { BasicAuthParameters: { Username: "u", Password: "p" } };
  await client.call("events", "CreateConnection", {
    Name,
    AuthorizationType: "BASIC",
    AuthParameters: basic,
  });
  const SecretId = String((await client.call("events", "DescribeConnection", { Name }))["SecretArn"]);
  const secret = async () =>
    (await client.call("secretsmanager", "GetSecretValue", { SecretId }))["SecretString"];
  expect(await secret()).toBe('{"username":"u","password":"p"}');
  const key = { ApiKeyAuthParameters: { ApiKeyName: "n", ApiKeyValue: "v" } };
  await client.call("events", "UpdateConnection", {
    Name,
    AuthorizationType: "API_KEY",
    AuthParameters: key,
  });
  expect(await secret()).toBe('{"api_key_name":"n","api_key_value":"v"}');
  const told = await client.call("events", "DescribeConnection", { Name });
  expect(told["AuthParameters"]).toEqual({ ApiKeyAuthParameters: { ApiKeyName: "n" } });
  await client.call("events", "DeleteConnection", { Name });
  expect(await secret()).toBeUndefined();
});
