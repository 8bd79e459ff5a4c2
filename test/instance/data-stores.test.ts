// What stands in stores of data: things that come along, versions, grants, batches, what a change replaces.
import { describe, expect, test } from "bun:test";
import { HOME, makeCaller } from "./support/world.ts";

const AT = 1_772_442_000_000;

const tell = (output: object) => ({ told: { output: output as never, at: AT } });

type Call = ReturnType<typeof makeCaller>;

async function makeTable(call: Call): Promise<void> {
  await call("glue.CreateDatabase", { DatabaseInput: { Name: "lake" } });
  const Columns = [{ Name: "id", Type: "string" }];
  const TableInput = {
    Name: "t",
    Description: "first",
    StorageDescriptor: { Columns, Location: "s3://a/b" },
  };
  await call("glue.CreateTable", { DatabaseName: "lake", TableInput });
}

describe("a cluster of machines", () => {
  test("has the groups and steps that it was made with, and those that were added", async () => {
    const call = makeCaller();
    const InstanceGroups = [
      { Name: "main", InstanceRole: "MASTER", InstanceType: "m5.large", InstanceCount: 1 },
    ];
    const Steps = [{ Name: "first", HadoopJarStep: { Jar: "a.jar" } }];
    const { JobFlowId } = await call("emr.RunJobFlow", {
      Name: "jobs",
      Instances: { InstanceGroups },
      Steps,
    });
    await call(
      "emr.AddJobFlowSteps",
      { JobFlowId, Steps: ["b", "c"].map((Name) => ({ Name, HadoopJarStep: { Jar: `${Name}.jar` } })) },
      tell({ StepIds: ["s-B", "s-C"] }),
    );
    const more = { InstanceRole: "TASK", InstanceType: "m5.large", InstanceCount: 2, Name: "more" };
    await call(
      "emr.AddInstanceGroups",
      { JobFlowId, InstanceGroups: [more] },
      tell({ InstanceGroupIds: ["ig-M"] }),
    );
    await call("emr.ModifyInstanceGroups", {
      ClusterId: JobFlowId,
      InstanceGroups: [{ InstanceGroupId: "ig-M", InstanceCount: 5 }],
    });
    const { Steps: steps } = await call("emr.ListSteps", { ClusterId: JobFlowId });
    expect(steps.map((one: { Name: string }) => one.Name)).toEqual(["first", "b", "c"]);
    expect(steps[2]).toMatchObject({ Id: "s-C", Config: { Jar: "c.jar" } });
    const { InstanceGroups: groups } = await call("emr.ListInstanceGroups", { ClusterId: JobFlowId });
    expect(groups).toEqual([
      expect.objectContaining({ Name: "main", InstanceGroupType: "MASTER", RequestedInstanceCount: 1 }),
      expect.objectContaining({ Id: "ig-M", Name: "more", RequestedInstanceCount: 5 }),
    ]);
  });
});

describe("a table of a catalogue", () => {
  test("is replaced by its update, and keeps its versions", async () => {
    const call = makeCaller();
    await makeTable(call);
    await call("glue.UpdateTable", { DatabaseName: "lake", TableInput: { Name: "t", Owner: "x" } });
    const { Table } = await call("glue.GetTable", { DatabaseName: "lake", Name: "t" });
    expect(Table).toMatchObject({ Name: "t", Owner: "x", VersionId: "1" });
    expect(Table).not.toContainKeys(["Description", "StorageDescriptor"]);
    const { TableVersions } = await call("glue.GetTableVersions", { DatabaseName: "lake", TableName: "t" });
    expect(TableVersions.map((one: { VersionId: string }) => one.VersionId).toSorted()).toEqual(["0", "1"]);
    const first = await call("glue.GetTableVersion", {
      DatabaseName: "lake",
      TableName: "t",
      VersionId: "0",
    });
    expect(first.TableVersion.Table.Description).toBe("first");
    const newest = await call("glue.GetTableVersion", { DatabaseName: "lake", TableName: "t" });
    expect(newest.TableVersion.VersionId).toBe("1");
  });

  test("has each partition of a batch, and no column for it", async () => {
    const call = makeCaller();
    await makeTable(call);
    const place = { DatabaseName: "lake", TableName: "t" };
    const PartitionInputList = ["a", "b", "c"].map((one) => ({ Values: [one], Parameters: { x: one } }));
    await call("glue.BatchCreatePartition", { ...place, PartitionInputList });
    await call("glue.BatchDeletePartition", { ...place, PartitionsToDelete: [{ Values: ["b"] }] });
    const { Partitions } = await call("glue.GetPartitions", place);
    expect(Partitions.map((one: { Values: string[] }) => one.Values)).toEqual([["a"], ["c"]]);
    const { Partition } = await call("glue.GetPartition", { ...place, PartitionValues: ["c"] });
    expect(Partition).toMatchObject({ Values: ["c"], Parameters: { x: "c" } });
    const { Table } = await call("glue.GetTable", { DatabaseName: "lake", Name: "t" });
    expect(Table.PartitionKeys ?? []).toEqual([]);
  });
});

