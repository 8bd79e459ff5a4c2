// Two things of one name: where they stand apart, and where a service takes a name again.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("a name that is a thing's own in what it stands in may be there twice", async () => {
  const call = makeCaller();
  const group = (VpcId: string) =>
    call("ec2.CreateSecurityGroup", { GroupName: "web", Description: "web", VpcId });
  const vpcs = await Promise.all(
    ["10.0.0.0/16", "10.1.0.0/16"].map(
      async (CidrBlock) => (await call("ec2.CreateVpc", { CidrBlock })).Vpc.VpcId,
    ),
  );
  const made = [await group(vpcs[0]), await group(vpcs[1])];
  expect(new Set(made.map(({ GroupId }) => GroupId)).size).toBe(2);
  expect(await group(vpcs[1])).toBe("InvalidGroup.Duplicate");
  const { SecurityGroups } = await call("ec2.DescribeSecurityGroups", {
    Filters: [{ Name: "group-name", Values: ["web"] }],
  });
  expect(SecurityGroups.map(({ VpcId }: { VpcId: string }) => VpcId)).toEqual(vpcs);
});

test("what may have a name that is taken is another thing", async () => {
  const call = makeCaller();
  const made = [
    await call("ivs.CreateChannel", { name: "a" }),
    await call("ivs.CreateChannel", { name: "a" }),
  ];
  const arns = made.map(({ channel }) => channel.arn);
  expect(new Set(arns).size).toBe(2);
  for (const arn of arns) expect((await call("ivs.GetChannel", { arn })).channel.name).toBe("a");
});
