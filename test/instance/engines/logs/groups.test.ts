// Log groups, their filters and what else stands in CloudWatch Logs.
import { expect, test } from "bun:test";
import { ACCOUNT, type Given, REGION, START, TestClient } from "../support/client.ts";

/** What tests read of answers. */
type Answer = ReturnType<typeof JSON.parse>;

function make() {
  const client = new TestClient();
  const call = (name: string, input: Record<string, Given | undefined> = {}): Promise<Answer> =>
    client.call("logs", name, input);
  return { client, call };
}

const names = ({ logGroups }: Answer) => logGroups.map((one: Answer) => one.logGroupName);

test("groups are told by their names, by beginnings, parts, classes and ARNs, in pages", async () => {
  const { call } = make();
  for (const logGroupName of ["/b/two", "/a/one", "/a/two"])
    await call("CreateLogGroup", {
      logGroupName,
      ...(logGroupName === "/b/two" && { logGroupClass: "INFREQUENT_ACCESS" }),
    });
  const list = async (input: Record<string, Given> = {}) => names(await call("DescribeLogGroups", input));
  expect(await list()).toEqual(["/a/one", "/a/two", "/b/two"]);
  expect(await list({ logGroupNamePrefix: "/a" })).toEqual(["/a/one", "/a/two"]);
  expect(await list({ logGroupNamePattern: "two" })).toEqual(["/a/two", "/b/two"]);
  expect(await list({ logGroupClass: "INFREQUENT_ACCESS" })).toEqual(["/b/two"]);
  const arn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/a/one`;
  expect(await list({ logGroupIdentifiers: [arn, "/b/two", "none"] })).toEqual(["/a/one", "/b/two"]);
  const first = await call("DescribeLogGroups", { limit: 2 });
  expect(await list({ limit: 2, nextToken: first.nextToken })).toEqual(["/b/two"]);
  expect(names(await call("ListLogGroups", { logGroupNamePattern: "^/a/|/b/t" }))).toEqual([
    "/a/one",
    "/a/two",
    "/b/two",
  ]);
  const both = await call("DescribeLogGroups", { logGroupNamePrefix: "a", logGroupNamePattern: "b" });
  expect(both.Error.Code).toBe("InvalidParameterException");
});

test("names that are taken and names of nothing are refused in AWS's words", async () => {
  const { call } = make();
  const group = { logGroupName: "g" };
  const stream = { ...group, logStreamName: "s" };
  const message = async (name: string, input: Record<string, Given>) => {
    const { Error: error } = await call(name, input);
    return `${error.Code}: ${error.Message}`;
  };
  const absent = "ResourceNotFoundException: The specified log group does not exist.";
  for (const [name, input] of [
    ["CreateLogStream", stream],
    ["DeleteLogGroup", group],
    ["DescribeLogStreams", group],
    ["PutRetentionPolicy", { ...group, retentionInDays: 3 }],
    ["DeleteRetentionPolicy", group],
    ["ListTagsLogGroup", group],
    ["GetLogEvents", stream],
    ["FilterLogEvents", group],
    ["DescribeMetricFilters", group],
    ["DescribeSubscriptionFilters", group],
  ] as const)
    expect([name, await message(name, input)]).toEqual([name, absent]);
  await call("CreateLogGroup", group);
  expect(await message("CreateLogGroup", group)).toBe(
    "ResourceAlreadyExistsException: The specified log group already exists",
  );
  expect(await message("DeleteLogStream", stream)).toBe(
    "ResourceNotFoundException: The specified log stream does not exist.",
  );
  await call("CreateLogStream", stream);
  expect(await message("CreateLogStream", stream)).toBe(
    "ResourceAlreadyExistsException: The specified log stream already exists",
  );
  for (const [name, what] of [
    ["DeleteMetricFilter", "metric filter"],
    ["DeleteSubscriptionFilter", "subscription filter"],
  ] as const)
    expect(await message(name, { ...group, filterName: "f" })).toBe(
      `ResourceNotFoundException: The specified ${what} does not exist.`,
    );
});

test("a group keeps events for as long as AWS lets it, has a key, and may be protected", async () => {
  const { call } = make();
  const logGroupName = "g";
  await call("CreateLogGroup", { logGroupName });
  const tell = async () => (await call("DescribeLogGroups")).logGroups[0];
  expect((await call("PutRetentionPolicy", { logGroupName, retentionInDays: 2 })).Error.Message).toContain(
    "Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [1, 3,",
  );
  await call("PutRetentionPolicy", { logGroupName, retentionInDays: 7 });
  expect((await tell()).retentionInDays).toBe(7);
  await call("DeleteRetentionPolicy", { logGroupName });
  expect(await tell()).not.toContainKey("retentionInDays");
  const kmsKeyId = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`;
  await call("AssociateKmsKey", { logGroupName, kmsKeyId });
  expect((await tell()).kmsKeyId).toBe(kmsKeyId);
  await call("DisassociateKmsKey", { logGroupName });
  expect(await tell()).not.toContainKey("kmsKeyId");
  await call("PutLogGroupDeletionProtection", {
    logGroupIdentifier: logGroupName,
    deletionProtectionEnabled: true,
  });
  expect((await call("DeleteLogGroup", { logGroupName })).Error.Code).toBe("ValidationException");
});

