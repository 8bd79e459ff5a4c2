// Whatever the service: two calls about one thing never run side by side, and nothing starts before what it waits for.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import type { Operation, Shape } from "../../../src/aws/model/types.ts";
import { loadResources } from "../../../src/aws/resources/table.ts";
import type { MemberMeaning, OperationMeaning, ServiceResources } from "../../../src/aws/resources/types.ts";
import type { Structure, Value } from "../../../src/aws/values.ts";
import { findWaits } from "../../../src/plan/order/find-waits.ts";
import { orderSteps } from "../../../src/plan/order/order.ts";
import { MARKS, type Touch, Use } from "../../../src/plan/order/touches.ts";
import type { Step } from "../../../src/plan/steps.ts";
import { runInLanes } from "../../../src/replay/lanes.ts";
import { makeRecordedStep } from "./recorded-step.ts";
import exceptions from "./side-by-side.json" with { type: "json" };

const ACCOUNT = "111122223333";
const REGION = "eu-west-1";

/** Required texts at the top that name something, by a rule that knows nothing of the table. */
function listIdentifying({ input }: Operation): [name: string, shape: Shape][] {
  return Object.entries(input?.members ?? {}).filter(
    ([name, shape]) =>
      (shape.location === "uri" || input?.required?.includes(name)) &&
      shape.type === "string" &&
      !shape.enum &&
      (shape.location === "uri" || /(id|arn|name|identifier|url)$/i.test(name)),
  );
}

function isWrite({ deed }: OperationMeaning): boolean {
  return deed !== "read" && deed !== "list";
}

/** Whether the table says that the operation only uses what the member names. */
function onlyUses(meaning: OperationMeaning, name: string): boolean {
  const said = meaning.input.filter(({ path }) => path === name);
  return said.length > 0 && said.every(({ hold }) => hold === "shared");
}

/** A text by which a member names the thing of its type that both calls name: an ARN where the table says so. */
function nameShared(types: ServiceResources["types"], name: string, said: MemberMeaning | undefined): string {
  const { type, kind } = said ?? {};
  const thing = `thing-${type ?? name}`;
  const [template] = kind === "arn" && type !== undefined ? (types[type]?.arns ?? []) : [];
  const place: Readonly<Record<string, string>> = { Partition: "aws", Region: REGION, Account: ACCOUNT };
  return template?.replace(/\$\{(\w+)\}/g, (_, part: string) => place[part] ?? thing) ?? thing;
}

/**
 * Texts for all required members: of those in `shared` these. Things stand in others: one key in two buckets is two
 * objects, so that what the asked member's things stand in is shared as well.
 */
function fillRequired(operation: Operation, shared: ReadonlyMap<string, string>, ordinal: number): Structure {
  const input: Record<string, Value> = {};
  for (const [name, shape] of Object.entries(operation.input?.members ?? {})) {
    if (shape.location !== "uri" && !operation.input?.required?.includes(name)) continue;
    if (shape.type === "string") input[name] = shared.get(name) ?? `other-${name}-${ordinal}`;
  }
  return input;
}

/** What the table says of a member. */
function findMember({ input }: OperationMeaning, name: string): MemberMeaning | undefined {
  return input.find(({ path }) => path === name);
}

/**
 * Whether the table says that a member of two operations names things of two types, at least one of which has its names
 * within another thing only: the policy `p` of a role is not the policy `p` of a group.
 */
function areOtherThings(
  types: ServiceResources["types"],
  one: string | undefined,
  other: string | undefined,
): boolean {
  if (one === undefined || other === undefined || one === other) return false;
  return [one, other].some((type) => types[type]?.within !== undefined);
}

function listContainers({ input }: OperationMeaning): MemberMeaning[] {
  return input.filter(({ part }) => part === "container");
}

function areSideBySide(after: readonly (readonly number[])[]): boolean {
  return !(after[1]?.includes(0) ?? false);
}

