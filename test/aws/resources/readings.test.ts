// How calls are read back and undone: by hand for operations that were chosen to be awkward, and that all of it can be sent.
import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import type { Operation } from "../../../src/aws/model/types.ts";
import { type Fill, loadReadings, type Reading, type Undoing } from "../../../src/aws/resources/readings.ts";
import { findShape } from "./paths.ts";
import facts from "./readings.json" with { type: "json" };

/** `by` names operations of which any will do; `fill` the paths of which any has to be a member's first source. */
interface Fact {
  readonly call: string;
  readonly by: string;
  readonly fill: Readonly<Record<string, string>>;
  readonly at?: string;
}

function judge({ call, by, fill, at }: Fact, said: Reading | Undoing | undefined): string[] {
  if (!said) return [`${call}: nothing, should be ${by}`];
  if (!by.split(",").includes(said.operation)) return [`${call}: ${said.operation}, should be ${by}`];
  const faults = Object.entries(fill).flatMap(([member, wanted]) => {
    const [first] = said.fill[member] ?? [];
    const isRight = typeof first === "string" && wanted.split(",").includes(first);
    return isRight
      ? []
      : [`${call}: ${said.operation}.${member} from ${JSON.stringify(first)}, should be ${wanted}`];
  });
  const place = "at" in said ? said.at : undefined;
  return at === undefined || place === at ? faults : [...faults, `${call}: at ${place}, should be ${at}`];
}

test("calls are read back by what tells of them", async () => {
  const faults: string[] = [];
  for (const fact of facts.read as readonly Fact[]) {
    const [service = "", name = ""] = fact.call.split(" ");
    faults.push(...judge(fact, (await loadReadings(service)).readings[name]?.[0]));
  }
  expect(faults).toEqual([]);
});

test("calls are undone by their inverse", async () => {
  const faults: string[] = [];
  for (const fact of facts.undone as readonly Fact[]) {
    const [service = "", name = ""] = fact.call.split(" ");
    faults.push(...judge(fact, (await loadReadings(service)).undoing[name]));
  }
  expect(faults).toEqual([]);
});

test("a read of many is told from a read of one", async () => {
  const [ec2, iam, cloudwatch] = await Promise.all(["ec2", "iam", "cloudwatch"].map(loadReadings));
  expect(ec2?.readings["CreateVpc"]?.[0]?.lists).toBe(true);
  expect(iam?.readings["CreateRole"]?.[0]?.lists).toBeUndefined();
  expect(iam?.readings["TagRole"]?.[0]).toMatchObject({ operation: "ListRoleTags", lists: true });
  expect(cloudwatch?.readings["PutMetricAlarm"]?.[0]?.lists).toBe(true);
  // Their answers are the thing itself, whatever they are called.
  const [sesv2, dynamodb] = await Promise.all(["sesv2", "dynamodb"].map(loadReadings));
  expect(sesv2?.readings["CreateContactList"]?.[0]).toMatchObject({ operation: "GetContactList", at: "" });
  expect(sesv2?.readings["CreateContactList"]?.[0]?.lists).toBeUndefined();
  expect(dynamodb?.readings["UpdateContinuousBackups"]?.[0]?.lists).toBeUndefined();
});

test("a read is asked by any of a thing's names, and without what it names besides", async () => {
  const ways = async (service: string, call: string) =>
    (await loadReadings(service)).readings[call]?.map(({ operation, fill }) => [
      operation,
      ...Object.keys(fill),
    ]);
  expect(await ways("kinesis", "AddTagsToStream")).toEqual(
    expect.arrayContaining([
      ["ListTagsForStream", "StreamName"],
      ["ListTagsForStream", "StreamARN"],
    ]),
  );
  expect(await ways("efs", "CreateMountTarget")).toEqual(
    expect.arrayContaining([["DescribeMountTargets", "MountTargetId"]]),
  );
});

test("what leaves nothing is not read back", async () => {
  expect((await loadReadings("dynamodb")).readings["PutItem"]).toBeUndefined();
  expect((await loadReadings("dynamodb")).readings["CreateTable"]).toBeDefined();
  expect((await loadReadings("iam")).readings["GetRole"]).toBeUndefined();
});

/** What of `fill` names no place in the call, or is no member of the operation that is filled. */
function findStray(before: Operation, next: Operation, fill: Fill): string[] {
  const strayMembers = Object.keys(fill).filter((member) => !next.input?.members?.[member]);
  const missing = (next.input?.required ?? []).filter(
    (member) => !(member in fill) && !next.input?.members?.[member]?.idempotencyToken,
  );
  const paths = Object.values(fill)
    .flat()
    .flatMap((source) => (typeof source === "string" ? [source] : "from" in source ? [source.from] : []));
  const strayPaths = paths.filter((path) => {
    const [side = "", ...rest] = path.split(".");
    return !findShape(side === "input" ? before.input : before.output, rest.join("."));
  });
  return [...strayMembers, ...missing, ...strayPaths].map((one) => `${before.name} ${next.name} ${one}`);
}

test("every read and every inverse can be sent: its members are the API's, and all that it requires is filled", async () => {
  const stray: string[] = [];
  let count = 0;
  for (const { service } of (await loadIndex()).services) {
    const [{ operations }, { readings, undoing }] = await Promise.all([
      loadModel(service),
      loadReadings(service),
    ]);
    const all = [
      ...Object.entries(readings).flatMap(([name, list]) => list.map((one) => [name, one] as const)),
      ...Object.entries(undoing),
    ];
    for (const [name, { operation, fill }] of all) {
      const [before, next] = [operations[name], operations[operation]];
      count++;
      if (before && next) stray.push(...findStray(before, next, fill));
      else stray.push(`${name} ${operation}`);
    }
  }
  expect(stray).toEqual([]);
  expect(count).toBeGreaterThan(10_000);
}, 300_000);
