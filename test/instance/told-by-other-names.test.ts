// More that is asked for by one name and told by another: of data stores, streams, guards and builds.
import { describe, expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:a";
const ROLE = "arn:aws:iam::111122223333:role/";

test("Athena's groups tell what changes set and not what they take away", async () => {
  const call = makeCaller();
  const ResultConfiguration = { OutputLocation: "s3://a/" };
  const Configuration = { BytesScannedCutoffPerQuery: 10_000_000, ResultConfiguration };
  await call("athena.CreateWorkGroup", { Name: "w", Configuration });
  const change = { ResultConfigurationUpdates: { OutputLocation: "s3://b/" } };
  await call("athena.UpdateWorkGroup", {
    ...{ WorkGroup: "w", ConfigurationUpdates: { ...change, RemoveBytesScannedCutoffPerQuery: true } },
  });
  const { WorkGroup } = await call("athena.GetWorkGroup", { WorkGroup: "w" });
  expect(WorkGroup.Configuration.ResultConfiguration).toEqual({ OutputLocation: "s3://b/" });
  expect(WorkGroup.Configuration).not.toHaveProperty("BytesScannedCutoffPerQuery");
});

test("Redshift's clusters tell groups, parameters, port, zones and roles with their states", async () => {
  const call = makeCaller();
  const { GroupId } = await makeNetwork(call);
  const trust = '{"Version":"2012-10-17","Statement":[]}';
  for (const RoleName of ["a", "b"])
    await call("iam.CreateRole", { RoleName, AssumeRolePolicyDocument: trust });
  const name = { ClusterIdentifier: "c" };
  await call("redshift.CreateCluster", {
    ...{ ...name, NodeType: "ra3.large", MasterUsername: "a", MasterUserPassword: "Abcdefgh1" },
    ...{ VpcSecurityGroupIds: [GroupId], Port: 5555, ClusterParameterGroupName: "p" },
    ...{ IamRoles: [`${ROLE}a`], MultiAZ: false },
  });
  await call("redshift.ModifyCluster", { ...name, Port: 5556, MultiAZ: true });
  const roles = { AddIamRoles: [`${ROLE}b`], RemoveIamRoles: [`${ROLE}a`] };
  await call("redshift.ModifyClusterIamRoles", { ...name, ...roles });
  expect((await call("redshift.DescribeClusters", name)).Clusters[0]).toMatchObject({
    VpcSecurityGroups: [{ VpcSecurityGroupId: GroupId, Status: "active" }],
    ClusterParameterGroups: [{ ParameterGroupName: "p", ParameterApplyStatus: "in-sync" }],
    ...{ Endpoint: { Port: 5556 }, MultiAZ: "Enabled" },
    IamRoles: [{ IamRoleArn: `${ROLE}b`, ApplyStatus: "in-sync" }],
  });
});

describe("a subscription to events is listed by its name, with what it is for", () => {
  test.each(["rds", "redshift", "docdb", "neptune", "dms"])("%s", async (service) => {
    const call = makeCaller();
    const asked = {
      SubscriptionName: "s",
      SnsTopicArn: TOPIC,
      EventCategories: ["backup"],
      SourceIds: ["d"],
    };
    await call(`${service}.CreateEventSubscription`, { ...asked, SourceType: "db-instance", Enabled: true });
    await call(`${service}.ModifyEventSubscription`, {
      ...{ SubscriptionName: "s", EventCategories: ["failover"], Enabled: false },
    });
    const { EventSubscriptionsList } = await call(`${service}.DescribeEventSubscriptions`, {});
    expect(EventSubscriptionsList).toMatchObject([
      {
        ...{ CustSubscriptionId: "s", SnsTopicArn: TOPIC, Enabled: false },
        ...{ EventCategoriesList: ["failover"], SourceIdsList: ["d"] },
      },
    ]);
  });
});

test("clusters of Kafka tell how many brokers they have, of which type, size and version", async () => {
  const call = makeCaller();
  const StorageInfo = { EbsStorageInfo: { VolumeSize: 10 } };
  const { ClusterArn } = await call("kafka.CreateCluster", {
    ...{ ClusterName: "k", KafkaVersion: "3.5.1", NumberOfBrokerNodes: 3 },
    BrokerNodeGroupInfo: { InstanceType: "kafka.m5.large", ClientSubnets: ["s"], StorageInfo },
  });
  const change = (operation: string, more: object) =>
    call(`kafka.${operation}`, { ClusterArn, CurrentVersion: "K1", ...more });
  await change("UpdateBrokerCount", { TargetNumberOfBrokerNodes: 6 });
  await change("UpdateBrokerType", { TargetInstanceType: "kafka.m5.xlarge" });
  const size = { KafkaBrokerNodeId: "All", VolumeSizeGB: 20 };
  await change("UpdateBrokerStorage", { TargetBrokerEBSVolumeInfo: [size] });
  await change("UpdateClusterKafkaVersion", { TargetKafkaVersion: "3.6.0" });
  expect((await call("kafka.DescribeCluster", { ClusterArn })).ClusterInfo).toMatchObject({
    NumberOfBrokerNodes: 6,
    BrokerNodeGroupInfo: {
      ...{ InstanceType: "kafka.m5.xlarge", ClientSubnets: ["s"] },
      StorageInfo: { EbsStorageInfo: { VolumeSize: 20 } },
    },
    CurrentBrokerSoftwareInfo: { KafkaVersion: "3.6.0" },
  });
});

test("a set of GuardDuty's is inactive once it is switched off", async () => {
  const call = makeCaller();
  const { DetectorId } = await call("guardduty.CreateDetector", { Enable: true });
  const asked = { Name: "i", Format: "TXT", Location: "https://s3.amazonaws.com/a/b", Activate: true };
  const { IpSetId } = await call("guardduty.CreateIPSet", { DetectorId, ...asked });
  const read = async () => (await call("guardduty.GetIPSet", { DetectorId, IpSetId })).Status;
  expect(await read()).toBe("ACTIVE");
  await call("guardduty.UpdateIPSet", { DetectorId, IpSetId, Activate: false });
  expect(await read()).toBe("INACTIVE");
});

test("a project tells its webhook until that is gone", async () => {
  const call = makeCaller();
  await call("codebuild.CreateProject", {
    ...{ name: "p", source: { type: "GITHUB", location: "https://github.com/a/b.git" } },
    ...{ artifacts: { type: "NO_ARTIFACTS" }, serviceRole: `${ROLE}a` },
    environment: { type: "LINUX_CONTAINER", image: "i", computeType: "BUILD_GENERAL1_SMALL" },
  });
  const filterGroups = [[{ type: "EVENT", pattern: "PUSH" }]];
  const { webhook } = await call("codebuild.CreateWebhook", { projectName: "p", filterGroups });
  expect(webhook).toEqual({ filterGroups });
  const read = async () => (await call("codebuild.BatchGetProjects", { names: ["p"] })).projects[0];
  expect((await read()).webhook).toEqual({ filterGroups });
  await call("codebuild.DeleteWebhook", { projectName: "p" });
  expect(await read()).not.toHaveProperty("webhook");
});

describe("a group of subnets tells them and their network, also once it is changed", () => {
  test.each([
    ["rds", "DBSubnetGroup", "Modify", "DBSubnetGroupName", "DBSubnetGroupDescription"],
    ["docdb", "DBSubnetGroup", "Modify", "DBSubnetGroupName", "DBSubnetGroupDescription"],
    ["neptune", "DBSubnetGroup", "Modify", "DBSubnetGroupName", "DBSubnetGroupDescription"],
    ["elasticache", "CacheSubnetGroup", "Modify", "CacheSubnetGroupName", "CacheSubnetGroupDescription"],
    ["redshift", "ClusterSubnetGroup", "Modify", "ClusterSubnetGroupName", "Description"],
    [
      "dms",
      "ReplicationSubnetGroup",
      "Modify",
      "ReplicationSubnetGroupIdentifier",
      "ReplicationSubnetGroupDescription",
    ],
    ["memorydb", "SubnetGroup", "Update", "SubnetGroupName", "Description"],
    ["dax", "SubnetGroup", "Update", "SubnetGroupName", "Description"],
  ])("%s", async (service, noun, change, name, description) => {
    const call = makeCaller();
    const { VpcId, SubnetId } = await makeNetwork(call);
    const other = (await call("ec2.CreateSubnet", { VpcId, CidrBlock: "10.0.2.0/24" })).Subnet.SubnetId;
    const ask = async (verb: string, more: object) =>
      (await call(`${service}.${verb}${noun}`, { [name]: "g", ...more }))[noun];
    const told = (id: string) => ({ [service === "memorydb" ? "Identifier" : "SubnetIdentifier"]: id });
    const made = await ask("Create", { [description]: "d", SubnetIds: [SubnetId, other] });
    expect(made).toMatchObject({ VpcId, Subnets: [told(SubnetId), told(other)] });
    const changed = await ask(change, { SubnetIds: [other] });
    expect(changed).toMatchObject({ VpcId, Subnets: [told(other)] });
  });
});

test("what a patch adds to a list by its path alone is in the list, with an empty value, too", async () => {
  const call = makeCaller();
  const { id: restApiId } = await call("apigateway.CreateRestApi", { name: "a" });
  const patchOperations = [
    { op: "replace", path: "/name", value: "b" },
    { op: "add", path: "/binaryMediaTypes/image~1png" },
    { op: "add", path: "/binaryMediaTypes/image~1gif", value: "" },
  ];
  await call("apigateway.UpdateRestApi", { restApiId, patchOperations });
  expect(await call("apigateway.GetRestApi", { restApiId })).toMatchObject({
    ...{ name: "b", binaryMediaTypes: ["image/png", "image/gif"] },
  });
});