test("metric filters are checked, told by group, beginning and metric, and tried", async () => {
  const { call } = make();
  const logGroupName = "g";
  await call("CreateLogGroup", { logGroupName });
  const transformation = { metricName: "m", metricNamespace: "n", metricValue: "1" };
  const put = (filterName: string, filterPattern: string, more: Record<string, Given> = {}) =>
    call("PutMetricFilter", {
      logGroupName,
      filterName,
      filterPattern,
      metricTransformations: [{ ...transformation, ...more }],
    });
  await put("b", "ERROR");
  await put("a", "{ $.a = 1 }", { metricName: "other", dimensions: { D: "$.d" } });
  const list = async (input: Record<string, Given>) =>
    (await call("DescribeMetricFilters", input)).metricFilters.map((one: Answer) => one.filterName);
  expect(await list({ logGroupName })).toEqual(["a", "b"]);
  expect(await list({ logGroupName, filterNamePrefix: "b" })).toEqual(["b"]);
  expect(await list({ metricName: "m", metricNamespace: "n" })).toEqual(["b"]);
  expect((await call("DescribeLogGroups")).logGroups[0].metricFilterCount).toBe(2);
  expect((await put("c", "{ $.a")).Error.Message).toBe("Invalid filter pattern");
  expect((await put("c", "ERROR", { dimensions: { D: "$.d" } })).Error.Message).toBe(
    "The specified filter pattern does not support dimensions",
  );
  expect((await call("DescribeMetricFilters", { metricName: "m" })).Error.Code).toBe(
    "InvalidParameterException",
  );
  await call("DeleteMetricFilter", { logGroupName, filterName: "a" });
  expect(await list({})).toEqual(["b"]);
  const tried = await call("TestMetricFilter", {
    filterPattern: "[level = ERROR, text]",
    logEventMessages: ["WARN a", "ERROR b"],
  });
  expect(tried.matches).toEqual([
    { eventNumber: 2, eventMessage: "ERROR b", extractedValues: { $level: "ERROR", $text: "b" } },
  ]);
});

test("query definitions are kept, changed by their ids, told by their names and forgotten", async () => {
  const { call } = make();
  const { queryDefinitionId } = await call("PutQueryDefinition", {
    name: "a/1",
    queryString: "fields @message",
  });
  const changed = { queryDefinitionId, name: "a/2", queryString: "fields @log", logGroupNames: ["g"] };
  expect((await call("PutQueryDefinition", changed)).queryDefinitionId).toBe(queryDefinitionId);
  const list = async (prefix: string) =>
    (await call("DescribeQueryDefinitions", { queryDefinitionNamePrefix: prefix })).queryDefinitions;
  expect(await list("a/")).toEqual([{ ...changed, queryLanguage: "CWLI", lastModified: START }]);
  expect(await list("b")).toEqual([]);
  expect((await call("DeleteQueryDefinition", { queryDefinitionId })).success).toBe(true);
  expect((await call("DeleteQueryDefinition", { queryDefinitionId })).Error.Code).toBe(
    "ResourceNotFoundException",
  );
});

test("one source is brought to one destination of a kind", async () => {
  const { call } = make();
  const resourceArn = `arn:aws:cloudfront::${ACCOUNT}:distribution/X`;
  await call("PutDeliverySource", { name: "s", resourceArn, logType: "ACCESS_LOGS" });
  const arns: string[] = [];
  for (const name of ["d", "e"]) {
    const deliveryDestinationConfiguration = { destinationResourceArn: `arn:aws:s3:::${name}` };
    const told = await call("PutDeliveryDestination", { name, deliveryDestinationConfiguration });
    arns.push(told.deliveryDestination.arn);
  }
  const [deliveryDestinationArn = "", other = ""] = arns;
  const { delivery } = await call("CreateDelivery", { deliverySourceName: "s", deliveryDestinationArn });
  expect(delivery.deliveryDestinationType).toBe("S3");
  const again = await call("CreateDelivery", { deliverySourceName: "s", deliveryDestinationArn });
  expect(again.Error.Message).toBe("The specified Delivery already exists");
  const alike = await call("CreateDelivery", { deliverySourceName: "s", deliveryDestinationArn: other });
  expect(alike.Error.Code).toBe("ConflictException");
  const absent = await call("CreateDelivery", { deliverySourceName: "x", deliveryDestinationArn });
  expect(absent.Error.Message).toBe("Requested Delivery Source does not exist in this account.");
});
