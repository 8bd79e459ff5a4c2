// Where EC2 is: regions and zones, which no call makes.
import { expect, test } from "bun:test";
import { makeCaller } from "../support/world.ts";

test("regions are the partition's, and can be asked for by name and filter", async () => {
  const call = makeCaller();
  const all = (await call("ec2.DescribeRegions")).Regions;
  expect(all.length).toBeGreaterThan(10);
  expect(all).toContainEqual({
    RegionName: "eu-west-1",
    Endpoint: "ec2.eu-west-1.amazonaws.com",
    OptInStatus: "opt-in-not-required",
  });
  const chosen = [{ RegionName: "us-east-1" }];
  expect((await call("ec2.DescribeRegions", { RegionNames: ["us-east-1"] })).Regions).toMatchObject(chosen);
  const Filters = [{ Name: "region-name", Values: ["us-east-1"] }];
  expect((await call("ec2.DescribeRegions", { Filters })).Regions).toMatchObject(chosen);
  expect(
    (await call("ec2.DescribeRegions", {}, { caller: { account: "1", region: "cn-north-1" } })).Regions,
  ).toMatchObject([
    { RegionName: "cn-north-1", Endpoint: "ec2.cn-north-1.amazonaws.com.cn" },
    { RegionName: "cn-northwest-1" },
  ]);
});

test("zones are three of the region, with the ids that all accounts have", async () => {
  const call = makeCaller();
  const { AvailabilityZones } = await call("ec2.DescribeAvailabilityZones");
  expect(AvailabilityZones.map(({ ZoneName }: { ZoneName: string }) => ZoneName)).toEqual([
    "eu-west-1a",
    "eu-west-1b",
    "eu-west-1c",
  ]);
  const picked = await call("ec2.DescribeAvailabilityZones", { ZoneNames: ["eu-west-1b"] });
  expect(picked.AvailabilityZones).toMatchObject([
    { ZoneId: "euw1-az2", State: "available", RegionName: "eu-west-1" },
  ]);
});

test.each([
  ["us-east-1", "use1-az1"],
  ["ap-southeast-1", "apse1-az1"],
  ["eu-central-1", "euc1-az1"],
  ["us-gov-west-1", "usgw1-az1"],
])("the first zone of %s is %s", async (region, id) => {
  const caller = { account: "111122223333", region };
  const { AvailabilityZones } = await makeCaller()("ec2.DescribeAvailabilityZones", {}, { caller });
  expect(AvailabilityZones[0].ZoneId).toBe(id);
});
