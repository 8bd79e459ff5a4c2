// Items of two answers' lists, paired by what is learnt already.
import { expect, test } from "bun:test";
import { Identities } from "../../src/identities/identities.ts";
import { makeSteps } from "../dialect/support.ts";
import { answer } from "./answer.ts";

const VPC = "vpc-0a0a0a0a0a0a0a0a0";

test("items of a list are paired by what is known to stand for what they hold", async () => {
  const [one, other] = ["subnet-0a0a0a0a0a0a0a0a0", "subnet-0b0b0b0b0b0b0b0b0"];
  const made = [one, other].map((subnetId, second) => ({
    second,
    source: "ec2",
    name: "CreateSubnet",
    request: { vpcId: VPC },
    response: { subnet: { subnetId } },
  }));
  const association = "aclassoc-0a0a0a0a0a0a0a0a0";
  const steps = await makeSteps([
    ...made,
    {
      second: 3,
      source: "ec2",
      name: "DescribeNetworkAcls",
      request: {},
      response: {
        networkAclSet: {
          items: [{ associationSet: { items: [{ networkAclAssociationId: association, subnetId: other }] } }],
        },
      },
    },
  ]);
  const identities = new Identities();
  const live = ["subnet-00000001", "subnet-00000002"];
  const items = live.map(
    (id) =>
      `<item><networkAclAssociationId>aclassoc-${id.slice(7)}</networkAclAssociationId><subnetId>${id}</subnetId></item>`,
  );
  const bodies = [
    ...live.map((id) => `<R><subnet><subnetId>${id}</subnetId></subnet></R>`),
    `<R><networkAclSet><item><associationSet>${items.join("")}</associationSet></item></networkAclSet></R>`,
  ];
  for (const [at, step] of steps.entries()) identities.read(step, answer(bodies[at] ?? ""));
  expect(identities.findLive(association)).toBe("aclassoc-00000002");
});
