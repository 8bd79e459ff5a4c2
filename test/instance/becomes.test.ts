// What becomes of things by calls that say it in other words, and what is told of them from the start.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("a cluster of brokers tells the volumes and the number that it was given later", async () => {
  const call = makeCaller();
  const BrokerNodeGroupInfo = { InstanceType: "kafka.m5.large", ClientSubnets: ["subnet-1"] };
  const StorageInfo = { EbsStorageInfo: { VolumeSize: 500 } };
  const { ClusterArn } = await call("kafka.CreateCluster", {
    ...{ ClusterName: "c", KafkaVersion: "3.6.0", NumberOfBrokerNodes: 2 },
    BrokerNodeGroupInfo: { ...BrokerNodeGroupInfo, StorageInfo },
  });
  const { ClusterInfo } = await call("kafka.DescribeCluster", { ClusterArn });
  const at = { ClusterArn, CurrentVersion: ClusterInfo.CurrentVersion };
  const TargetBrokerEBSVolumeInfo = [{ KafkaBrokerNodeId: "All", VolumeSizeGB: 1000 }];
  await call("kafka.UpdateBrokerStorage", { ...at, TargetBrokerEBSVolumeInfo });
  await call("kafka.UpdateBrokerCount", { ...at, TargetNumberOfBrokerNodes: 4 });
  await call("kafka.UpdateBrokerType", { ...at, TargetInstanceType: "kafka.m5.xlarge" });
  expect((await call("kafka.DescribeCluster", { ClusterArn })).ClusterInfo).toMatchObject({
    NumberOfBrokerNodes: 4,
    BrokerNodeGroupInfo: {
      InstanceType: "kafka.m5.xlarge",
      StorageInfo: { EbsStorageInfo: { VolumeSize: 1000 } },
    },
  });
});

test("a processor of streams begins to work when it is started", async () => {
  const call = makeCaller();
  const RoleArn = "arn:aws:iam::111122223333:role/r";
  await call("rekognition.CreateStreamProcessor", {
    Name: "p",
    Input: {},
    Output: {},
    Settings: {},
    RoleArn,
  });
  const read = async () => (await call("rekognition.DescribeStreamProcessor", { Name: "p" })).Status;
  expect(await read()).toBe("STOPPED");
  await call("rekognition.StartStreamProcessor", { Name: "p" });
  expect(await read()).toBe("RUNNING");
  await call("rekognition.StopStreamProcessor", { Name: "p" });
  expect(await read()).toBe("STOPPED");
  await call("rekognition.CreateCollection", { CollectionId: "c" });
  expect(await call("rekognition.DescribeCollection", { CollectionId: "c" })).toMatchObject({ FaceCount: 0 });
});

test("an input tells the channels that it is attached to", async () => {
  const call = makeCaller();
  const { Input } = await call("medialive.CreateInput", { Name: "i", Type: "URL_PULL" });
  const { Channel } = await call("medialive.CreateChannel", {
    ...{ Name: "c", InputAttachments: [{ InputId: Input.Id }] },
  });
  const told = await call("medialive.DescribeInput", { InputId: Input.Id });
  expect(told.AttachedChannels).toEqual([Channel.Id]);
});

test("a domain that production told while it was made is processed", async () => {
  const call = makeCaller();
  const ARN = "arn:aws:es:eu-west-1:111122223333:domain/abc";
  const DomainStatus = { DomainId: "111122223333/abc", DomainName: "abc", ARN, Processing: true };
  await call(
    "opensearch.CreateDomain",
    { DomainName: "abc" },
    { told: { output: { DomainStatus } as never, at: 0, id: "1" } },
  );
  const told = await call("opensearch.DescribeDomain", { DomainName: "abc" });
  expect(told.DomainStatus.Processing).toBe(false);
});

test("what a service without words for states makes is active", async () => {
  const call = makeCaller();
  const made = await call("personalize.CreateDatasetGroup", { name: "g" });
  expect((await call("personalize.DescribeDatasetGroup", made)).datasetGroup.status).toBe("ACTIVE");
});

test("a configuration that is told in pages is what was set", async () => {
  const call = makeCaller();
  const { DetectorId } = await call("guardduty.CreateDetector", { Enable: true });
  await call("guardduty.UpdateOrganizationConfiguration", {
    DetectorId,
    AutoEnableOrganizationMembers: "ALL",
  });
  expect(await call("guardduty.DescribeOrganizationConfiguration", { DetectorId })).toMatchObject({
    AutoEnableOrganizationMembers: "ALL",
  });
});
