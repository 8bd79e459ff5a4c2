// What the members of a list's input ask for, by how they are called: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html
import { describe, expect, test } from "bun:test";
import type { Structure } from "../../src/aws/values.ts";
import { makeCaller } from "./support/world.ts";

/** When the tests' world is. */
const NOW = 1_775_000_000_000;
const HOUR = 3_600_000;

async function makeModels() {
  const call = makeCaller();
  const role = { ExecutionRoleArn: "arn:aws:iam::111122223333:role/r" };
  for (const ModelName of ["b-shoes", "a-shirts", "c-shoes"])
    await call("sagemaker.CreateModel", { ...role, ModelName });
  return async (asked: Structure) => {
    const told = await call("sagemaker.ListModels", asked);
    return told.Models.map(({ ModelName }: { ModelName: string }) => ModelName);
  };
}

describe("a list", () => {
  test("of what has a text in its name", async () => {
    const list = await makeModels();
    expect((await list({ NameContains: "shoes" })).toSorted()).toEqual(["b-shoes", "c-shoes"]);
    expect(await list({ NameContains: "hats" })).toEqual([]);
  });

  test("of what was made before and after a moment", async () => {
    const list = await makeModels();
    const [early, late] = [new Date(NOW - HOUR), new Date(NOW + HOUR)];
    expect(await list({ CreationTimeAfter: early, CreationTimeBefore: late })).toHaveLength(3);
    expect(await list({ CreationTimeAfter: late })).toEqual([]);
    expect(await list({ CreationTimeBefore: early })).toEqual([]);
  });

  test("in the order that is asked for", async () => {
    const list = await makeModels();
    expect(await list({ SortBy: "Name" })).toEqual(["a-shirts", "b-shoes", "c-shoes"]);
    expect(await list({ SortBy: "Name", SortOrder: "Descending" })).toEqual([
      "c-shoes",
      "b-shoes",
      "a-shirts",
    ]);
    expect(await list({ SortOrder: "Descending" })).toEqual(["c-shoes", "a-shirts", "b-shoes"]);
    expect(await list({ SortOrder: "Ascending", MaxResults: 2 })).toEqual(["b-shoes", "a-shirts"]);
  });

  test("of what has one state, and of what has one of several", async () => {
    const call = makeCaller();
    const rest = { InstanceType: "ml.t2.medium", RoleArn: "arn:aws:iam::111122223333:role/r" };
    for (const NotebookInstanceName of ["one", "two"])
      await call("sagemaker.CreateNotebookInstance", { NotebookInstanceName, ...rest });
    await call("sagemaker.StopNotebookInstance", { NotebookInstanceName: "one" });
    const list = async (StatusEquals: string) =>
      (await call("sagemaker.ListNotebookInstances", { StatusEquals })).NotebookInstances.map(
        (one: { NotebookInstanceName: string }) => one.NotebookInstanceName,
      );
    expect(await list("Stopped")).toEqual(["one"]);
    expect(await list("InService")).toEqual(["two"]);
    expect(await list("Failed")).toEqual([]);

    await call("emr-containers.CreateVirtualCluster", {
      ...{ name: "c", clientToken: "t" },
      containerProvider: { type: "EKS", id: "k", info: { eksInfo: { namespace: "n" } } },
    });
    const count = async (asked: Structure) =>
      (await call("emr-containers.ListVirtualClusters", asked)).virtualClusters.length;
    expect(await count({ states: ["RUNNING", "ARRESTED"] })).toBe(1);
    expect(await count({ states: ["TERMINATED"] })).toBe(0);
    expect(await count({ createdBefore: new Date(NOW - HOUR) })).toBe(0);
    expect(await count({ createdAfter: new Date(NOW - HOUR) })).toBe(1);
  });

  test("of what is called by a name's beginning", async () => {
    const call = makeCaller();
    for (const name of ["orders", "orders-test", "my-orders"])
      await call("apigateway.CreateApiKey", { name });
    const told = await call("apigateway.GetApiKeys", { nameQuery: "orders" });
    expect(told.items.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      "orders",
      "orders-test",
    ]);
    await call("iot.CreateThingGroup", { thingGroupName: "orders" });
    await call("iot.CreateThingGroup", { thingGroupName: "carts" });
    expect((await call("iot.ListThingGroups", { namePrefixFilter: "ord" })).thingGroups).toHaveLength(1);
  });

  test("of what has some tags", async () => {
    const call = makeCaller();
    const rest = { Role: "r", Command: { Name: "glueetl" } };
    await call("glue.CreateJob", { Name: "one", ...rest, Tags: { team: "a", stage: "b" } });
    await call("glue.CreateJob", { Name: "two", ...rest, Tags: { team: "b" } });
    expect((await call("glue.ListJobs", { Tags: { team: "a" } })).JobNames).toEqual(["one"]);
    expect((await call("glue.ListJobs", { Tags: { team: "a", stage: "c" } })).JobNames).toEqual([]);
    expect((await call("glue.ListJobs", {})).JobNames).toHaveLength(2);
  });
});

