/** The names of places in a picture that is seen from far off. */
import { expect, test } from "bun:test";
import { placeSigns } from "../../src/page/app/topology/signs.ts";
import type { PlacedBox } from "../../src/topology/layout.ts";

const box = (key: string, depth: number, x: number, y: number, width: number, height: number): PlacedBox => ({
  key,
  role: depth === 0 ? "account" : "kind",
  title: key,
  kind: "",
  note: "",
  depth,
  x,
  y,
  width,
  height,
});
const SIGHT = { zoom: 0.1, x: 0, y: 0, width: 1000, height: 600 };

test("names of boxes stand in them, none over another, the outer ones first", () => {
  const boxes = [
    box("region", 1, 20, 20, 2000, 1000),
    box("account", 0, 0, 0, 3000, 2000),
    box("kind", 2, 30, 30, 1000, 600),
  ];
  const signs = placeSigns(boxes, SIGHT);
  expect(signs.map(({ key }) => key)).toEqual(["account", "region", "kind"]);
  for (const [at, one] of signs.entries()) {
    const around = boxes.find(({ key }) => key === one.key);
    expect(one.x).toBeGreaterThanOrEqual((around?.x ?? 0) * SIGHT.zoom);
    expect(one.y + one.height).toBeLessThanOrEqual(((around?.y ?? 0) + (around?.height ?? 0)) * SIGHT.zoom);
    for (const other of signs.slice(0, at)) expect(one.y).toBeGreaterThanOrEqual(other.y + other.height);
  }
});

test("what has no room, and what is out of sight, has no name", () => {
  const boxes = [
    box("small", 1, 0, 0, 300, 300),
    box("low", 1, 0, 1000, 2000, 100),
    box("far", 1, 20_000, 0, 900, 900),
  ];
  expect(placeSigns(boxes, SIGHT)).toEqual([]);
});

test("a name that is too long is cut to its box, and has nothing hidden in it", () => {
  const long = { ...box("long", 0, 0, 0, 1000, 500), title: `\u202e${"orchard ".repeat(500)}` };
  const [sign] = placeSigns([long], SIGHT);
  expect(sign?.text).toContain("…");
  expect(sign?.text).not.toContain("\u202e");
  expect(sign?.width).toBeLessThanOrEqual(100);
});

test("there are only so many of them", () => {
  const boxes = Array.from({ length: 5_000 }, (_, at) =>
    box(`${at}`, 1, (at % 100) * 600, Math.floor(at / 100) * 300, 590, 290),
  );
  expect(placeSigns(boxes, { ...SIGHT, width: 6_000, height: 4_000 })).toHaveLength(150);
});

test("only names of accounts and regions are cut", () => {
  const boxes = [
    box("account ".repeat(20), 0, 0, 0, 1000, 500),
    box("kind ".repeat(20), 1, 2000, 0, 1000, 500),
  ];
  expect(placeSigns(boxes, SIGHT).map(({ x }) => x)).toEqual([2]);
});
