/** What is missing with the thing that it stands in. */
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import { Dictionary } from "../../src/identities/dictionary.ts";
import { deriveFacts } from "../../src/verify/facts.ts";
import { KnowledgeBase } from "../../src/verify/knowledge.ts";
import { makeLive } from "../../src/verify/live.ts";
import { findWholes } from "../../src/verify/wholes.ts";
import { makeStep } from "../plan/make-step.ts";

test("what stands in a part is told with the whole of that", async () => {
  const balancer =
    "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/0123456789abcdef";
  const listener = balancer.replace("loadbalancer", "listener").concat("/1123456789abcdef");
  const rule = listener.replace("listener", "listener-rule").concat("/2123456789abcdef");
  const calls: readonly (readonly [name: string, input: Structure, output: Structure])[] = [
    ["CreateLoadBalancer", { Name: "web" }, { LoadBalancers: [{ LoadBalancerArn: balancer }] }],
    [
      "CreateListener",
      { LoadBalancerArn: balancer, DefaultActions: [] },
      { Listeners: [{ ListenerArn: listener, LoadBalancerArn: balancer }] },
    ],
    [
      "CreateRule",
      { ListenerArn: listener, Conditions: [], Priority: 1, Actions: [] },
      { Rules: [{ RuleArn: rule }] },
    ],
  ];
  const steps = await Promise.all(
    calls.map(async ([name, input, output]) => ({
      ...(await makeStep("elbv2", name, input)),
      operation: await loadOperation("elbv2", name),
      output,
    })),
  );
  const lives = steps.map((step) => makeLive(step, new Dictionary(), (text) => text));
  const facts = deriveFacts(lives, await KnowledgeBase.load(steps));
  const wholes = findWholes(facts);
  const name = (fact: (typeof facts)[number] | undefined) => fact?.live.step.operation.name;
  expect(facts.map((fact) => [name(fact), name(wholes.get(fact))])).toEqual([
    ["CreateLoadBalancer", undefined],
    ["CreateListener", "CreateLoadBalancer"],
    ["CreateRule", "CreateLoadBalancer"],
  ]);
});
