/** What planning costs, in steps: four times the calls are about four times the steps, whatever they have in common. */
import { expect, test } from "bun:test";
import { countOf, LOGS, makeEvents } from "./planning.ts";

const SIZE = 500;
/** The most that four times the calls may take. */
const MOST = 4.4;

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