test("of every service, two calls that share a required identifier never leave side by side unless both only use it", async () => {
  const { services } = await loadIndex();
  const wrong: string[] = [];
  let pairs = 0;
  let others = 0;
  for (const { service } of services) {
    const model = await loadModel(service);
    const { operations, types } = await loadResources(service);
    const byName = new Map<string, { operation: Operation; meaning: OperationMeaning }[]>();
    for (const operation of Object.values(model.operations)) {
      const meaning = operations[operation.name];
      if (!meaning || !isWrite(meaning)) continue;
      for (const [name] of listIdentifying(operation))
        byName.set(name, [...(byName.get(name) ?? []), { operation, meaning }]);
    }
    for (const [name, users] of byName) {
      // A circle through all operations of the member: each with the next.
      for (const [place, one] of users.entries()) {
        const other = users[(place + 1) % users.length];
        if (!other || (onlyUses(one.meaning, name) && onlyUses(other.meaning, name))) continue;
        if (
          areOtherThings(types, findMember(one.meaning, name)?.type, findMember(other.meaning, name)?.type)
        ) {
          others++;
          continue;
        }
        pairs++;
        const containers = [one, other].flatMap(({ meaning }) => listContainers(meaning));
        const said = [one, other].flatMap(({ meaning }) => findMember(meaning, name) ?? []);
        const shared = new Map(containers.map((each) => [each.path, nameShared(types, each.path, each)]));
        shared.set(name, nameShared(types, name, said.find(({ type }) => type) ?? said[0]));
        const steps = [one, other].map(
          ({ operation }, ordinal): Step =>
            makeRecordedStep(operation, fillRequired(operation, shared, ordinal), ordinal),
        );
        const ordered = await orderSteps(steps);
        if (areSideBySide(ordered.map(({ after }) => after)))
          wrong.push(`${service} ${one.operation.name} ${other.operation.name} ${name}`);
      }
    }
  }
  expect(pairs).toBeGreaterThan(5_000);
  expect(others).toBeLessThan(pairs / 20);
  // Members that are no identifiers, or of two things: each with its reason. A new one fails, and so does one that is known by now.
  expect(wrong).toEqual(exceptions.map(({ pair }) => pair));
}, 120_000);

const use: fc.Arbitrary<Pick<Use, "key" | "isExclusive">> = fc.record({
  key: fc.constantFrom("a", "b", "c", "d", "e"),
  isExclusive: fc.boolean(),
});
const call = fc.record({
  uses: fc.array(use, { maxLength: 3 }),
  isBlind: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  delay: fc.integer({ min: 0, max: 5 }),
});

function makeTouch({
  uses,
  isBlind,
}: {
  uses: readonly Pick<Use, "key" | "isExclusive">[];
  isBlind: boolean;
}): Touch {
  return {
    deed: "act",
    type: undefined,
    uses: uses.map(({ key, isExclusive }) =>
      Use.of(key, undefined, key, "uses", isExclusive ? MARKS.exclusive | MARKS.own : 0),
    ),
    makesSeveral: false,
    namesSeveral: false,
    isBlind,
  };
}

function mayRunTogether(a: Touch, b: Touch): boolean {
  if (a.isBlind || b.isBlind) return false;
  return !a.uses.some((one) =>
    b.uses.some((other) => one.key === other.key && (one.isExclusive || other.isExclusive)),
  );
}

test("with any delays and any lanes, what must not run beside a call has ended when that starts, and nothing else holds it up", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { maxLength: 40 }),
      fc.integer({ min: 1, max: 64 }),
      async (calls, lanes) => {
        const touches = calls.map(makeTouch);
        const waits = findWaits(touches.map((touch) => ({ touch, scope: "one" })));
        const ended = new Set<number>();
        await runInLanes(waits, lanes, async (place) => {
          for (let earlier = 0; earlier < place; earlier++) {
            const [one, other] = [touches[earlier], touches[place]];
            if (one && other && !mayRunTogether(one, other)) expect(ended.has(earlier)).toBe(true);
          }
          // Turns of the event loop stand for time: nothing sleeps.
          for (let turn = 0; turn < (calls[place]?.delay ?? 0); turn++) await Promise.resolve();
          ended.add(place);
        });
        expect(ended.size).toBe(calls.length);
        for (const [place, after] of waits.entries())
          for (const earlier of after) {
            const [one, other] = [touches[earlier], touches[place]];
            expect(one && other && mayRunTogether(one, other)).toBe(false);
          }
      },
    ),
  );
});

test.each([1, 10])("the waits of calls that share things are few: %d exclusive in a hundred", (exclusive) => {
  const count = (size: number) => {
    const touches = Array.from({ length: size }, (_, place) =>
      makeTouch({
        uses: ["a", "b", "c"].map((key) => ({ key, isExclusive: place % 100 < exclusive })),
        isBlind: false,
      }),
    );
    return findWaits(touches.map((touch) => ({ touch, scope: "one" }))).reduce(
      (sum, { length }) => sum + length,
      0,
    );
  };
  expect(count(50_000)).toBeLessThan(11 * count(5_000));
  expect(count(50_000)).toBeLessThan(3 * 50_000);
});
