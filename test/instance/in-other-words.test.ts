// What a call says with one member, or in one place, and what is read says with others.
import { describe, expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

const AT = 1_772_442_000_000;

const tell = (output: object) => ({ told: { output: output as never, at: AT } });

describe("IAM", () => {
  test("passwords that have an age expire", async () => {
    const call = makeCaller();
    await call("iam.UpdateAccountPasswordPolicy", { MaxPasswordAge: 90 });
    expect((await call("iam.GetAccountPasswordPolicy")).PasswordPolicy).toMatchObject({
      ExpirePasswords: true,
    });
    await call("iam.UpdateAccountPasswordPolicy", { MinimumPasswordLength: 9 });
    expect((await call("iam.GetAccountPasswordPolicy")).PasswordPolicy).toMatchObject({
      ExpirePasswords: false,
    });
  });

  test("a role's profiles are those that there are", async () => {
    const call = makeCaller();
    await call("iam.CreateRole", { RoleName: "r", AssumeRolePolicyDocument: "{}" });
    const InstanceProfileName = "p";
    await call("iam.CreateInstanceProfile", { InstanceProfileName, Path: "/a/" });
    await call("iam.AddRoleToInstanceProfile", { InstanceProfileName, RoleName: "r" });
    const { InstanceProfile } = await call("iam.GetInstanceProfile", { InstanceProfileName });
    const { InstanceProfiles } = await call("iam.ListInstanceProfilesForRole", { RoleName: "r" });
    expect(InstanceProfiles).toEqual([expect.objectContaining({ Path: "/a/", Arn: InstanceProfile.Arn })]);
  });
});

test("a group of things tells the groups around it", async () => {
  const call = makeCaller();
  await call("iot.CreateThingGroup", { thingGroupName: "all" });
  await call("iot.CreateThingGroup", { thingGroupName: "some", parentGroupName: "all" });
  await call("iot.CreateThingGroup", { thingGroupName: "one", parentGroupName: "some" });
  const { thingGroupMetadata } = await call("iot.DescribeThingGroup", { thingGroupName: "one" });
  expect(thingGroupMetadata.parentGroupName).toBe("some");
  const around = thingGroupMetadata.rootToParentThingGroups;
  expect(around.map(({ groupName }: { groupName: string }) => groupName)).toEqual(["all", "some"]);
  expect(around[0].groupArn).toBe("arn:aws:iot:eu-west-1:111122223333:thinggroup/all");
});

test("a rule for topics that is disabled says so", async () => {
  const call = makeCaller();
  const topicRulePayload = { sql: "SELECT * FROM 'a'", actions: [], ruleDisabled: false };
  await call("iot.CreateTopicRule", { ruleName: "r", topicRulePayload });
  await call("iot.DisableTopicRule", { ruleName: "r" });
  expect((await call("iot.GetTopicRule", { ruleName: "r" })).rule.ruleDisabled).toBe(true);
  await call("iot.EnableTopicRule", { ruleName: "r" });
  expect((await call("iot.GetTopicRule", { ruleName: "r" })).rule.ruleDisabled).toBe(false);
});

test("a crawler tells its schedule as a structure", async () => {
  const call = makeCaller();
  await call("glue.CreateCrawler", { Name: "c", Role: "r", Targets: {}, Schedule: "cron(0 2 * * ? *)" });
  const { Crawler } = await call("glue.GetCrawler", { Name: "c" });
  expect(Crawler.Schedule).toEqual({ ScheduleExpression: "cron(0 2 * * ? *)", State: "SCHEDULED" });
});

test("a version of a secret goes by the token of its call", async () => {
  const call = makeCaller();
  const ClientRequestToken = "11111111-2222-3333-4444-555555555555";
  const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf";
  await call(
    "secretsmanager.CreateSecret",
    { Name: "s", SecretString: "placeholder", ClientRequestToken },
    tell({ ARN: arn }),
  );
  const { VersionIdsToStages } = await call("secretsmanager.DescribeSecret", { SecretId: "s" });
  expect(VersionIdsToStages).toEqual({ [ClientRequestToken]: ["AWSCURRENT"] });
});

test("a connection of networks tells what each side allows", async () => {
  const call = makeCaller();
  const { VpcId } = await makeNetwork(call);
  const other = (await call("ec2.CreateVpc", { CidrBlock: "10.9.0.0/16" })).Vpc.VpcId;
  const made = await call("ec2.CreateVpcPeeringConnection", { VpcId, PeerVpcId: other });
  const { VpcPeeringConnectionId } = made.VpcPeeringConnection;
  await call("ec2.AcceptVpcPeeringConnection", { VpcPeeringConnectionId });
  await call("ec2.ModifyVpcPeeringConnectionOptions", {
    VpcPeeringConnectionId,
    RequesterPeeringConnectionOptions: { AllowDnsResolutionFromRemoteVpc: true },
  });
  const { VpcPeeringConnections } = await call("ec2.DescribeVpcPeeringConnections");
  const [{ RequesterVpcInfo, AccepterVpcInfo }] = VpcPeeringConnections;
  expect(RequesterVpcInfo.PeeringOptions?.AllowDnsResolutionFromRemoteVpc).toBe(true);
  expect(AccepterVpcInfo.PeeringOptions?.AllowDnsResolutionFromRemoteVpc ?? false).toBe(false);
});

test("a key's replica is one", async () => {
  const call = makeCaller();
  const { KeyMetadata } = await call("kms.CreateKey", { MultiRegion: true });
  const { KeyId } = KeyMetadata;
  await call("kms.ReplicateKey", { KeyId, ReplicaRegion: "eu-central-1" });
  const there = { caller: { account: "111122223333", region: "eu-central-1" } };
  const types = [
    await call("kms.DescribeKey", { KeyId }),
    await call("kms.DescribeKey", { KeyId }, there),
  ].map((one) => one.KeyMetadata.MultiRegionConfiguration.MultiRegionKeyType);
  expect(types).toEqual(["PRIMARY", "REPLICA"]);
});

test("a member of a cluster of databases tells its tier there", async () => {
  const call = makeCaller();
  const of = { DBClusterIdentifier: "c", Engine: "aurora-postgresql" };
  await call("rds.CreateDBCluster", { ...of, PreferredBackupWindow: "01:00-01:30" });
  await call("rds.CreateDBInstance", {
    ...of,
    DBInstanceIdentifier: "i",
    DBInstanceClass: "x",
    PromotionTier: 0,
  });
  const { DBClusters } = await call("rds.DescribeDBClusters");
  expect(DBClusters[0].DBClusterMembers[0]).toMatchObject({ DBInstanceIdentifier: "i", PromotionTier: 0 });
});

test("tags are those of what the ARN names, though a list of ARNs may be asked for in its place", async () => {
  const call = makeCaller();
  const make = async (EndpointIdentifier: string) => {
    const of = {
      EndpointType: "source",
      EngineName: "oracle",
      Tags: [{ Key: "of", Value: EndpointIdentifier }],
    };
    return (await call("dms.CreateEndpoint", { ...of, EndpointIdentifier })).Endpoint.EndpointArn as string;
  };
  const [one, other] = [await make("one"), await make("other")];
  const tagOf = (ResourceArn: string, Value: string) => ({ ResourceArn, Key: "of", Value });
  expect(await call("dms.ListTagsForResource", { ResourceArn: other })).toEqual({
    TagList: [tagOf(other, "other")],
  });
  const { TagList } = await call("dms.ListTagsForResource", { ResourceArnList: [one, other] });
  expect(TagList).toEqual([tagOf(one, "one"), tagOf(other, "other")]);
});

test("a web list's logging is listed", async () => {
  const call = makeCaller();
  const VisibilityConfig = { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: "m" };
  const of = { Name: "a", Scope: "REGIONAL", DefaultAction: { Allow: {} }, VisibilityConfig };
  const { Summary } = await call("wafv2.CreateWebACL", of);
  const LoggingConfiguration = {
    ResourceArn: Summary.ARN,
    LogDestinationConfigs: ["arn:aws:s3:::aws-waf-logs-a"],
  };
  await call("wafv2.PutLoggingConfiguration", { LoggingConfiguration });
  const { LoggingConfigurations } = await call("wafv2.ListLoggingConfigurations", { Scope: "REGIONAL" });
  expect(LoggingConfigurations).toEqual([expect.objectContaining(LoggingConfiguration)]);
});

test("a budget is made with its notifications", async () => {
  const call = makeCaller();
  const AccountId = "111122223333";
  const Notification = { NotificationType: "ACTUAL", ComparisonOperator: "GREATER_THAN", Threshold: 80 };
  const Subscribers = [{ SubscriptionType: "EMAIL", Address: "a@example.com" }];
  await call("budgets.CreateBudget", {
    AccountId,
    Budget: { BudgetName: "b", TimeUnit: "MONTHLY", BudgetType: "COST" },
    NotificationsWithSubscribers: [{ Notification, Subscribers }],
  });
  const of = { AccountId, BudgetName: "b" };
  const { Notifications } = await call("budgets.DescribeNotificationsForBudget", of);
  expect(Notifications).toEqual([expect.objectContaining(Notification)]);
  const told = await call("budgets.DescribeSubscribersForNotification", { ...of, Notification });
  expect(told.Subscribers).toEqual(Subscribers);
});

test("a network's association with a network of services tells both", async () => {
  const call = makeCaller();
  const { VpcId } = await makeNetwork(call);
  const network = await call("vpc-lattice.CreateServiceNetwork", { name: "n" });
  const of = { serviceNetworkIdentifier: network.id, vpcIdentifier: VpcId };
  await call("vpc-lattice.CreateServiceNetworkVpcAssociation", of);
  const { items } = await call("vpc-lattice.ListServiceNetworkVpcAssociations", {
    serviceNetworkIdentifier: network.id,
  });
  expect(items).toEqual([
    expect.objectContaining({
      ...{
        serviceNetworkId: network.id,
        serviceNetworkArn: network.arn,
        serviceNetworkName: "n",
        vpcId: VpcId,
      },
    }),
  ]);
});

test("a certificate tells how each of its names is validated", async () => {
  const call = makeCaller();
  const of = { DomainName: "a.example.com", SubjectAlternativeNames: ["a.example.com", "b.example.com"] };
  const { CertificateArn } = await call("acm.RequestCertificate", { ...of, ValidationMethod: "DNS" });
  const { Certificate } = await call("acm.DescribeCertificate", { CertificateArn });
  const told = ["a.example.com", "b.example.com"].map((DomainName) =>
    expect.objectContaining({ DomainName, ValidationDomain: DomainName, ValidationMethod: "DNS" }),
  );
  expect(Certificate.DomainValidationOptions).toBeArrayOfSize(2);
  expect(Certificate.DomainValidationOptions).toEqual(expect.arrayContaining(told));
});

test("the id of a domain is in its ARN", async () => {
  const call = makeCaller();
  const arn = "arn:aws:sagemaker:eu-west-1:111122223333:domain/d-abcdefghijkl";
  const DefaultUserSettings = { ExecutionRole: "r" };
  await call(
    "sagemaker.CreateDomain",
    { DomainName: "s", AuthMode: "IAM", DefaultUserSettings },
    tell({ DomainArn: arn }),
  );
  expect((await call("sagemaker.ListDomains")).Domains).toEqual([
    expect.objectContaining({ DomainId: "d-abcdefghijkl", DomainName: "s" }),
  ]);
});

describe("what an answer says", () => {
  test("of what it stands in is its ARN, too", async () => {
    const call = makeCaller();
    const TrailARN = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/t";
    await call("cloudtrail.CreateTrail", { Name: "t", S3BucketName: "b" }, tell({ Name: "t", TrailARN }));
    const EventSelectors = [{ ReadWriteType: "WriteOnly" }];
    await call("cloudtrail.PutEventSelectors", { TrailName: "t", EventSelectors });
    expect(await call("cloudtrail.GetEventSelectors", { TrailName: "t" })).toMatchObject({ TrailARN });
  });

  test("of tags names what was asked for", async () => {
    const call = makeCaller();
    const { Group } = await call("resource-groups.CreateGroup", { Name: "g", Tags: { a: "b" } });
    const told = await call("resource-groups.GetTags", { Arn: Group.GroupArn });
    expect(told).toEqual({ Arn: Group.GroupArn, Tags: { a: "b" } });
  });

  test("of a list is how many items it has", async () => {
    const call = makeCaller();
    const config = { CallerReference: "k", Name: "n", EncodedKey: "x" };
    await call("cloudfront.CreatePublicKey", { PublicKeyConfig: config });
    const { PublicKeyList } = await call("cloudfront.ListPublicKeys");
    expect(PublicKeyList).toMatchObject({ Quantity: 1, Items: [expect.objectContaining({ Name: "n" })] });
  });

  test("is not what CloudTrail hid", async () => {
    const call = makeCaller();
    const hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";
    const mesh = { meshName: "m", spec: { egressFilter: { type: hidden } }, status: { status: "ACTIVE" } };
    await call("appmesh.CreateMesh", { meshName: "m", spec: {} }, tell({ mesh }));
    expect(JSON.stringify(await call("appmesh.DescribeMesh", { meshName: "m" }))).not.toContain(hidden);
  });
});

test("what was ended is still told, as ended", async () => {
  const call = makeCaller();
  const { JobFlowId } = await call("emr.RunJobFlow", { Name: "jobs", Instances: { InstanceCount: 1 } });
  await call("emr.TerminateJobFlows", { JobFlowIds: [JobFlowId] });
  const { Cluster } = await call("emr.DescribeCluster", { ClusterId: JobFlowId });
  expect(Cluster.Status.State).toBe("TERMINATED");
});

test("a policy for passwords is made by its first change", async () => {
  const call = makeCaller();
  expect(await call("iam.GetAccountPasswordPolicy")).toBe("NoSuchEntity");
  await call("iam.UpdateAccountPasswordPolicy", { MinimumPasswordLength: 9 });
  expect((await call("iam.GetAccountPasswordPolicy")).PasswordPolicy.MinimumPasswordLength).toBe(9);
});
