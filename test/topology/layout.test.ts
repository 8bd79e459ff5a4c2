/** Where everything of a picture goes: in what it belongs to, beside what it does not, the same each time. */
import { expect, setDefaultTimeout, test } from "bun:test";
import Elk from "elkjs/lib/elk.bundled.js";
import { layOutFocus } from "../../src/topology/focus.ts";
import { chooseFoldOver, layOut, type Picture, type Rectangle } from "../../src/topology/layout.ts";
import { showUsed } from "../../src/topology/picture/brought.ts";
import type { View } from "../../src/topology/picture/nodes.ts";
import type { Topology } from "../../src/topology/topology.ts";
import { makeResource, makeWorld } from "./support/make-world.ts";

// elk is slow at first, and slower where the machine is busy with other tests.
setDefaultTimeout(60_000);
const elk = new Elk();
const draw = (topology: Topology, view: Partial<View> = {}): Promise<Picture> =>
  layOut(topology, { opened: new Set(), foldOver: 30, shows: () => true, ...view }, elk);

const isIn = (inner: Rectangle, outer: Rectangle): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const overlaps = (one: Rectangle, other: Rectangle): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

function findBox(picture: Picture, title: string): Rectangle {
  const box = picture.boxes.find((one) => one.title === title);
  if (!box) throw new Error(`no box ${title}`);
  return box;
}

function findCard(picture: Picture, key: string): Rectangle {
  const card = picture.cards.find((one) => one.key === key);
  if (!card) throw new Error(`no card ${key}`);
  return card;
}

const network = makeResource({ key: "net", service: "ec2", type: "vpc" });
const subnet = makeResource({ key: "sub", service: "ec2", type: "subnet", network: "net" });
const machine = makeResource({ key: "m", service: "ec2", type: "instance", network: "net", subnet: "sub" });

test("networks are boxes in their region, subnets in these, and what stands in them is in them", async () => {
  const table = makeResource({ key: "t", service: "dynamodb", type: "table" });
  const role = makeResource({ key: "r", service: "iam", type: "role", region: "" });
  const picture = await draw({ resources: [machine, table, subnet, network, role], relations: [] });
  expect(isIn(findCard(picture, "m"), findBox(picture, "sub"))).toBe(true);
  expect(isIn(findBox(picture, "sub"), findBox(picture, "net"))).toBe(true);
  expect(isIn(findBox(picture, "net"), findBox(picture, "eu-west-1"))).toBe(true);
  expect(isIn(findBox(picture, "eu-west-1"), findBox(picture, "Account 123456789012"))).toBe(true);
  expect(overlaps(findCard(picture, "t"), findBox(picture, "net"))).toBe(false);
  expect(isIn(findCard(picture, "r"), findBox(picture, "Account-wide"))).toBe(true);
});

test("nothing lies on anything but what it is in", async () => {
  const { boxes, cards } = await draw(makeWorld(110));
  const all: readonly Rectangle[] = [...boxes, ...cards];
  const wrong = all.filter((one, index) =>
    all.slice(index + 1).some((other) => overlaps(one, other) && !isIn(one, other) && !isIn(other, one)),
  );
  expect(wrong).toEqual([]);
  expect(cards.filter((card) => cards.some((other) => other !== card && overlaps(card, other)))).toEqual([]);
});

test("the same things give the same picture, in whatever order they come", async () => {
  const world = makeWorld(110);
  const turned = { resources: world.resources.toReversed(), relations: world.relations };
  expect(await draw(turned)).toEqual(await draw(world));
});

const group = makeResource({ key: "g", service: "logs", type: "log-group" });
const streams = Array.from({ length: 40 }, (_, index) =>
  makeResource({ key: `s${index}`, service: "logs", type: "log-stream" }),
);
const streamsInGroup = streams.map(
  ({ key }) => ({ from: key, to: "g", kind: "within", member: "" }) as const,
);
const logs: Topology = { resources: [group, ...streams], relations: streamsInGroup };

test("parts are folded into their whole, and alike things into one, until they are opened", async () => {
  const closed = await draw(logs);
  expect(closed.cards.map(({ key, inside }) => [key, inside])).toEqual([["g", 40]]);
  expect(closed.seenAs.get("s7")).toBe("g");
  const half = await draw(logs, { opened: new Set(["g"]) });
  expect(half.cards.map(({ title }) => title)).toEqual(["40 × log stream"]);
  const fold = half.cards[0]?.key ?? "";
  const open = await draw(logs, { opened: new Set(["g", fold]) });
  expect(open.cards.length).toBe(40);
  expect(open.boxes.filter(({ role }) => role === "thing" || role === "fold").length).toBe(2);
});

