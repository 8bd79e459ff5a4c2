import { describe, expect, test } from "bun:test";
import { fillPlaceholders } from "../../src/plan/fill/placeholders.ts";
import { orderSteps } from "../../src/plan/order/order.ts";
import type { Step } from "../../src/plan/steps.ts";
import type { Outcome } from "../../src/replay/outcome.ts";
import {
  type Divergence,
  describeDivergence,
  explainFailures,
  renderDivergence,
} from "../../src/report/divergence.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeStep } from "../plan/make-step.ts";
import { makeCall } from "../support/make-call.ts";

type End = "ok" | readonly [code: string, message: string];

/** Explains steps, one second apart, that ended as told; an undefined end is a step without an outcome. */
async function explain(ends: readonly (readonly [Step, End | undefined])[]): Promise<readonly Divergence[]> {
  const steps = await orderSteps(ends.map(([step]) => step));
  const outcomes = ends.flatMap(([call, end]): Outcome[] => {
    if (end === undefined) return [];
    if (end === "ok") return [{ call, ok: true, status: 200 }];
    return [{ call, ok: false, status: 400, code: end[0], message: end[1] }];
  });
  return explainFailures(steps, outcomes);
}

const at = (second: number) => ({ at: second * 1000 });

async function makeNetwork() {
  const vpc = await makeStep(
    "ec2",
    "CreateVpc",
    { cidrBlock: "10.0.0.0/16" },
    {
      ...at(1),
      eventId: "make-vpc",
      responseElements: { vpc: { vpcId: "vpc-0a1b2c3d" } },
    },
  );
  const subnet = await makeStep(
    "ec2",
    "CreateSubnet",
    { vpcId: "vpc-0a1b2c3d", cidrBlock: "10.0.1.0/24" },
    {
      ...at(2),
      eventId: "make-subnet",
      responseElements: { subnet: { subnetId: "subnet-0a1b2c3d", vpcId: "vpc-0a1b2c3d" } },
    },
  );
  const run = await makeStep(
    "ec2",
    "CreateNetworkInterface",
    { subnetId: "subnet-0a1b2c3d" },
    { ...at(3), eventId: "make-eni" },
  );
  return { vpc, subnet, run };
}

