// What an answer to a making says is told by its reads: the one structure that it is, versions by their numbers, what a list is of.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("what production answered in the one structure of an answer is told in it, and not what was asked for", async () => {
  const call = makeCaller();
  const told = { output: { apiCache: { ttl: 60, type: "LARGE", status: "AVAILABLE" } }, at: 0, id: "1" };
  const input = { apiId: "a", ttl: 30, apiCachingBehavior: "FULL_REQUEST_CACHING", type: "SMALL" };
  await call("appsync.CreateApiCache", input, { told });
  expect((await call("appsync.GetApiCache", { apiId: "a" })).apiCache).toMatchObject({
    ttl: 60,
    type: "LARGE",
    apiCachingBehavior: "FULL_REQUEST_CACHING",
  });
});

test("what tells of a change itself is nothing of the thing: the state of an update", async () => {
  const call = makeCaller();
  await call("iam.CreateRole", { RoleName: "n", AssumeRolePolicyDocument: "{}" });
  await call("eks.CreateCluster", {
    name: "main",
    roleArn: "arn:aws:iam::111122223333:role/n",
    resourcesVpcConfig: {},
  });
  const group = { clusterName: "main", nodegroupName: "all" };
  const more = { subnets: ["subnet-1"], nodeRole: "arn:aws:iam::111122223333:role/n" };
  const at = { at: 0, id: "1" };
  await call(
    "eks.CreateNodegroup",
    { ...group, ...more },
    { told: { ...at, output: { nodegroup: { ...group, status: "CREATING" } } } },
  );
  const update = { id: "u", status: "InProgress", type: "ConfigUpdate" };
  const change = { ...group, scalingConfig: { minSize: 1 } };
  await call("eks.UpdateNodegroupConfig", change, { told: { ...at, id: "2", output: { update } } });
  const { nodegroup } = await call("eks.DescribeNodegroup", group);
  expect(nodegroup).toMatchObject({ status: "ACTIVE", scalingConfig: { minSize: 1 } });
});

test("versions are counted, and each is what its thing was", async () => {
  const call = makeCaller();
  const [template, body] = [{ templateName: "fleet" }, { templateBody: "{}" }];
  await call("iot.CreateProvisioningTemplate", {
    ...template,
    ...body,
    provisioningRoleArn: "arn:aws:iam::111122223333:role/p",
  });
  expect((await call("iot.CreateProvisioningTemplateVersion", { ...template, ...body })).versionId).toBe(1);
  expect((await call("iot.CreateProvisioningTemplateVersion", { ...template, ...body })).versionId).toBe(2);
  const { versions } = await call("iot.ListProvisioningTemplateVersions", template);
  expect(versions.map(({ versionId }: { versionId: number }) => versionId)).toEqual([1, 2]);
});

test("a list says what it is of", async () => {
  const call = makeCaller();
  const ChannelArn = "arn:aws:chime:eu-west-1:111122223333:app-instance/a/channel/c";
  const MemberArn = "arn:aws:chime:eu-west-1:111122223333:app-instance/a/user/u";
  const given = { ChannelArn, MemberArn, ChimeBearer: MemberArn };
  const told = { output: { ChannelArn, Member: { Arn: MemberArn, Name: "ann" } }, at: 0, id: "1" };
  await call("chime-sdk-messaging.CreateChannelBan", given, { told });
  expect(
    await call("chime-sdk-messaging.ListChannelBans", { ChannelArn, ChimeBearer: MemberArn }),
  ).toMatchObject({
    ChannelArn,
    ChannelBans: [{ Member: { Arn: MemberArn, Name: "ann" } }],
  });
});

test("a thing has an ARN of the usual form where nothing says which one its type has", async () => {
  const call = makeCaller();
  const { EndpointArn } = await call("comprehend.CreateEndpoint", {
    EndpointName: "e",
    DesiredInferenceUnits: 1,
  });
  expect(EndpointArn).toMatch(/^arn:aws:comprehend:eu-west-1:111122223333:/);
  const { EndpointProperties } = await call("comprehend.DescribeEndpoint", { EndpointArn });
  expect(EndpointProperties).toMatchObject({ EndpointArn, DesiredInferenceUnits: 1 });
});
