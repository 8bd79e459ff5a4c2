/** Logs whose planning is counted in steps, and what that comes to. */
import { expect } from "bun:test";
import { planReplay } from "../../src/plan/plan-replay.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeEvent } from "../replay/sample-event.ts";
import { countItemsAsync } from "../support/count-items.ts";

type Ask = readonly [operation: string, requestParameters: unknown, responseElements?: unknown];

const OPTIONS = { stacks: "children", bodyDir: undefined, createMissing: true, finalState: false } as const;
const ROLE = "arn:aws:iam::111122223333:role/web";

function makeId(prefix: string, place: number): string {
  return `${prefix}-${place.toString(16).padStart(17, "0")}`;
}

/** What each of `count` calls asks for. */
export const LOGS: readonly (readonly [
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
    "interfaces in subnets of one network that no call makes",
    "ec2",
    (place) => [
      "CreateNetworkInterface",
      { subnetId: makeId("subnet", place) },
      {
        networkInterface: {
          networkInterfaceId: makeId("eni", place),
          subnetId: makeId("subnet", place),
          vpcId: makeId("vpc", 1),
        },
      },
    ],
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
  [
    "roles that trust each other, and what they may do at most",
    "iam",
    (place, count) => {
      const name = (one: number) => `r${one}`;
      const trusted = `arn:aws:iam::111122223333:role/${name(place ^ 1)}`;
      const Statement = [{ Effect: "Allow", Principal: { AWS: trusted }, Action: "sts:AssumeRole" }];
      const edge = "arn:aws:iam::111122223333:policy/edge";
      if (place >= count / 2)
        return ["TagPolicy", { policyArn: edge, tags: [{ key: name(place), value: "b" }] }];
      return [
        "CreateRole",
        {
          roleName: name(place),
          permissionsBoundary: edge,
          assumeRolePolicyDocument: JSON.stringify({ Statement }),
        },
      ];
    },
  ],
];

/** The events of so many calls, `aSecond` of them in each second. */
export function makeEvents(service: string, ask: (typeof LOGS)[number][2], size: number, aSecond: number) {
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

/** How many items planning goes through. */
export async function countOf(events: readonly TrailEvent[], finalState = false): Promise<number> {
  let told = 0;
  const items = await countItemsAsync(async () => {
    const { steps, skipped } = await planReplay(events, { ...OPTIONS, finalState });
    told = steps.length + (skipped.superseded ?? 0);
  });
  expect(told).toBeGreaterThanOrEqual(events.length);
  return items;
}