describe("explainFailures", () => {
  test("a failure names the earlier one that was to make what it needs, each the nearest", async () => {
    const { vpc, subnet, run } = await makeNetwork();
    const found = await explain([
      [vpc, ["InvalidParameterValue", "no"]],
      [subnet, ["InvalidVpcID.NotFound", "no"]],
      [run, ["InvalidSubnetID.NotFound", "no"]],
    ]);
    expect(found.map(({ category, causedBy, expected }) => [category, causedBy?.id, expected])).toEqual([
      ["invalid_parameters", undefined, "success"],
      ["missing_prerequisite", "make-vpc", "success"],
      ["missing_prerequisite", "make-subnet", "success"],
    ]);
  });

  test("a call that could not be sent is a cause as well", async () => {
    const { vpc, subnet } = await makeNetwork();
    const [found] = await explain([
      [vpc, undefined],
      [subnet, ["InvalidVpcID.NotFound", "no"]],
    ]);
    expect(found?.causedBy?.id).toBe("make-vpc");
  });

  test("what was made after all is no cause, nor what an unrelated call failed to make", async () => {
    const role = (second: number) => makeStep("iam", "CreateRole", { roleName: "app" }, at(second));
    const attach = await makeStep(
      "iam",
      "AttachRolePolicy",
      { roleName: "app", policyArn: "arn:aws:iam::aws:policy/X" },
      at(3),
    );
    const other = await makeStep("iam", "CreateRole", { roleName: "other" }, at(0));
    const found = await explain([
      [other, ["Throttling", ""]],
      [await role(1), ["Throttling", ""]],
      [await role(2), "ok"],
      [attach, ["NoSuchEntity", "Policy X does not exist"]],
    ]);
    expect(found.map(({ causedBy }) => causedBy)).toEqual([undefined, undefined, undefined]);
  });

  test("a name is found in an ARN", async () => {
    const role = await makeStep("iam", "CreateRole", { roleName: "app" }, { ...at(1), eventId: "make-role" });
    const parameters = { functionName: "f", role: "arn:aws:iam::111122223333:role/app" };
    const create = await makeStep("lambda", "CreateFunction", parameters, at(2));
    const [, found] = await explain([
      [role, ["InternalError", ""]],
      [create, ["InvalidParameterValueException", "The role cannot be assumed by Lambda."]],
    ]);
    expect(found?.causedBy?.id).toBe("make-role");
  });

  test("a removal follows from an earlier removal that failed, until that is made up for", async () => {
    const detach = (second: number) =>
      makeStep(
        "iam",
        "DetachRolePolicy",
        { roleName: "app", policyArn: "arn:aws:iam::aws:policy/X" },
        { ...at(second), eventId: `detach-${second}` },
      );
    const remove = await makeStep("iam", "DeleteRole", { roleName: "app" }, at(5));
    const [, found] = await explain([
      [await detach(1), ["InternalFailure", ""]],
      [remove, ["DeleteConflict", "must detach all policies first"]],
    ]);
    expect(found?.causedBy?.id).toBe("detach-1");
  });

  test("a removal of what is not there does not follow from another removal", async () => {
    const parameters = { roleName: "app", policyArn: "arn:aws:iam::aws:policy/X" };
    const detach = await makeStep("iam", "DetachRolePolicy", parameters, at(1));
    const remove = await makeStep("iam", "DeleteRole", { roleName: "app" }, at(2));
    const [, found] = await explain([
      [detach, ["InternalFailure", ""]],
      [remove, ["NoSuchEntity", ""]],
    ]);
    expect(found?.causedBy).toBeUndefined();
  });

  test("placeholders name nothing that calls could share", async () => {
    const secrets = ["a", "b"].map((name, index) =>
      makeStep("secretsmanager", "CreateSecret", { name: `secret-${name}` }, at(index)),
    );
    const found = await explain(
      fillPlaceholders(await Promise.all(secrets)).map((step) => [step, ["InternalFailure", ""]] as const),
    );
    expect(found.map(({ causedBy }) => causedBy)).toEqual([undefined, undefined]);
  });

  test("two networks with one private DNS name do not follow from each other", async () => {
    const run = (second: number, network: string) =>
      makeStep(
        "ec2",
        "CreateNetworkInterface",
        { subnetId: `subnet-${network}` },
        {
          ...at(second),
          responseElements: {
            networkInterface: {
              networkInterfaceId: `eni-${network}`,
              subnetId: `subnet-${network}`,
              privateDnsName: "ip-10-0-0-5.eu-west-1.compute.internal",
            },
          },
        },
      );
    const zone = (second: number) =>
      makeStep("route53", "CreateHostedZone", { name: "corp.internal." }, at(second));
    const found = await explain([
      [await run(1, "0a0a0a0a"), ["InvalidSubnetID.NotFound", ""]],
      [await run(2, "0b0b0b0b"), ["InvalidSubnetID.NotFound", ""]],
      [await zone(3), ["InvalidVPCId", ""]],
      [await zone(4), ["InvalidVPCId", ""]],
    ]);
    expect(found.map(({ causedBy }) => causedBy?.id)).toEqual(Array(4).fill(undefined));
  });

  test("a word that happens to be a thing's name makes no call follow from another, nor ends that it is missing", async () => {
    const group = await makeStep("iam", "CreateGroup", { groupName: "ops" }, { ...at(1), eventId: "group" });
    const role = { roleName: "r", assumeRolePolicyDocument: "{}", description: "ops" };
    const mention = await makeStep("iam", "CreateRole", role, { ...at(2), eventId: "role" });
    const join = { groupName: "ops", userName: "u" };
    const user = await makeStep("iam", "AddUserToGroup", join, { ...at(3), eventId: "join" });
    const failed = ["ServiceFailure", ""] as const;
    const missing = ["NoSuchEntity", "not found"] as const;
    const [, second] = await explain([
      [group, failed],
      [mention, missing],
    ]);
    expect(second?.causedBy).toBeUndefined();
    const [, third] = await explain([
      [group, failed],
      [mention, "ok"],
      [user, missing],
    ]);
    expect(third?.causedBy?.id).toBe("group");
  });

  test("a name is that of another thing in another region or account, but for global services", async () => {
    const explainPair = async (
      [service, create, update]: readonly [string, string, string],
      parameters: unknown,
      where: Partial<TrailEvent>,
    ) => {
      const made = await makeStep(service, create, parameters, { ...at(1), eventId: "make" });
      const used = await makeStep(service, update, parameters, { ...at(2), ...where });
      const [, found] = await explain([
        [made, ["InternalError", ""]],
        [used, ["ResourceNotFoundException", ""]],
      ]);
      return found?.causedBy?.id;
    };
    const table = ["dynamodb", "CreateTable", "UpdateTable"] as const;
    const role = ["iam", "CreateRole", "UpdateRole"] as const;
    const elsewhere = { region: "ap-south-1" };
    const others = { account: "444455556666" };
    expect(await explainPair(table, { tableName: "orders" }, {})).toBe("make");
    expect(await explainPair(table, { tableName: "orders" }, elsewhere)).toBeUndefined();
    expect(await explainPair(table, { tableName: "orders" }, others)).toBeUndefined();
    expect(await explainPair(role, { roleName: "app" }, elsewhere)).toBe("make");
    expect(await explainPair(role, { roleName: "app" }, others)).toBeUndefined();
  });

  test("an operation that the target lacks has no other cause", async () => {
    const { vpc, subnet } = await makeNetwork();
    const [, found] = await explain([
      [vpc, ["InternalError", ""]],
      [subnet, ["InvalidAction", ""]],
    ]);
    expect(found).toMatchObject({ category: "target_unsupported" });
    expect(found?.causedBy).toBeUndefined();
  });

  test("where all went well there is nothing", async () => {
    const { vpc } = await makeNetwork();
    expect(await explain([[vpc, "ok"]])).toEqual([]);
  });
});

