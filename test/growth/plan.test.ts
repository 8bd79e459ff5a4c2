/** What planning costs, in steps: four times the calls are about four times the steps, whatever they have in common. */
import { expect, test } from "bun:test";
import { planReplay } from "../../src/plan/plan-replay.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeEvent } from "../replay/sample-event.ts";
import { countItemsAsync } from "../support/count-items.ts";

type Ask = readonly [operation: string, requestParameters: unknown, responseElements?: unknown];

const SIZE = 500;
/** The most that four times the calls may take. */
const MOST = 4.4;
const OPTIONS = { stacks: "children", bodyDir: undefined, createMissing: true, finalState: false } as const;
const ROLE = "arn:aws:iam::111122223333:role/web";

function makeId(prefix: string, place: number): string {
  return `${prefix}-${place.toString(16).padStart(17, "0")}`;
}

/** What each of `count` calls asks for. */
const LOGS: readonly (readonly [
  what: string,
  service: string,
  ask: (place: number, count: number) => Ask,
])[] = [
  [
    "queues",
    "sqs",
    (place) => [
      "CreateQueue",
      { queueName: `q${place}` },
      { queueUrl: `https://sqs.eu-west-1.amazonaws.com/111122223333/q${place}` },
    ],
  ],
  [
    "functions that share one role, and their end",
    "lambda",
    (place, count) =>
      place < count / 2
        ? ["CreateFunction", { functionName: `f${place}`, role: ROLE, runtime: "nodejs22.x" }]
        : ["DeleteFunction", { functionName: `f${place - count / 2}` }],
  ],
  [
    "one policy at many roles, and off again",
    "iam",
    (place, count) => [
      place < count / 2 ? "AttachRolePolicy" : "DetachRolePolicy",
      { roleName: `r${place % (count / 2)}`, policyArn: "arn:aws:iam::111122223333:policy/P" },
    ],
  ],
  [
    "many policies at one role, and the role's end",
    "iam",
    (place, count) =>
      place === count - 1
        ? ["DeleteRole", { roleName: "r" }]
        : ["AttachRolePolicy", { roleName: "r", policyArn: `arn:aws:iam::111122223333:policy/P${place}` }],
  ],
  [
    "one object, over and over",
    "s3",
    () => ["PutObject", { bucketName: "b", key: "k", "Content-Type": "text/plain" }],
  ],
  [
    "objects of one name in many buckets",
    "s3",
    (place) => ["PutObject", { bucketName: `b${place}`, key: "index.html" }],
  ],
  [
    "subnets of one network, and their end",
    "ec2",
    (place, count) =>
      place < count / 2
        ? [
            "CreateSubnet",
            { vpcId: makeId("vpc", 1), cidrBlock: "10.0.0.0/24" },
            { subnet: { subnetId: makeId("subnet", place), vpcId: makeId("vpc", 1) } },
          ]
        : ["DeleteSubnet", { subnetId: makeId("subnet", place - count / 2) }],
  ],
  [
    "tags of one instance",
    "ec2",
    (place) => [
      "CreateTags",
      {
        resourcesSet: { items: [{ resourceId: makeId("i", 1) }] },
        tagSet: { items: [{ key: `k${place}`, value: `${place}` }] },
      },
    ],
  ],
];

function makeEvents(service: string, ask: (typeof LOGS)[number][2], size: number, aSecond: number) {
  return Array.from({ length: size }, (_none, place): TrailEvent => {
    const [operation, requestParameters, responseElements = null] = ask(place, size);
    return makeEvent({
      eventId: `e${place}`,
      eventName: operation,
      service,
      operation,
      requestParameters,
      responseElements,
      at: Math.floor(place / aSecond) * 1000,
      ordinal: place,
    });
  });
}

async function countOf(events: readonly TrailEvent[], finalState = false): Promise<number> {
  let told = 0;
  const items = await countItemsAsync(async () => {
    const { steps, skipped } = await planReplay(events, { ...OPTIONS, finalState });
    told = steps.length + (skipped.superseded ?? 0);
  });
  expect(told).toBeGreaterThanOrEqual(events.length);
  return items;
}

const CASES = LOGS.flatMap(([what, service, ask]) => [
  { what: `${what}, one call a second`, service, ask, isSpread: true },
  { what: `${what}, in one second`, service, ask, isSpread: false },
]);

test.each(CASES)(
  "$what",
  async ({ service, ask, isSpread }) => {
    const count = (size: number) => countOf(makeEvents(service, ask, size, isSpread ? 1 : size));
    await count(1); // tables and plans of operations are made once
    const [few, many] = [await count(SIZE), await count(4 * SIZE)];
    expect(few).toBeGreaterThan(SIZE);
    expect(many / few).toBeLessThan(MOST);
  },
  300_000,
);

const queueUrl = "https://sqs.eu-west-1.amazonaws.com/111122223333/q";
const PASSING: typeof LOGS = [
  [
    "one queue, made and removed over and over",
    "sqs",
    (place) =>
      [
        ["CreateQueue", { queueName: "q" }, { queueUrl }] as const,
        ["TagQueue", { queueUrl, tags: { a: "b" } }] as const,
        ["DeleteQueue", { queueUrl }] as const,
      ][place % 3] ?? ["PurgeQueue", { queueUrl }],
  ],
  [
    "objects of one bucket, each made and removed",
    "s3",
    (place) => [
      place % 2 === 0 ? "PutObject" : "DeleteObject",
      { bucketName: "b", key: `k${place >> 1}`, "Content-Type": "text/plain" },
    ],
  ],
  [
    "pools whose ids begin alike",
    "cognito-identity",
    (place) => {
      const id = `eu-west-1:11111111-2222-3333-4444-${`${place >> 1}`.padStart(12, "0")}`;
      return place % 2 === 0
        ? ["CreateIdentityPool", { identityPoolName: "p" }, { identityPoolId: id, identityPoolName: "p" }]
        : ["DeleteIdentityPool", { identityPoolId: id }];
    },
  ],
];

test.each(PASSING.map(([what, service, ask]) => ({ what, service, ask })))(
  "what stands at the end of: $what",
  async ({ service, ask }) => {
    const count = (size: number) => countOf(makeEvents(service, ask, size, 1), true);
    await count(1);
    const [few, many] = [await count(SIZE), await count(4 * SIZE)];
    expect(few).toBeGreaterThan(SIZE);
    expect(many / few).toBeLessThan(MOST);
  },
  300_000,
);
