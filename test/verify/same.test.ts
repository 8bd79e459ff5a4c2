/** Which scalars say the same, and what is left of a claim when parts of it go. */
import { describe, expect, test } from "bun:test";
import { Digits } from "../../src/aws/values.ts";
import { callsSame, parseNaming, parseOperation } from "../../src/verify/names.ts";
import { subtract, supersede } from "../../src/verify/parts.ts";
import { sameScalars } from "../../src/verify/same.ts";

describe("scalars", () => {
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["a:B"], Resource: "*" }] };
  const other = { Statement: { Resource: ["*"], Action: "a:B", Effect: "Allow" }, Version: "2012-10-17" };
  test.each([
    ["a", "a", true],
    ["a", "b", false],
    ["1", 1, true],
    [new Digits("7"), "7", true],
    ["", 0, false],
    ["true", true, true],
    [JSON.stringify(policy), JSON.stringify(other), true],
    [JSON.stringify(policy), encodeURIComponent(JSON.stringify(other)), true],
    [JSON.stringify(policy), JSON.stringify({ ...policy, Version: "2008-10-17" }), false],
    ["r", "arn:aws:iam::111122223333:role/path/r", true],
    ["r", "arn:aws:iam::111122223333:role/path/other-r", false],
    ["web", "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:3", true],
    ["example.com", "example.com.", true],
  ])("%p and %p: %p", (a, b, same) => {
    expect(sameScalars(a, b)).toBe(same);
  });
});

describe("names", () => {
  test.each([
    ["ListTargetsByRule", { verb: "List", words: ["target"], scope: ["rule"] }],
    ["CreateDBSubnetGroup", { verb: "Create", words: ["db", "subnet", "group"], scope: [] }],
    ["AdminGetUser", { verb: "AdminGet", words: ["user"], scope: [] }],
    ["ListAliases", { verb: "List", words: ["alias"], scope: [] }],
  ])("%s", (name, words) => {
    expect(parseOperation(name)).toEqual(words);
  });

  test.each([
    ["VpcIds", "vpc", "id"],
    ["logGroupNamePrefix", "loggroup", "name"],
    ["UUID", "", "id"],
    ["Bucket", "bucket", "plain"],
    ["QueueUrl", "queue", "url"],
  ] as const)("%s", (member, base, kind) => {
    expect(parseNaming(member)).toEqual({ base, kind });
  });

  test("an empty text calls nothing", () => {
    expect(callsSame("", ".")).toBe(false);
  });
});

describe("parts", () => {
  const targets = {
    Rule: "r",
    Targets: [
      { Id: "1", Arn: "a" },
      { Id: "2", Arn: "b" },
    ],
  };
  test("items that are named are taken out", () => {
    expect(subtract(targets, { Rule: "r", Ids: ["1"] })).toEqual({
      Rule: "r",
      Targets: [{ Id: "2", Arn: "b" }],
    });
    expect(subtract(targets, { Ids: ["1", "2"] })).toBe("all");
    expect(subtract(targets, { Rule: "r" })).toBe("none");
    expect(subtract({ Tags: [{ Key: "a", Value: "1" }] }, { Id: "x" })).toBe("none");
  });

  test("tags go by their keys, in lists and in maps", () => {
    expect(subtract({ Tags: [{ Key: "a" }, { Key: "b" }] }, { TagKeys: ["a"] })).toEqual({
      Tags: [{ Key: "b" }],
    });
    expect(subtract({ Tags: { a: "1", b: "2" } }, { TagKeys: ["a"] })).toEqual({ Tags: { b: "2" } });
  });

  test("a later call takes the place of an earlier one, or of single items of it", () => {
    expect(supersede({ A: 1, B: 2 }, { A: 3 }, false)).toEqual({ B: 2 });
    expect(supersede(targets, { Targets: [{ Id: "1" }] }, true)["Targets"]).toEqual([{ Id: "2", Arn: "b" }]);
  });
});