describe("renderDivergence", () => {
  const fail = (id: string, code: string, message: string, status = 400) =>
    describeDivergence({ call: makeCall({ id }), ok: false, status, code, message });

  test("groups by category and cause, with a line of advice each, and names the origin", async () => {
    const first = fail("e1", "InvalidAction", "Unknown action");
    const second = {
      ...fail("e2", "QueueDoesNotExist", "no\u001b[31m\nqueue"),
      causedBy: makeCall({ id: "e1" }),
    };
    expect(renderDivergence([second, first, fail("e3", "Timeout", "", 0)], false)).toBe(
      [
        "target_unsupported: the target does not have this operation (1)",
        "  advice: try a newer version of the emulator, or another one; --events or --services leaves such calls out",
        "    sqs.CreateQueue (event e1): InvalidAction: Unknown action",
        "missing_prerequisite: something that the call needs is not there (1)",
        "  advice: see which earlier call was to make it; where the log begins after it was made, --create-missing stands in for it",
        "    sqs.CreateQueue (event e2): QueueDoesNotExist: no [31m queue; follows from the failure of sqs.CreateQueue (event e1)",
        "network: no answer came (1)",
        "  advice: check that the emulator is still running and that --endpoint names it; a slow one needs a lower --concurrency",
        "    sqs.CreateQueue (event e3): Timeout",
        "",
      ].join("\n"),
    );
  });

  test("says of a shard that another one may have what is missing", async () => {
    const lines = renderDivergence([fail("e1", "QueueDoesNotExist", ""), fail("e2", "Throttled", "")], true);
    const advice = lines.split("\n").filter((line) => line.startsWith("  advice: "));
    const ending = "; it may be a call of another shard: replay that one first, into the same target";
    expect(advice.map((line) => line.endsWith(ending))).toEqual([true, false]);
  });

  test("shows ten of a cause and counts the rest; of nothing there is no text", async () => {
    const many = Array.from({ length: 12 }, (_, index) => fail(`e${index}`, "InvalidAction", ""));
    const lines = renderDivergence(many, false).split("\n");
    expect(lines).toHaveLength(14);
    expect(lines.at(-2)).toBe("    and 2 more");
    expect(renderDivergence([], true)).toBe("");
  });
});
