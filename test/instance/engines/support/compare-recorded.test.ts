// What is compared with recordings: names stand for what is another's each time, and nothing else is passed over.
import { expect, test } from "bun:test";
import { compareRecorded } from "./compare-recorded.ts";

const differ = (recorded: unknown, live: unknown) => compareRecorded(recorded, live, new Map());

test("names stand for texts, the same one wherever a numbered name is", () => {
  expect(differ({ a: "x-<id:1>-y", b: "<id:1>" }, { a: "x-7-y", b: "7" })).toEqual([]);
  expect(differ({ a: "x-<id:1>-y", b: "<id:1>" }, { a: "x-7-y", b: "8" })).toHaveLength(1);
  expect(differ({ a: "<arn>", b: "<arn>" }, { a: "7", b: "8" })).toEqual([]);
});

test("what one side alone has is told", () => {
  expect(differ({ a: "1" }, { a: "1", b: "2" })).toEqual(['b: none on AWS, "2" here']);
  expect(differ({ a: "1", b: "2" }, { a: "1" })).toEqual(['b: "2" on AWS, none here']);
  expect(differ({ a: 200 }, { a: 201 })).toEqual(["a: 200 on AWS, 201 here"]);
});

test("moments, bytes and texts of JSON are as they were recorded", () => {
  const live = { at: new Date(0), body: Buffer.from("text"), policy: '{"a":[1]}' };
  expect(differ({ at: "datetime", body: "b'text'", policy: { a: [1] } }, live)).toEqual([]);
  expect(differ({ policy: { a: [2] } }, { policy: live.policy })).toHaveLength(1);
});

test("lists that were sorted are equal, and no entry counts twice", () => {
  expect(differ([{ k: "a" }, { k: "b" }], [{ k: "b" }, { k: "a" }])).toEqual([]);
  expect(differ([{ k: "a" }, { k: "a" }], [{ k: "b" }, { k: "a" }])).not.toEqual([]);
});