test("what refers to each other stands from left to right, its line drawn around the cards", async () => {
  const queue = makeResource({ key: "q", service: "sqs", type: "queue" });
  const worker = makeResource({ key: "f", service: "lambda", type: "function" });
  const table = makeResource({ key: "t", service: "dynamodb", type: "table" });
  const picture = await draw({
    resources: [table, worker, queue],
    relations: [
      { from: "q", to: "f", kind: "triggers", member: "EventSourceArn" },
      { from: "f", to: "t", kind: "uses", member: "Environment" },
    ],
  });
  expect(findCard(picture, "q").x).toBeLessThan(findCard(picture, "f").x);
  expect(findCard(picture, "f").x).toBeLessThan(findCard(picture, "t").x);
  expect(picture.edges.map(({ from, to, quiet, way }) => [from, to, quiet, way !== undefined])).toEqual([
    ["q", "f", false, true],
    ["f", "t", false, true],
  ]);
});

test("a line is one however many relations it stands for, and those of a hub are quiet", async () => {
  const role = makeResource({ key: "r", service: "iam", type: "role", region: "" });
  const workers = Array.from({ length: 12 }, (_, index) =>
    makeResource({ key: `f${index}`, service: "lambda", type: "function" }),
  );
  const relations = workers.flatMap(({ key }) => [
    { from: key, to: "r", kind: "assumes", member: "Role" } as const,
    { from: key, to: "r", kind: "uses", member: "Environment" } as const,
  ]);
  const { edges } = await draw({ resources: [role, ...workers], relations });
  expect(edges.length).toBe(12);
  expect(edges.every(({ quiet, count }) => quiet && count === 2)).toBe(true);
});

test("things that hold each other in a circle are drawn all the same", async () => {
  const [one, other] = ["a", "b"].map((key) => makeResource({ key, service: "x", type: "y" }));
  if (!one || !other) throw new Error();
  const relations = [
    { from: "a", to: "b", kind: "within", member: "" },
    { from: "b", to: "a", kind: "within", member: "" },
    { from: "a", to: "gone", kind: "uses", member: "" },
    { from: "a", to: "a", kind: "within", member: "" },
  ] as const;
  const picture = await draw({ resources: [one, other], relations });
  expect(picture.seenAs.size).toBe(2);
  const inItself = makeResource({ key: "n", service: "ec2", type: "vpc", network: "n", subnet: "n" });
  expect((await draw({ resources: [inItself], relations: [] })).cards.length).toBe(1);
});

test("what AWS brings is shown where something uses it, with what holds it", () => {
  const brought = { origin: "brought" } as const;
  const topology: Topology = {
    resources: [
      { ...network, ...brought },
      { ...subnet, ...brought },
      machine,
      makeResource({ key: "rest", service: "ec2", type: "network-acl", network: "net", ...brought }),
      makeResource({ key: "used", service: "ec2", type: "security-group", ...brought }),
    ],
    relations: [{ from: "m", to: "used", kind: "uses", member: "Groups[]" }],
  };
  const shows = showUsed(topology);
  expect(topology.resources.filter(shows).map(({ key }) => key)).toEqual(["net", "sub", "m", "used"]);
});

test("a first picture of many things has as many cards as can be read", async () => {
  const small = makeWorld(60);
  expect(chooseFoldOver(small, () => true)).toBe(60);
  const world = makeWorld(1_000);
  const foldOver = chooseFoldOver(world, () => true);
  const picture = await draw(world, { foldOver });
  expect(picture.cards.length).toBeLessThan(500);
  expect(picture.seenAs.size).toBe(world.resources.length);
});

test("nothing gives an empty picture", async () => {
  expect((await draw({ resources: [], relations: [] })).cards).toEqual([]);
});

test("around a thing stand what uses it and what it uses, twins as one card", async () => {
  const key = makeResource({ key: "k", service: "kms", type: "key" });
  const alias = makeResource({ key: "a", service: "kms", type: "alias" });
  const tables = Array.from({ length: 9 }, (_, index) =>
    makeResource({ key: `t${index}`, service: "dynamodb", type: "table" }),
  );
  const topology: Topology = {
    resources: [key, alias, ...tables],
    relations: [
      ...tables.map((table) => ({ from: table.key, to: "k", kind: "encrypts-with", member: "" }) as const),
      { from: "k", to: "a", kind: "uses", member: "" },
    ],
  };
  const focus = { key: "k", steps: 2, direction: "both", opened: new Set<string>() } as const;
  const picture = await layOutFocus(topology, focus, elk);
  expect(picture.cards.map(({ title }) => title).sort()).toEqual(["9 × table", "a", "k"]);
  const twins = picture.cards.find(({ members }) => members.length > 1)?.key ?? "";
  expect(findCard(picture, twins).x).toBeLessThan(findCard(picture, "k").x);
  expect(findCard(picture, "k").x).toBeLessThan(findCard(picture, "a").x);
  const open = await layOutFocus(topology, { ...focus, opened: new Set([twins]) }, elk);
  expect(open.cards.length).toBe(11);
  expect((await layOutFocus(topology, { ...focus, direction: "uses" }, elk)).cards.length).toBe(2);
  expect((await layOutFocus(topology, { ...focus, key: "gone" }, elk)).cards).toEqual([]);
});