test("what an update gives in a structure of its own takes the place of what the making gave", async () => {
  const call = makeCaller();
  const Command = { Name: "glueetl", ScriptLocation: "s3://a" };
  await call("glue.CreateJob", { Name: "j", Role: "one", Command });
  await call("glue.UpdateJob", { JobName: "j", JobUpdate: { Role: "two", Command } });
  expect((await call("glue.GetJob", { JobName: "j" })).Job.Role).toBe("two");
});

test("a grant adds to the grants before it, and is gone when all of it is taken", async () => {
  const call = makeCaller();
  const Principal = { DataLakePrincipalIdentifier: "arn:aws:iam::111122223333:role/a" };
  const Resource = { Database: { Name: "d" } };
  const other = { Table: { DatabaseName: "d", Name: "t" } };
  await call("lakeformation.GrantPermissions", { Principal, Resource, Permissions: ["ALTER"] });
  await call("lakeformation.GrantPermissions", { Principal, Resource, Permissions: ["DROP", "ALTER"] });
  await call("lakeformation.BatchGrantPermissions", {
    Entries: [{ Id: "1", Principal, Resource: other, Permissions: ["SELECT"] }],
  });
  const list = async (asked: Parameters<Call>[1]) =>
    (await call("lakeformation.ListPermissions", asked)).PrincipalResourcePermissions;
  expect(await list({ Resource })).toEqual([
    expect.objectContaining({ Principal, Resource, Permissions: ["ALTER", "DROP"] }),
  ]);
  await call("lakeformation.RevokePermissions", { Principal, Resource, Permissions: ["ALTER"] });
  expect((await list({ Resource }))[0].Permissions).toEqual(["DROP"]);
  await call("lakeformation.RevokePermissions", { Principal, Resource, Permissions: ["DROP"] });
  expect(await list({})).toEqual([expect.objectContaining({ Resource: other, Permissions: ["SELECT"] })]);
});

test("a list tells things in both of its lists, by their names and whole", async () => {
  const call = makeCaller();
  await call("kinesis.CreateStream", { StreamName: "a", ShardCount: 1 });
  const { StreamNames, StreamSummaries } = await call("kinesis.ListStreams");
  expect(StreamNames).toEqual(["a"]);
  expect(StreamSummaries).toEqual([expect.objectContaining({ StreamName: "a", StreamStatus: "ACTIVE" })]);
});

test("what is moved stands in what it was moved to, under its new name", async () => {
  const call = makeCaller();
  const { arn: tableBucketARN } = await call("s3tables.CreateTableBucket", { name: "tables" });
  for (const one of ["raw", "gold"])
    await call("s3tables.CreateNamespace", { tableBucketARN, namespace: [one] });
  await call("s3tables.CreateTable", { tableBucketARN, namespace: "raw", name: "a", format: "ICEBERG" });
  await call("s3tables.RenameTable", {
    tableBucketARN,
    namespace: "raw",
    name: "a",
    newName: "b",
    newNamespaceName: "gold",
  });
  const { tables } = await call("s3tables.ListTables", { tableBucketARN });
  expect(tables).toEqual([expect.objectContaining({ name: "b", namespace: ["gold"] })]);
  expect((await call("s3tables.ListTables", { tableBucketARN, namespace: "raw" })).tables).toEqual([]);
});

test("what is put again is replaced, and what a word grants is told", async () => {
  const call = makeCaller();
  const Bucket = "orders";
  await call("s3.CreateBucket", {
    Bucket,
    ACL: "public-read",
    ObjectLockEnabledForBucket: true,
    CreateBucketConfiguration: { LocationConstraint: HOME.region },
  });
  const put = (WebsiteConfiguration: Parameters<Call>[1]) =>
    call("s3.PutBucketWebsite", { Bucket, WebsiteConfiguration: WebsiteConfiguration ?? {} });
  await put({ IndexDocument: { Suffix: "index.html" } });
  await put({ RedirectAllRequestsTo: { HostName: "example.com" } });
  const website = await call("s3.GetBucketWebsite", { Bucket });
  expect(website).toMatchObject({ RedirectAllRequestsTo: { HostName: "example.com" } });
  expect(website).not.toContainKey("IndexDocument");
  const { Grants } = await call("s3.GetBucketAcl", { Bucket });
  expect(Grants.map((one: { Permission: string }) => one.Permission)).toEqual(["FULL_CONTROL", "READ"]);
  expect((await call("s3.GetBucketVersioning", { Bucket })).Status).toBe("Enabled");
});

