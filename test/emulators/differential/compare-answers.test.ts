// What two emulators' answers are compared by, and what is left out: the long tests beside it rest on it.
import { expect, test } from "bun:test";
import type { Shown } from "../../instance/engines/support/client.ts";
import { compareAnswers } from "./compare-answers.ts";

function shows(members: Readonly<Record<string, unknown>>, HTTPStatusCode = 200): Shown {
  return { ...members, ResponseMetadata: { HTTPStatusCode } };
}

function fails(Code: string, Message: string, HTTPStatusCode = 400): Shown {
  return { Error: { Code, Message }, ResponseMetadata: { HTTPStatusCode } };
}

test("what is made up, and moments, are no difference", () => {
  const own = {
    MessageId: "one",
    Attributes: { CreatedTimestamp: "1796034096" },
    At: new Date(1),
    Queue: "arn:aws:sqs:us-east-1:111111111111:q",
  };
  const other = {
    MessageId: "two",
    Attributes: { CreatedTimestamp: "1796034098.005955" },
    At: new Date(2),
    Queue: "arn:aws:sqs:us-east-1:123456789012:q",
  };
  expect(compareAnswers(shows(own), shows(other))).toEqual([]);
});

test("a line tells where the two differ, and not by which values", () => {
  expect(
    compareAnswers(
      shows({ A: { B: [{ C: 1 }, { C: 2 }] }, D: "x", F: [1] }),
      shows({ A: { B: [{ C: 3 }, { C: 4 }] }, E: {}, F: [1, 2] }),
    ),
  ).toEqual(["A.B[].C: other value", "D: only here", "F: other items", "E: only there, empty"]);
});

test("documents in texts are compared as documents, and contents as bytes", () => {
  expect(compareAnswers(shows({ Policy: '{"a":1,"b":2}' }), shows({ Policy: '{ "b": 2, "a": 1 }' }))).toEqual(
    [],
  );
  expect(compareAnswers(shows({ Policy: '{"a":1}' }), shows({ Policy: '{"a":2}' }))).toEqual([
    "Policy{}.a: other value",
  ]);
  expect(compareAnswers(shows({ Body: Buffer.from("x") }), shows({ Body: new Uint8Array([120]) }))).toEqual(
    [],
  );
});

test("lists without a documented order are compared as sets", () => {
  const [own, other] = [
    shows({ Items: [{ n: "1" }, { n: "2" }] }),
    shows({ Items: [{ n: "2" }, { n: "1" }] }),
  ];
  expect(compareAnswers(own, other, ["Items"])).toEqual([]);
  expect(compareAnswers(own, other)).toEqual(["Items[].n: other value"]);
});

test("errors differ by their codes, then by their words; one that fails itself says nothing", () => {
  expect(compareAnswers(fails("A", "no"), fails("B", "no"))).toEqual(["A here, B there"]);
  expect(compareAnswers(fails("A", "no"), fails("A", "never"))).toEqual(["A: other words"]);
  expect(compareAnswers(shows({}), fails("A", "no"))).toEqual(["success here, A there"]);
  expect(compareAnswers(shows({}), fails("500", "", 500))).toEqual([]);
  expect(compareAnswers(fails("500", "", 500), shows({}))).toEqual(["500 here, success there"]);
});
