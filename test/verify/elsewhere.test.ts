// What a verification in an instance asks of what calls have put elsewhere, replaced, or taken along.
import { expect, test } from "bun:test";
import { type RecordedCall, readBack } from "../instance/support/read-back.ts";

async function listOthers(...calls: readonly RecordedCall[]): Promise<readonly string[]> {
  return (await readBack(calls)).others;
}

const VPC = { vpc: { vpcId: "vpc-0a1b2c3d4e5f60718", cidrBlock: "10.0.0.0/16" } };
const SUBNET = {
  subnet: { subnetId: "subnet-0a1b2c3d4e5f60718", vpcId: VPC.vpc.vpcId, cidrBlock: "10.0.1.0/24" },
};
const makeTable = (routeTableId: string): RecordedCall => [
  "ec2.CreateRouteTable",
  { vpcId: VPC.vpc.vpcId },
  { routeTable: { routeTableId, vpcId: VPC.vpc.vpcId } },
];

test("an association that another one takes the place of is no more", async () => {
  const [one, other] = ["rtb-0a1b2c3d4e5f60718", "rtb-1a1b2c3d4e5f60718"];
  const others = await listOthers(
    ["ec2.CreateVpc", { cidrBlock: "10.0.0.0/16" }, VPC],
    ["ec2.CreateSubnet", { vpcId: VPC.vpc.vpcId, cidrBlock: "10.0.1.0/24" }, SUBNET],
    makeTable(one),
    makeTable(other),
    [
      "ec2.AssociateRouteTable",
      { routeTableId: one, subnetId: SUBNET.subnet.subnetId },
      { associationId: "rtbassoc-0a1b2c3d4e5f60718" },
    ],
    [
      "ec2.ReplaceRouteTableAssociation",
      { associationId: "rtbassoc-0a1b2c3d4e5f60718", routeTableId: other },
      { newAssociationId: "rtbassoc-1a1b2c3d4e5f60718" },
    ],
  );
  expect(others).toEqual([]);
});

test("an account is where it was moved last", async () => {
  const make = (name: string, id: string): RecordedCall => [
    "organizations.CreateOrganizationalUnit",
    { parentId: "r-abcd", name },
    { organizationalUnit: { id, arn: `arn:aws:organizations::111122223333:ou/o-abcdefghij/${id}`, name } },
  ];
  const move = (sourceParentId: string, destinationParentId: string): RecordedCall => [
    "organizations.MoveAccount",
    { accountId: "444455556666", sourceParentId, destinationParentId },
  ];
  const others = await listOthers(
    make("one", "ou-abcd-11111111"),
    make("two", "ou-abcd-22222222"),
    move("r-abcd", "ou-abcd-11111111"),
    move("ou-abcd-11111111", "ou-abcd-22222222"),
  );
  expect(others).toEqual([]);
});

test("what a thing was made with and has been parted from is asked for no longer", async () => {
  const group = { autoScalingGroupName: "all" };
  const others = await listOthers(
    [
      "autoscaling.CreateAutoScalingGroup",
      { ...group, minSize: 0, maxSize: 1, launchConfigurationName: "l", loadBalancerNames: ["main", "old"] },
    ],
    ["autoscaling.DetachLoadBalancers", { ...group, loadBalancerNames: ["main"] }],
  );
  expect(others).toEqual([]);
});

test("what stands in what goes with a thing goes as well", async () => {
  const arn = "arn:aws:elasticloadbalancing:us-east-1:111122223333";
  const listenerArn = `${arn}:listener/app/l/0123456789abcdef/0123456789abcdef`;
  const loadBalancerArn = `${arn}:loadbalancer/app/l/0123456789abcdef`;
  const actions = [{ type: "fixed-response", fixedResponseConfig: { statusCode: "200" } }];
  const rule = {
    ruleArn: `${listenerArn.replace(":listener/", ":listener-rule/")}/1123456789abcdef`,
    priority: "1",
  };
  const others = await listOthers(
    ["elasticloadbalancing.CreateLoadBalancer", { name: "l" }, { loadBalancers: [{ loadBalancerArn }] }],
    [
      "elasticloadbalancing.CreateListener",
      { loadBalancerArn, protocol: "HTTP", port: 80, defaultActions: actions },
      { listeners: [{ listenerArn, loadBalancerArn }] },
    ],
    [
      "elasticloadbalancing.CreateRule",
      { listenerArn, priority: 1, conditions: [], actions },
      { rules: [rule] },
    ],
    ["elasticloadbalancing.DeleteLoadBalancer", { loadBalancerArn }],
  );
  expect(others).toEqual([]);
});
