// The tagging API over what stands in all services.
import { describe, expect, test } from "bun:test";
import { makeCaller } from "../support/world.ts";

interface Mapping {
  readonly ResourceARN: string;
  readonly Tags: readonly { readonly Key: string }[];
}

async function makeTagged() {
  const call = makeCaller();
  const TagSpecifications = [{ ResourceType: "vpc", Tags: [{ Key: "Name", Value: "a" }] }];
  const { Vpc } = await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16", TagSpecifications });
  await call("sqs.CreateQueue", { QueueName: "orders", tags: { team: "blue" } });
  await call("sqs.CreateQueue", { QueueName: "plain" });
  const Tags = [{ Key: "team", Value: "blue" }];
  await call("iam.CreateRole", { RoleName: "app", AssumeRolePolicyDocument: "{}", Tags });
  const list = async (asked = {}) => {
    const answer = await call("resourcegroupstaggingapi.GetResources", asked);
    return (answer.ResourceTagMappingList as Mapping[]).map((one) => one.ResourceARN);
  };
  const vpc = `arn:aws:ec2:eu-west-1:111122223333:vpc/${Vpc.VpcId}`;
  return { call, list, vpc, queue: "arn:aws:sqs:eu-west-1:111122223333:orders" };
}

describe("the tagging API", () => {
  test("tells what has tags, but roles", async () => {
    const { list, vpc, queue } = await makeTagged();
    expect(await list()).toEqual([vpc, queue]);
  });

  test("is asked by types, by tags and by names", async () => {
    const { list, vpc, queue } = await makeTagged();
    expect(await list({ ResourceTypeFilters: ["ec2:vpc"] })).toEqual([vpc]);
    expect(await list({ ResourceTypeFilters: ["sqs"] })).toEqual([queue]);
    expect(await list({ ResourceTypeFilters: ["ec2:subnet"] })).toEqual([]);
    expect(await list({ TagFilters: [{ Key: "team", Values: ["red", "blue"] }] })).toEqual([queue]);
    expect(await list({ TagFilters: [{ Key: "team" }] })).toEqual([queue]);
    expect(await list({ ResourceARNList: [vpc] })).toEqual([vpc]);
  });

  test("tells in pages", async () => {
    const { call, vpc } = await makeTagged();
    const ask = (more: object) =>
      call("resourcegroupstaggingapi.GetResources", { ResourcesPerPage: 1, ...more });
    const first = await ask({});
    expect(first.ResourceTagMappingList.map((one: Mapping) => one.ResourceARN)).toEqual([vpc]);
    const second = await ask({ PaginationToken: first.PaginationToken });
    expect([second.ResourceTagMappingList.length, second.PaginationToken]).toEqual([1, ""]);
  });

  test("sets tags and takes them off, which the services tell, and says what does not stand", async () => {
    const { call, queue } = await makeTagged();
    const other = "arn:aws:sqs:eu-west-1:111122223333:other";
    const { FailedResourcesMap } = await call("resourcegroupstaggingapi.TagResources", {
      ResourceARNList: [queue, other],
      Tags: { cost: "5" },
    });
    expect(Object.keys(FailedResourcesMap)).toEqual([other]);
    const { QueueUrl } = await call("sqs.GetQueueUrl", { QueueName: "orders" });
    const tags = async () => (await call("sqs.ListQueueTags", { QueueUrl })).Tags;
    expect(await tags()).toEqual({ team: "blue", cost: "5" });
    await call("resourcegroupstaggingapi.UntagResources", { ResourceARNList: [queue], TagKeys: ["team"] });
    expect(await tags()).toEqual({ cost: "5" });
    expect((await call("resourcegroupstaggingapi.GetTagKeys")).TagKeys).toEqual(["Name", "cost"]);
    expect((await call("resourcegroupstaggingapi.GetTagValues", { Key: "cost" })).TagValues).toEqual(["5"]);
  });

  test("tells nothing of another region or account", async () => {
    const { call } = await makeTagged();
    for (const caller of [
      { account: "111122223333", region: "us-east-1" },
      { account: "444455556666", region: "eu-west-1" },
    ]) {
      const answer = await call("resourcegroupstaggingapi.GetResources", {}, { caller });
      expect(answer.ResourceTagMappingList).toEqual([]);
    }
  });
});
