// The profiles and pins of moto and MiniStack, held against the real servers.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type EmulatorServer, startMiniStack, startQuickMoto } from "../../scripts/lib/servers.ts";
import { decodeResponse } from "../../src/aws/protocols/responses.ts";
import { planAccounts } from "../../src/emulator/accounts.ts";
import { detectTarget, type Send } from "../../src/emulator/detect.ts";
import { learnDefaultAccount, learnSeparation } from "../../src/emulator/learn-accounts.ts";
import { listUntaggings, pinIdentifiers } from "../../src/emulator/pins.ts";
import { findProfile, type Profile, type TargetName } from "../../src/emulator/profiles.ts";
import { planSteps, type Step } from "../../src/plan/steps.ts";
import { prepareRequest } from "../../src/replay/prepare.ts";
import { sendRequest } from "../../src/replay/send.ts";
import type { TrailEvent } from "../../src/trail/record.ts";
import { makeEvent } from "../replay/sample-event.ts";

const LIMIT_MS = 300_000;
const MAIN = "111122223333";
const OTHER = "444455556666";
const SECRET = `arn:aws:secretsmanager:eu-west-1:${MAIN}:secret:shop-AbCdEf`;

const send: Send = (request) =>
  sendRequest(request, { timeoutMs: 30_000, signal: new AbortController().signal });

interface PinnedCall {
  readonly targets: readonly TargetName[];
  readonly call: Partial<TrailEvent>;
  /** What of the live answer is as in the recorded one; `tags` are those of an API. */
  answer(tags: Readonly<Record<string, string>>, account: string): object;
  /** The call that reads it by the recorded identifier. */
  readonly read: {
    readonly operation: string;
    readonly requestParameters: object;
    /** Targets that show the tag for good. */
    readonly shows?: readonly TargetName[];
  };
}

const PINNED: readonly PinnedCall[] = [
  {
    targets: ["moto", "ministack"],
    call: {
      service: "apigateway",
      operation: "CreateRestApi",
      requestParameters: { createRestApiInput: { name: "shop" } },
      responseElements: { id: "a1b2c3d4e5" },
    },
    answer: (tags) => ({ id: "a1b2c3d4e5", tags }),
    read: { operation: "GetRestApi", requestParameters: { restApiId: "a1b2c3d4e5" }, shows: ["moto"] },
  },
  {
    targets: ["ministack"],
    call: {
      service: "apigatewayv2",
      operation: "CreateApi",
      requestParameters: { name: "shop", protocolType: "HTTP" },
      responseElements: { apiId: "f1b2c3d4e5" },
    },
    answer: () => ({ ApiId: "f1b2c3d4e5" }),
    read: { operation: "GetApi", requestParameters: { apiId: "f1b2c3d4e5" }, shows: ["ministack"] },
  },
  {
    targets: ["moto"],
    call: {
      service: "secretsmanager",
      operation: "CreateSecret",
      requestParameters: { name: "shop", secretString: "x" },
      responseElements: { aRN: SECRET },
    },
    answer: (_, account) => ({ ARN: SECRET.replace(MAIN, account) }),
    read: { operation: "DescribeSecret", requestParameters: { secretId: "shop" } },
  },
];

async function planOne(changes: Partial<TrailEvent>): Promise<Step> {
  const [step] = await planSteps([makeEvent(changes)]);
  if (!step) throw new Error("no step");
  return step;
}

describe.each([
  ["moto", startQuickMoto, "123456789012"],
  ["ministack", startMiniStack, "000000000000"],
] as const)("%s", (name, start, defaultAccount) => {
  const profile: Profile = findProfile(name);
  const plan = planAccounts([{ account: MAIN, region: "eu-west-1" }], {
    profile,
    defaultAccount,
    separate: true,
    mainAccount: undefined,
    keepAccounts: false,
    accountMap: new Map(),
    regionMap: new Map(),
  });
  let server: EmulatorServer | undefined;
  beforeAll(async () => {
    server = await start();
  }, LIMIT_MS);
  afterAll(() => server?.stop());

  async function call(step: Step) {
    const prepared = prepareRequest(step, {
      endpoint: server?.endpoint ?? "",
      version: "0.1.0",
      place: plan.place,
    });
    if ("unsendable" in prepared) throw new Error(prepared.unsendable);
    const sent = await send(prepared.request);
    if ("failure" in sent) throw new Error(sent.failure.message);
    const answer = decodeResponse(step.operation, sent.response);
    if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`);
    return answer.output;
  }

  test("is recognised when fresh, and after calls", async () => {
    expect((await detectTarget(server?.endpoint ?? "", "0.1.0", send)).name).toBe(name);
    await call(await planOne({ requestParameters: { queueName: "first" } }));
    expect((await detectTarget(server?.endpoint ?? "", "0.1.0", send)).name).toBe(name);
  });

  test("tells its default account and keeps others apart", async () => {
    const question = { endpoint: server?.endpoint ?? "", version: "0.1.0", now: Date.UTC(2026, 2, 1), send };
    expect(await learnDefaultAccount(question)).toBe(defaultAccount);
    expect(await learnSeparation(profile, [OTHER], defaultAccount, question)).toBe(true);
    const queue = (account: string) =>
      planOne({ account, requestParameters: { queueName: "orders" } }).then(call);
    expect(await queue(MAIN)).toEqual({ QueueUrl: expect.stringContaining(`/${defaultAccount}/orders`) });
    expect(await queue(OTHER)).toEqual({ QueueUrl: expect.stringContaining(`/${OTHER}/orders`) });
  });

  const tags = { [profile.pin_tag ?? ""]: "a1b2c3d4e5" };
  test.each(PINNED.filter((one) => one.targets.includes(name)))(
    "pins $call.operation, and keeps the identifier without the tag",
    async ({ call: event, answer, read }) => {
      const pinned = pinIdentifiers(await planOne(event), profile);
      const made = await call(pinned);
      expect(made).toMatchObject(answer(tags, defaultAccount));
      for (const untagging of listUntaggings(pinned, profile, made)) await call(untagging);
      const { shows = [], ...reading } = read;
      const found = await call(await planOne({ ...event, ...reading, responseElements: null }));
      const left = shows.includes(name) ? tags : {};
      expect(found).toMatchObject(answer(left, defaultAccount));
      expect(JSON.stringify(found).includes(String(profile.pin_tag))).toBe(shows.includes(name));
    },
  );
});
