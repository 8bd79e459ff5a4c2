/** What a shard knows of the others: a property says that all shards plan together what a whole log's plan is. */

import { expect, test } from "bun:test";
import fc from "fast-check";
import { countAccounts } from "../../../src/emulator/accounts.ts";
import { planReplay } from "../../../src/plan/plan-replay.ts";
import { OtherShards } from "../../../src/plan/shards/other-shards.ts";
import type { TrailEvent } from "../../../src/trail/record.ts";
import { makeSharder } from "../../../src/trail/shard.ts";
import { tallyEvents } from "../../../src/trail/tally.ts";
import { makeEvent } from "../../replay/sample-event.ts";
import { expectAlways, makeDraw } from "../../support/expect-always.ts";

const LIMIT_MS = 300_000;
const REGIONS = ["us-east-1", "eu-west-1", "eu-central-1"];
const ACCOUNTS = ["111122223333", "444455556666"];

/** What a shard of the events knows of the rest. */
async function split(events: readonly TrailEvent[], index: number, count: number, isFinal = false) {
  const find = makeSharder(count);
  const others = new OtherShards("children", isFinal);
  for (const event of events) if (find(event) !== index) await others.add(event, find(event));
  const own = events.filter((event) => find(event) === index);
  await others.finish(own);
  return { own, others };
}

function makeLog(random: (limit: number) => number, length: number): TrailEvent[] {
  const pick = <T>(options: readonly T[]) => options[random(options.length)] as T;
  const at = Array.from({ length }, () => Date.UTC(2026, 0, 1) + random(30) * 1000).sort((a, b) => a - b);
  return at.map((moment, ordinal) => {
    const account = pick(ACCOUNTS);
    const name = `name-${random(4)}`;
    const role = `arn:aws:iam::${account}:role/${name}`;
    const calls = [
      { service: "iam", operation: "CreateRole", requestParameters: { roleName: name }, region: "us-east-1" },
      { service: "lambda", operation: "CreateFunction", requestParameters: { functionName: name, role } },
      {
        service: "lambda",
        operation: "UpdateFunctionConfiguration",
        requestParameters: { functionName: name, role },
      },
      { service: "eks", operation: "CreateCluster", requestParameters: { name, roleArn: role } },
      {
        service: "iam",
        operation: "AttachRolePolicy",
        requestParameters: { roleName: name },
        region: "us-east-1",
        invokedBy: "eks-nodegroup.amazonaws.com",
      },
      {
        service: "sqs",
        operation: "SendMessage",
        requestParameters: { queueUrl: `https://sqs.x.amazonaws.com/${account}/${name}` },
      },
    ];
    const { service, operation, ...rest } = pick(calls);
    const changes = { service, operation, eventName: operation, account, region: pick(REGIONS), ...rest };
    return makeEvent({ eventId: `e${ordinal}`, at: moment, ordinal, ...changes });
  });
}

const OPTIONS = {
  stacks: "children",
  bodyDir: undefined,
  createMissing: true,
  finalState: false,
} as const;

/** The steps of a plan that make what the log lacks, and the events of the others, each as a text. */
function describePlan({ steps, skipped }: Awaited<ReturnType<typeof planReplay>>) {
  return {
    events: steps.flatMap(({ id, event }) => (event ? [id] : [])),
    created: steps.flatMap(({ creation, account, region }) =>
      creation
        ? [`${account} ${region} ${creation.kind} ${creation.type} ${creation.recorded.split("/").at(-1)}`]
        : [],
    ),
    madeByParent: skipped.made_by_parent ?? 0,
  };
}

