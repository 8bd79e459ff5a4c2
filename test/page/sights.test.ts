// Which part of a picture is in sight.
import { expect, test } from "bun:test";
import {
  isRead,
  keepMiddle,
  lookAtAll,
  lookFirst,
  lookFor,
  type Room,
  type Viewpoint,
} from "../../src/page/app/topology/sights.ts";

const PHONE = { width: 320, height: 500 };
const SCREEN = { width: 1280, height: 700 };
const PICTURE = { x: 0, y: 0, width: 2000, height: 1400 };
const see = ({ zoom, pan }: Viewpoint, room: Room) => ({ zoom, ...pan, ...room });
const card = (x: number, y: number) => ({ x, y, width: 212, height: 44 });

test("all of a picture is shown first, but where nobody could read it, its beginning", () => {
  expect(lookFirst(PICTURE, SCREEN)).toEqual(lookAtAll(PICTURE, SCREEN));
  expect(lookAtAll(PICTURE, PHONE).zoom).toBeLessThan(0.2);
  expect(isRead(card(20, 20), see(lookFirst(PICTURE, PHONE), PHONE))).toBe(true);
  // A small one is there as a whole.
  const small = { x: 0, y: 0, width: 300, height: 200 };
  expect(lookFirst(small, PHONE)).toEqual(lookAtAll(small, PHONE));
});

test("what is found comes into sight, near enough to be read: all of it, or the first", () => {
  for (const room of [PHONE, SCREEN]) {
    const whole = see(lookAtAll(PICTURE, room), room);
    const near = [card(900, 700), card(900, 760)];
    const found = lookFor(near, whole);
    for (const one of near) expect(found && isRead(one, see(found, room))).toBe(true);
    const apart = [card(1700, 1300), card(20, 20)];
    const first = lookFor(apart, whole);
    expect(first && apart.map((one) => isRead(one, see(first, room)))).toEqual([true, false]);
    // It moves no more once one of them is there.
    expect(first && lookFor(apart, see(first, room))).toBeUndefined();
    expect(lookFor([], whole)).toBeUndefined();
  }
});

test("what is in the middle stays there in a smaller window", () => {
  const place = card(1500, 1200);
  const found = lookFor([place], see(lookAtAll(PICTURE, SCREEN), SCREEN));
  if (!found) throw new Error("it was in sight");
  const smaller = { width: 480, height: 300 };
  expect(isRead(place, see(found, smaller))).toBe(false);
  expect(isRead(place, see(keepMiddle(see(found, SCREEN), smaller), smaller))).toBe(true);
});
