// ARNs that hang on other things: behind a balancer's own, with an account's id in them.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const HERE = "eu-west-1:111122223333";
const BALANCER = `arn:aws:elasticloadbalancing:${HERE}`;

test("what stands in a load balancer has an ARN behind the balancer's own", async () => {
  const call = makeCaller();
  const made = await call("elbv2.CreateLoadBalancer", { Name: "web" });
  const { LoadBalancerArn } = made.LoadBalancers[0];
  const { Listeners } = await call("elbv2.CreateListener", { LoadBalancerArn, Port: 80, DefaultActions: [] });
  const { ListenerArn } = Listeners[0];
  const end = LoadBalancerArn.slice(`${BALANCER}:loadbalancer/`.length);
  expect(ListenerArn).toMatch(new RegExp(`^${BALANCER}:listener/${end}/[0-9a-f]{16}$`));
  const { Rules } = await call("elbv2.CreateRule", { ListenerArn, Priority: 1, Conditions: [], Actions: [] });
  expect(Rules[0].RuleArn).toMatch(/:listener-rule\/app\/web\/[0-9a-f]{16}\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
});

test("an account's ARN has its own id, and the one of a service that calls the caller's so the caller's", async () => {
  const call = makeCaller();
  const { Organization } = await call("organizations.CreateOrganization", {});
  await call("organizations.CreateAccount", { Email: "a@example.com", AccountName: "a" });
  const { Accounts } = await call("organizations.ListAccounts", {});
  const made = Accounts.find(({ Name }: { Name: string }) => Name === "a");
  expect(made.Arn).toBe(`arn:aws:organizations::111122223333:account/${Organization.Id}/${made.Id}`);
  const { TaskArn } = await call("datasync.CreateTask", {
    SourceLocationArn: `arn:aws:datasync:${HERE}:location/loc-0123456789abcdef0`,
    DestinationLocationArn: `arn:aws:datasync:${HERE}:location/loc-0123456789abcdef1`,
  });
  expect(TaskArn).toMatch(new RegExp(`^arn:aws:datasync:${HERE}:task/task-`));
});