describe("members that are asked for inside of one", () => {
  test("are lists of which what is told has one", async () => {
    const call = makeCaller();
    for (const name of ["one", "two"])
      await call("shield.CreateProtection", {
        Name: name,
        ResourceArn: `arn:aws:cloudfront::111122223333:distribution/${name}`,
      });
    const list = async (InclusionFilters: Structure) =>
      (await call("shield.ListProtections", { InclusionFilters })).Protections.map(
        ({ Name }: { Name: string }) => Name,
      );
    expect(await list({ ProtectionNames: ["one"] })).toEqual(["one"]);
    expect(await list({ ResourceArns: ["arn:aws:cloudfront::111122223333:distribution/two"] })).toEqual([
      "two",
    ]);
    expect(await list({ ProtectionNames: ["three"] })).toEqual([]);

    await call("acm.RequestCertificate", { DomainName: "a.example", KeyAlgorithm: "EC_prime256v1" });
    const count = async (keyTypes: string[]) =>
      (await call("acm.ListCertificates", { Includes: { keyTypes } })).CertificateSummaryList.length;
    expect(await count(["RSA_2048", "EC_prime256v1"])).toBe(1);
    expect(await count(["RSA_1024"])).toBe(0);
  });

  test("are refused where they are not understood", async () => {
    const call = makeCaller();
    await call("acm.RequestCertificate", { DomainName: "a.example" });
    expect(await call("acm.ListCertificates", { Includes: { keyUsage: ["ANY"] } })).toBe("NotImplemented");
  });

  test("may be several, of which a thing has all of one", async () => {
    const call = makeCaller();
    for (const name of ["one", "two"]) {
      const GroupArn = `arn:aws:resource-groups:eu-west-1:111122223333:group/${name}/0b`;
      const rest = { TagKey: "k", TagValue: "v", RoleArn: "arn:aws:iam::111122223333:role/r" };
      const output = { GroupArn, GroupName: name, TaskArn: `${GroupArn}/tag-sync-task/${name}`, ...rest };
      await call(
        "resource-groups.StartTagSyncTask",
        { Group: GroupArn, ...rest },
        { told: { output, at: NOW } },
      );
    }
    const list = async (...Filters: Structure[]) =>
      (await call("resource-groups.ListTagSyncTasks", { Filters })).TagSyncTasks.map(
        ({ GroupName }: { GroupName: string }) => GroupName,
      );
    expect(await list({ GroupName: "one" })).toEqual(["one"]);
    expect((await list({ GroupName: "one" }, { GroupName: "two" })).toSorted()).toEqual(["one", "two"]);
    expect(await list({ GroupName: "three" })).toEqual([]);
  });
});

test("filters by lists of ids are of things that have one of them", async () => {
  const call = makeCaller();
  const make = async (subnet: string) => {
    const { Cluster } = await call("cloudhsmv2.CreateCluster", {
      HsmType: "hsm1.medium",
      SubnetIds: [subnet],
    });
    return String(Cluster.ClusterId);
  };
  const [one] = [await make("subnet-0aaaaaaa"), await make("subnet-0bbbbbbb")];
  const list = async (Filters: Structure) =>
    (await call("cloudhsmv2.DescribeClusters", { Filters })).Clusters.map(
      ({ ClusterId }: { ClusterId: string }) => ClusterId,
    );
  expect(await list({ clusterIds: [one] })).toEqual([one]);
  expect(await list({ clusterIds: ["cluster-none"] })).toEqual([]);
});
