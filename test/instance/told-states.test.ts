// What answers tell of the state that a thing is in at that moment: what comes of it, and what the next call names.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import { settle } from "../../src/instance/behaviour/makes/states.ts";
import type { RecordedAnswer } from "../../src/instance/gateway.ts";
import { makeCaller } from "./support/world.ts";

const tell = (output: object) => ({ told: { output } as RecordedAnswer });

test("what production told while it was still to come is there, though no waiter knows how that is called", async () => {
  const call = makeCaller();
  const cluster = { ClusterName: "c", NodeType: "dax.t3.small", ReplicationFactor: 3, IamRoleArn: "r" };
  const told = { ClusterName: "c", ClusterArn: "arn:aws:dax:eu-west-1:111122223333:cache/c" };
  await call("dax.CreateCluster", cluster, tell({ Cluster: { ...told, Status: "creating" } }));
  const read = async () => (await call("dax.DescribeClusters")).Clusters[0];
  expect((await read()).Status).toBe("available");
  const fewer = { ClusterName: "c", NewReplicationFactor: 2 };
  const changed = { ...told, Status: "modifying", TotalNodes: 2 };
  await call("dax.DecreaseReplicationFactor", fewer, tell({ Cluster: changed }));
  expect(await read()).toMatchObject({ Status: "available", TotalNodes: 2 });
});

test("a token that the next change names is the one that the last change answered", async () => {
  const call = makeCaller();
  const set = { Name: "s", Scope: "REGIONAL" };
  const made = await call("wafv2.CreateIPSet", { ...set, IPAddressVersion: "IPV4", Addresses: [] });
  const { Id, LockToken } = made.Summary;
  const change = { ...set, Id, LockToken, Addresses: ["10.0.0.0/8"] };
  const { NextLockToken } = await call("wafv2.UpdateIPSet", change);
  expect(NextLockToken).not.toBe(LockToken);
  expect((await call("wafv2.GetIPSet", { ...set, Id })).LockToken).toBe(NextLockToken);
  await call("wafv2.UpdateIPSet", { ...change, LockToken: NextLockToken }, tell({ NextLockToken: "t-3" }));
  expect((await call("wafv2.ListIPSets", { Scope: "REGIONAL" })).IPSets[0].LockToken).toBe("t-3");
});

test("what was launched together is told in one reservation, with the profile that each machine has", async () => {
  const call = makeCaller();
  await call("iam.CreateInstanceProfile", { InstanceProfileName: "p" });
  const machine = { ImageId: "ami-1", IamInstanceProfile: { Name: "p" } };
  const two = await call("ec2.RunInstances", { ...machine, MinCount: 2, MaxCount: 2 });
  const told = { ReservationId: "r-0123456789abcdef0", Instances: [{ InstanceId: "i-3" }] };
  await call("ec2.RunInstances", { ...machine, MinCount: 1, MaxCount: 1 }, tell(told));
  const { Reservations } = await call("ec2.DescribeInstances");
  expect(Reservations).toMatchObject([
    { ReservationId: two.ReservationId, OwnerId: "111122223333", Instances: two.Instances.map(() => ({})) },
    { ReservationId: told.ReservationId, Instances: [{ InstanceId: "i-3" }] },
  ]);
  const { IamInstanceProfileAssociations: all } = await call("ec2.DescribeIamInstanceProfileAssociations");
  const Arn = "arn:aws:iam::111122223333:instance-profile/p";
  expect(all).toHaveLength(3);
  expect(all[2]).toMatchObject({ InstanceId: "i-3", IamInstanceProfile: { Arn }, State: "associated" });
  await call("ec2.TerminateInstances", { InstanceIds: ["i-3"] });
  expect(
    (await call("ec2.DescribeIamInstanceProfileAssociations")).IamInstanceProfileAssociations,
  ).toHaveLength(2);
});

test("connections that a group was made with, a registry's rules, and where a location lies are told", async () => {
  const call = makeCaller();
  const lag = { location: "EqDC2", connectionsBandwidth: "1Gbps", lagName: "l" };
  const connections = [{ connectionId: "dxcon-1", connectionName: "c", lagId: "dxlag-1" }];
  await call(
    "directconnect.CreateLag",
    { ...lag, numberOfConnections: 1 },
    tell({ ...lag, lagId: "dxlag-1", connections }),
  );
  expect((await call("directconnect.DescribeConnections")).connections).toMatchObject(connections);
  const rules = [
    { scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] },
  ];
  await call("ecr.PutRegistryScanningConfiguration", { scanType: "ENHANCED", rules });
  const { scanningConfiguration } = await call("ecr.GetRegistryScanningConfiguration");
  expect(scanningConfiguration).toEqual({ scanType: "ENHANCED", rules });
  const { LocationArn } = await call("datasync.CreateLocationS3", {
    ...{ S3BucketArn: "arn:aws:s3:::b", Subdirectory: "/in" },
    S3Config: { BucketAccessRoleArn: "arn:aws:iam::111122223333:role/r" },
  });
  expect((await call("datasync.DescribeLocationS3", { LocationArn })).LocationUri).toBe("s3://b/in/");
});

