// What a whole run learns: which answer may teach what.
import { expect, test } from "bun:test";
import { Identities } from "../../src/identities/identities.ts";
import { makeSteps } from "../dialect/support.ts";

function answer(body: string) {
  return { status: 200, headers: {}, body: new TextEncoder().encode(body) };
}

const VPC = "vpc-0a0a0a0a0a0a0a0a0";

test("a call that only mentions a thing does not say what stands for it", async () => {
  const [vpc, balancer] = await makeSteps([
    {
      second: 0,
      source: "ec2",
      name: "CreateVpc",
      request: { cidrBlock: "10.0.0.0/16" },
      response: { vpc: { vpcId: VPC } },
    },
    {
      second: 1,
      source: "elasticloadbalancing",
      name: "CreateLoadBalancer",
      request: { name: "web" },
      response: { loadBalancers: [{ vpcId: VPC }] },
    },
  ]);
  if (!vpc || !balancer) throw new RangeError();
  const identities = new Identities();
  identities.read(
    vpc,
    answer("<CreateVpcResponse><vpc><vpcId>vpc-9f9f9f9f</vpcId></vpc></CreateVpcResponse>"),
  );
  identities.read(
    balancer,
    answer(
      "<R><CreateLoadBalancerResult><LoadBalancers><member><VpcId>vpc-00000001</VpcId></member></LoadBalancers></CreateLoadBalancerResult></R>",
    ),
  );
  expect(identities.findLive(VPC)).toBe("vpc-9f9f9f9f");
});

test("a thing that is made anew has its new identifier", async () => {
  const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-xehWok";
  const [step] = await makeSteps([
    {
      second: 0,
      source: "secretsmanager",
      name: "CreateSecret",
      request: { name: "db" },
      response: { arn: secret },
    },
  ]);
  if (!step) throw new RangeError();
  const identities = new Identities();
  for (const suffix of ["AAAAAA", "BBBBBB"])
    identities.read(step, answer(JSON.stringify({ ARN: secret.replace("xehWok", suffix) })));
  expect(identities.findLive(secret)).toBe(secret.replace("xehWok", "BBBBBB"));
});

test("pairs of an earlier run are known from the start, in the target's places", () => {
  const identities = new Identities(
    (text) => text.replace("111122223333", "000000000000"),
    [{ recorded: "arn:aws:sqs:eu-west-1:111122223333:q-1", live: "arn:live" }],
  );
  expect(identities.findLive("arn:aws:sqs:eu-west-1:111122223333:q-1")).toBe("arn:live");
  expect(identities.dictionary.get("arn:aws:sqs:eu-west-1:000000000000:q-1")).toBe("arn:live");
});