test(
  "all shards plan together what the whole log's plan is",
  () =>
    expectAlways(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const random = makeDraw(gen);
        const events = makeLog(random, 40);
        const whole = describePlan(await planReplay(events, OPTIONS));
        const count = 2 + random(5);
        const parts: ReturnType<typeof describePlan>[] = [];
        for (let index = 0; index < count; index++) {
          const { own, others } = await split(events, index, count);
          parts.push(describePlan(await planReplay(own, OPTIONS, { others })));
        }
        expect(parts.flatMap((part) => part.events).sort()).toEqual(whole.events.toSorted());
        expect(parts.reduce((sum, part) => sum + part.madeByParent, 0)).toBe(whole.madeByParent);
        // What nothing in the log makes is made once, by the shard that needs it first.
        // A role of no name is made up in the place of one that the log makes too late, as only its own shard can see.
        const named = (created: readonly string[]) =>
          created.filter((thing) => !thing.includes("cloudmock-role")).sort();
        expect(named(parts.flatMap((part) => part.created))).toEqual(named(whole.created));
      }),
      { share: 0.2 },
    ),
  LIMIT_MS,
);

/** Removes roles, which are told by the ARNs of their answers: in another region than what is made with them. */
function removeRoles(events: readonly TrailEvent[], random: (limit: number) => number): TrailEvent[] {
  return events.map((event) => {
    if (event.operation === "AttachRolePolicy" && random(2) === 0)
      return { ...event, operation: "DeleteRole", eventName: "DeleteRole", invokedBy: undefined };
    if (event.operation !== "CreateRole") return event;
    const { roleName } = event.requestParameters as { roleName: string };
    const role = { roleName, arn: `arn:aws:iam::${event.account}:role/${roleName}` };
    return { ...event, responseElements: { role } };
  });
}

test(
  "all shards keep together what survives in the whole log",
  () =>
    expectAlways(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const random = makeDraw(gen);
        const options = { ...OPTIONS, createMissing: false, finalState: true };
        const events = removeRoles(makeLog(random, 40), random);
        const whole = await planReplay(events, options);
        const count = 2 + random(5);
        const parts: Awaited<ReturnType<typeof planReplay>>[] = [];
        for (let index = 0; index < count; index++) {
          const { own, others } = await split(events, index, count, true);
          parts.push(await planReplay(own, options, { others }));
        }
        const planned = parts.flatMap((part) => describePlan(part).events);
        expect(planned.sort()).toEqual(describePlan(whole).events.sort());
        const superseded = parts.reduce((sum, { skipped }) => sum + (skipped.superseded ?? 0), 0);
        expect(superseded).toBe(whole.skipped.superseded ?? 0);
      }),
      { share: 0.2 },
    ),
  LIMIT_MS,
);

test("what its own calls removed a shard makes again, whoever used it before", async () => {
  const account = "111122223333";
  const role = `arn:aws:iam::${account}:role/writer`;
  const iam = (operation: string) => ({
    service: "iam",
    operation,
    requestParameters: { roleName: "writer" },
  });
  const calls = [
    { ...iam("CreateRole"), region: "us-east-1" },
    {
      ...{ service: "lambda", operation: "CreateFunction", region: "eu-west-1" },
      requestParameters: { functionName: "price", role },
    },
    { ...iam("DeleteRole"), region: "us-east-1" },
    // Its making is not in the log.
    { ...iam("TagRole"), region: "us-east-1" },
  ];
  const events = calls.map((call, ordinal) =>
    makeEvent({
      ...call,
      eventName: call.operation,
      eventId: `e${ordinal}`,
      account,
      at: ordinal * 1000,
      ordinal,
    }),
  );
  const whole = describePlan(await planReplay(events, OPTIONS));
  expect(whole.created).toEqual([`${account} us-east-1 prerequisite role writer`]);
  const find = makeSharder(5);
  const home = find({ account, region: "us-east-1" });
  expect(find({ account, region: "eu-west-1" })).not.toBe(home);
  const { own, others } = await split(events, home, 5);
  expect(describePlan(await planReplay(own, OPTIONS, { others })).created).toEqual(whole.created);
});

test("every shard counts the whole log's accounts, in the same order", () =>
  expectAlways(
    fc.asyncProperty(fc.gen(), async (gen) => {
      const events = makeLog(makeDraw(gen), 60);
      const whole = countAccounts(events);
      for (const count of [2, 3, 7])
        for (let index = 0; index < count; index++) {
          const { own, others } = await split(events, index, count);
          expect(countAccounts(others.countCalls(tallyEvents(own)))).toEqual(whole);
        }
    }),
    { share: 0.1 },
  ));