test("instances are found by the names of their service and its namespace, by what they have, and when they are well", async () => {
  const call = makeCaller();
  await call("servicediscovery.CreateHttpNamespace", { Name: "n" });
  const [{ Id: NamespaceId }] = (await call("servicediscovery.ListNamespaces")).Namespaces;
  const { Service } = await call("servicediscovery.CreateService", { Name: "s", NamespaceId });
  const ServiceId = Service.Id;
  for (const zone of ["a", "b"])
    await call("servicediscovery.RegisterInstance", { ServiceId, InstanceId: zone, Attributes: { zone } });
  const find = async (asked = {}) => {
    const found = await call("servicediscovery.DiscoverInstances", {
      ...{ NamespaceName: "n", ServiceName: "s", ...asked },
    });
    return found.Instances?.map((one: { InstanceId: string }) => one.InstanceId) ?? found;
  };
  expect(await find()).toEqual(["a", "b"]);
  expect(await find({ QueryParameters: { zone: "b" } })).toEqual(["b"]);
  expect(await find({ OptionalParameters: { zone: "c" } })).toEqual(["a", "b"]);
  const health = { ServiceId, InstanceId: "a", Status: "UNHEALTHY" };
  await call("servicediscovery.UpdateInstanceCustomHealthStatus", health);
  expect(await find()).toEqual(["b"]);
  expect(await find({ HealthStatus: "ALL" })).toEqual(["a", "b"]);
  expect((await call("servicediscovery.GetInstancesHealthStatus", { ServiceId })).Status).toEqual({
    ...{ a: "UNHEALTHY", b: "HEALTHY" },
  });
  expect([await find({ NamespaceName: "x" }), await find({ ServiceName: "x" })]).toEqual([
    ...["NamespaceNotFound", "ServiceNotFound"],
  ]);
});

test("an identity store goes by the id that a lookup of the replay tells, and a configuration counts its networks", async () => {
  const call = makeCaller();
  const InstanceArn = "arn:aws:sso:::instance/ssoins-1234567890abcdef";
  const PermissionSetArn = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1";
  const set = { Name: "Ops", InstanceArn };
  await call(
    "sso-admin.CreatePermissionSet",
    set,
    tell({ PermissionSet: { Name: "Ops", PermissionSetArn } }),
  );
  const IdentityStoreId = "d-1234567890";
  await call("sso-admin.ListInstances", {}, tell({ Instances: [{ IdentityStoreId }] }));
  expect((await call("sso-admin.ListInstances")).Instances).toMatchObject([{ InstanceArn, IdentityStoreId }]);
  const { GroupId } = await call("identitystore.CreateGroup", { IdentityStoreId, DisplayName: "g" });
  const group = { IdentityStoreId, GroupId };
  expect(await call("identitystore.DescribeGroup", group)).toMatchObject(group);
  const Id = "rslvr-qlc-1";
  await call(
    "route53resolver.CreateResolverQueryLogConfig",
    { Name: "q", DestinationArn: "arn:aws:s3:::b", CreatorRequestId: "1" },
    tell({ ResolverQueryLogConfig: { Id, AssociationCount: 0 } }),
  );
  const log = { ResolverQueryLogConfigId: Id };
  await call("route53resolver.AssociateResolverQueryLogConfig", { ...log, ResourceId: "vpc-1" });
  const { ResolverQueryLogConfig } = await call("route53resolver.GetResolverQueryLogConfig", log);
  expect(ResolverQueryLogConfig.AssociationCount).toBe(1);
});

test.each([
  ["ec2", "ModifyManagedPrefixList", "PrefixList.State", "modify-in-progress", "modify-complete"],
  ["lambda", "PutProvisionedConcurrencyConfig", "Status", "IN_PROGRESS", "READY"],
  ["lambda", "UpdateEventSourceMapping", "State", "Disabling", "Disabled"],
  ["ec2", "CreateVpcEndpoint", "VpcEndpoint.State", "pending", "available"],
  ["fsx", "CreateFileSystem", "FileSystem.Lifecycle", "CREATING", "AVAILABLE"],
])("what %s's %s tells at %s as %s comes to %s", async (service, name, at, told, becomes) => {
  const { model, output } = await loadOperation(service, name);
  const answer = at.split(".").reduceRight<object | string>((inner, step) => ({ [step]: inner }), told);
  const settled = output && settle(model, output, answer as Structure);
  expect(settled).toEqual(
    at.split(".").reduceRight<object | string>((inner, step) => ({ [step]: inner }), becomes) as Structure,
  );
});

test("what an answer tells beside its thing comes to be as well", async () => {
  const call = makeCaller();
  const FirewallArn = "arn:aws:network-firewall:eu-west-1:111122223333:firewall/f";
  const Firewall = { FirewallName: "f", FirewallArn, FirewallId: "1" };
  const FirewallStatus = { Status: "PROVISIONING", ConfigurationSyncStateSummary: "PENDING" };
  const FirewallPolicyArn = FirewallArn.replace("firewall/f", "firewall-policy/p");
  await call(
    "network-firewall.CreateFirewall",
    { FirewallName: "f", FirewallPolicyArn },
    tell({ Firewall, FirewallStatus }),
  );
  const told = await call("network-firewall.DescribeFirewall", { FirewallName: "f" });
  expect(told.FirewallStatus.Status).toBe("READY");
});
