/** Made-up calls: each has an identity of its own, the same in every run, by which a target tells it from the others. */
import { expect, test } from "bun:test";
import { addClosings } from "../../../src/plan/missing/add-closings.ts";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import type { Step } from "../../../src/plan/steps.ts";
import { prepareRequest } from "../../../src/replay/prepare.ts";
import { type Call, planCalls } from "./plan-calls.ts";

const DESTINATION = { endpoint: "http://localhost:4566", version: "0.1.0" };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Routes of two tables, and of two NAT gateways, that the log does not create. */
const CALLS: readonly Call[] = ["a", "b"].map((letter) => ({
  service: "ec2",
  operation: "CreateRoute",
  parameters: {
    routeTableId: `rtb-0${letter.repeat(16)}`,
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId: `nat-0${letter.repeat(16)}`,
  },
}));

async function plan(calls: readonly Call[]): Promise<Step[]> {
  return addClosings(await addPrerequisites(await planCalls(calls)));
}

function listTokens(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    const prepared = prepareRequest(step, DESTINATION);
    if (!("request" in prepared)) return [];
    const token = new URLSearchParams(String(prepared.request.body)).get("ClientToken");
    return token === null ? [] : [token];
  });
}

test("every made-up call sends a token of its own", async () => {
  const made = (await plan(CALLS)).filter(({ event }) => event === undefined);
  const tokens = listTokens(made);
  expect(made.filter(({ operation }) => operation.name === "CreateRouteTable")).toHaveLength(2);
  expect(made.filter(({ operation }) => operation.name === "CreateNatGateway")).toHaveLength(2);
  expect(tokens.length).toBeGreaterThanOrEqual(4);
  expect(new Set(tokens).size).toBe(tokens.length);
  for (const token of tokens) expect(token).toMatch(UUID);
});

test("it is the same in every run", async () => {
  expect(listTokens(await plan(CALLS))).toEqual(listTokens(await plan(CALLS)));
});

test("the calls of a log and those that are made up for it have different ids", async () => {
  const group = "sg-0123456789abcdef0";
  const rule = (port: number) => ({
    groupId: group,
    ipPermissions: { items: [{ ipProtocol: "tcp", fromPort: port, toPort: port, groups: {}, ipRanges: {} }] },
  });
  const attach = (name: string) => ({ roleName: "r", policyArn: `arn:aws:iam::111122223333:policy/${name}` });
  const ids = (
    await plan([
      ...CALLS,
      { service: "ec2", operation: "AuthorizeSecurityGroupIngress", parameters: rule(80) },
      { service: "ec2", operation: "AuthorizeSecurityGroupIngress", parameters: rule(443) },
      { service: "iam", operation: "AttachRolePolicy", parameters: attach("p") },
      { service: "iam", operation: "AttachRolePolicy", parameters: attach("q") },
      { service: "iam", operation: "DeleteRole", parameters: { roleName: "r" } },
      { service: "ec2", operation: "DeleteSecurityGroup", parameters: { groupId: group } },
    ])
  ).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("what needs it is the call of the log, through any number of made-up ones", async () => {
  const steps = await plan(CALLS);
  const recorded = new Set(steps.flatMap(({ id, event }) => (event ? [id] : [])));
  const made = steps.flatMap(({ creation }) => creation ?? []);
  expect(made.length).toBeGreaterThan(4);
  for (const { neededBy } of made) expect(recorded).toContain(neededBy);
});
