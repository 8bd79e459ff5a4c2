// An attribute of EC2 that is asked for as `{Value: …}` and read plainly.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import { compareInput } from "../../src/verify/compare.ts";

test.each([
  [false, []],
  [true, [{ member: "MapPublicIpOnLaunch", expected: "true", found: "false" }]],
] as const)("asked for as %p, found as false", async (Value, differences) => {
  const operation = await loadOperation("ec2", "ModifySubnetAttribute");
  const read = await loadOperation("ec2", "DescribeSubnets");
  const subnet = read.output?.members?.["Subnets"]?.member;
  if (!operation.input || !subnet) throw new RangeError("EC2's model has changed");
  const compared = compareInput(
    operation,
    { SubnetId: "subnet-1", MapPublicIpOnLaunch: { Value } },
    { ref: subnet, value: { SubnetId: "subnet-1", MapPublicIpOnLaunch: false } },
    { ref: operation.input, isWhole: false, skipped: new Set(), type: "subnet" },
  );
  expect(compared).toMatchObject({ compared: 2, differences });
});
