import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type EmulatorServer, startMiniStack, startQuickMoto } from "../../scripts/lib/servers.ts";
import { realClock } from "../../src/base/clock.ts";
import { Identities } from "../../src/identities/identities.ts";
import { fillPlaceholders } from "../../src/plan/fill/placeholders.ts";
import { addPrerequisites } from "../../src/plan/missing/add-prerequisites.ts";
import { RECIPES } from "../../src/plan/missing/recipes.ts";
import { orderSteps } from "../../src/plan/order/order.ts";
import type { Step } from "../../src/plan/steps.ts";
import { prepareRequest } from "../../src/replay/prepare.ts";
import { type Run, runSteps } from "../../src/replay/run.ts";
import { sendRequest } from "../../src/replay/send.ts";
import { planCalls } from "../plan/missing/plan-calls.ts";
import { ACCOUNT, REGION, USES } from "../plan/missing/uses.ts";

const TIMEOUT_MS = 300_000;
const never = new AbortController().signal;

/** Makes on a target what a log with every use needs. The log's account is the target's own: accounts are no part. */
class World {
  readonly identities = new Identities();
  run: Run | undefined;
  created: readonly Step[] = [];

  constructor(
    readonly endpoint: string,
    readonly account: string,
  ) {}

  fold<T>(value: T): T {
    return JSON.parse(JSON.stringify(value).replaceAll(ACCOUNT, this.account)) as T;
  }

  plan(service: string, operation: string, parameters: unknown) {
    return { service, operation, parameters: this.fold(parameters), account: this.account, region: REGION };
  }

  prepare(step: Step) {
    const input = this.identities.rewrite(step);
    return prepareRequest({ ...step, input }, { endpoint: this.endpoint, version: "0" });
  }

  async make(): Promise<void> {
    const uses = Object.values(USES).map(({ use: [service, operation, parameters] }) =>
      this.plan(service, operation, parameters),
    );
    const steps = await addPrerequisites(await planCalls(uses));
    this.created = steps.filter(({ creation }) => creation);
    this.run = await runSteps(
      fillPlaceholders(await orderSteps(this.created)),
      {
        prepare: (step) => this.prepare(step),
        send: (request, signal) => sendRequest(request, { timeoutMs: TIMEOUT_MS, signal }),
        read: (step, response) => this.identities.read(step, response),
      },
      { clock: realClock, dueTimes: undefined, concurrency: 8, signal: never },
    );
  }

  /** What came of the call that makes a thing of this type. */
  findOutcomes(type: string) {
    const made = this.created.filter(({ creation }) => creation?.type === type).map(({ id }) => id);
    const outcomes = (this.run?.outcomes ?? []).filter(({ call }) => made.includes(call.id));
    return outcomes.map((outcome) => (outcome.ok ? "made" : `${outcome.code}: ${outcome.message}`));
  }

  async read(type: string): Promise<{ status: number; text: string }> {
    const [service, operation, input] = USES[type]?.read ?? ["", "", {}];
    const [step] = await planCalls([this.plan(service, operation, input)]);
    const prepared = step && this.prepare(step);
    if (!prepared || !("request" in prepared)) return { status: 0, text: JSON.stringify(prepared) };
    const sent = await sendRequest(prepared.request, { timeoutMs: TIMEOUT_MS, signal: never });
    if (!("response" in sent)) return { status: 0, text: JSON.stringify(sent) };
    return { status: sent.response.status, text: new TextDecoder().decode(sent.response.body) };
  }

  /** What the answer to a read has to show: the live identifier of what the row names. */
  show(type: string): string {
    const shown = this.fold(USES[type]?.shows ?? "");
    return this.identities.pairs.find(({ recorded }) => recorded === shown)?.live ?? shown;
  }
}

test("every recipe has a use", () => {
  expect(Object.keys(USES).sort()).toEqual(RECIPES.map(({ type }) => type).sort());
});

describe.each([
  ["moto", startQuickMoto, "123456789012"],
  ["ministack", startMiniStack, "000000000000"],
] as const)("%s", (name, start, account) => {
  let server: EmulatorServer;
  let world: World;
  beforeAll(async () => {
    server = await start();
    world = new World(server.endpoint, account);
    await world.make();
  }, TIMEOUT_MS);
  afterAll(() => server.stop());

  for (const { type } of RECIPES) {
    test.skipIf(USES[type]?.lacks?.[name] !== undefined)(`${type} is made from its identifier`, async () => {
      const outcomes = world.findOutcomes(type);
      expect(outcomes.length).toBeGreaterThan(0);
      expect(outcomes.filter((outcome) => outcome !== "made")).toEqual([]);
      expect(await world.read(type)).toEqual({
        status: 200,
        text: expect.stringContaining(world.show(type)),
      });
    });
  }
});