test("a thing is tagged through either of two services that are asked alike", async () => {
  const call = makeCaller();
  const { Database } = await call("timestream-write.CreateDatabase", { DatabaseName: "d" });
  const ResourceARN = Database.Arn;
  await call("timestream-query.TagResource", { ResourceARN, Tags: [{ Key: "a", Value: "1" }] });
  const { Tags } = await call("timestream-write.ListTagsForResource", { ResourceARN });
  expect(Tags).toEqual([{ Key: "a", Value: "1" }]);
});

test("the tags of all things of a service are told one by one, and none where nothing has any", async () => {
  const call = makeCaller();
  expect((await call("redshift.DescribeTags")).TaggedResources).toEqual([]);
  await call("redshift.CreateCluster", {
    ClusterIdentifier: "c",
    NodeType: "ra3.large",
    MasterUsername: "admin",
    Tags: [{ Key: "a", Value: "1" }],
  });
  expect((await call("redshift.DescribeTags")).TaggedResources).toEqual([
    expect.objectContaining({ Tag: { Key: "a", Value: "1" }, ResourceType: "cluster" }),
  ]);
});

test("settings of an account are told before anybody sets them, and are replaced when somebody does", async () => {
  const call = makeCaller();
  const read = async () => (await call("lakeformation.GetDataLakeSettings")).DataLakeSettings;
  expect((await read()).CreateTableDefaultPermissions[0].Permissions).toEqual(["ALL"]);
  await call("lakeformation.PutDataLakeSettings", { DataLakeSettings: { DataLakeAdmins: [] } });
  expect(await read()).not.toContainKey("CreateTableDefaultPermissions");
});

test("both APIs of a search service tell its domains", async () => {
  const call = makeCaller();
  await call("es.CreateElasticsearchDomain", { DomainName: "dom", ElasticsearchVersion: "7.10" });
  expect((await call("es.ListDomainNames")).DomainNames).toEqual([
    { DomainName: "dom", EngineType: "Elasticsearch" },
  ]);
  const { DomainConfig } = await call("opensearch.DescribeDomainConfig", { DomainName: "dom" });
  expect(DomainConfig.EngineVersion.Options).toBe("Elasticsearch_7.10");
});

test("each run of a job is told by its id, and a stop by what it leaves", async () => {
  const call = makeCaller();
  await call("glue.CreateJob", { Name: "j", Role: "r", Command: { Name: "glueetl" } });
  for (const JobRunId of ["jr_1", "jr_2"])
    await call("glue.StartJobRun", { JobName: "j" }, tell({ JobRunId }));
  await call("glue.BatchStopJobRun", { JobName: "j", JobRunIds: ["jr_2"] });
  const { JobRuns } = await call("glue.GetJobRuns", { JobName: "j" });
  expect(JobRuns).toEqual([
    expect.objectContaining({ Id: "jr_1", JobName: "j", JobRunState: "SUCCEEDED" }),
    expect.objectContaining({ Id: "jr_2", JobRunState: "STOPPED" }),
  ]);
});

test("a stream tells what is no longer encrypted, and how many shards it has now", async () => {
  const call = makeCaller();
  const StreamName = "orders";
  const key = { StreamName, EncryptionType: "KMS", KeyId: "alias/aws/kinesis" };
  await call("kinesis.CreateStream", { StreamName, ShardCount: 2 });
  await call("kinesis.StartStreamEncryption", key);
  await call("kinesis.StopStreamEncryption", key);
  await call("kinesis.UpdateShardCount", {
    StreamName,
    TargetShardCount: 4,
    ScalingType: "UNIFORM_SCALING",
  });
  const { StreamDescriptionSummary } = await call("kinesis.DescribeStreamSummary", { StreamName });
  expect(StreamDescriptionSummary).toMatchObject({ EncryptionType: "NONE", OpenShardCount: 4 });
  expect(StreamDescriptionSummary).not.toContainKey("KeyId");
});
