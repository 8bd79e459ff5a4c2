// Filter patterns of every form, by AWS's documentation of them.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { splitFields } from "../../../../src/instance/engines/logs/patterns/fields-pattern.ts";
import { compilePattern } from "../../../../src/instance/engines/logs/patterns/filter-pattern.ts";

/** Which messages a pattern fits, by their numbers; "bad" for what is no pattern. */
function fit(pattern: string, messages: readonly string[]): number[] | "bad" {
  const match = compilePattern(pattern);
  return match ? messages.flatMap((message, at) => (match(message) ? [at + 1] : [])) : "bad";
}

describe("terms", () => {
  const MESSAGES = [
    "ERROR WARN message",
    "ERROR message",
    "WARN message",
    "Exiting with ERRORCODE: -1",
    "error",
  ];
  test.each<[string, number[] | "bad"]>([
    ["", [1, 2, 3, 4, 5]],
    ["ERROR", [1, 2, 4]],
    ["ERROR WARN", [1]],
    ["?ERROR ?WARN", [1, 2, 3, 4]],
    ["ERROR -WARN", [2, 4]],
    ['ERROR - "Exiting"', [1, 2]],
    ['"WARN message"', [1, 3]],
    ["?WARN ERROR", [1, 2, 4]],
    ["-ERROR", [3, 5]],
    ["%[Ee]rror|WARN%", [1, 3, 5]],
    ["%^ERROR%", [1, 2]],
    ["%message$%", [1, 2, 3]],
    ["%-\\d+%", [4]],
    ["ERROR:", "bad"],
    ["%(a)%", "bad"],
    ["%a!%", "bad"],
    ['"open', "bad"],
  ])("%s", (pattern, wanted) => expect(fit(pattern, MESSAGES)).toEqual(wanted));
});

describe("JSON", () => {
  const EVENT = JSON.stringify({
    eventType: "UpdateTrail",
    sourceIPAddress: "111.111.111.111",
    arrayKey: ["value", "another value"],
    objectList: [
      { name: "a", id: 1 },
      { name: "b", id: 2 },
    ],
    SomeObject: null,
    ThisFlag: true,
    latency: 512.5,
    user: { id: 1, email: "John.Stiles@example.com" },
    users: [
      { id: 2, email: "John.Doe@example.com" },
      { id: 3, email: "Jane.Doe@example.com" },
    ],
    actions: ["GET", "PUT", "DELETE"],
    coordinates: [
      [0, 1, 2],
      [4, 5, 6],
    ],
    "user-agent": "curl/8",
  });
  test.each<[string, boolean | "bad"]>([
    ['{ $.eventType = "UpdateTrail" }', true],
    ["{ $.eventType = UpdateTrail }", true],
    ["{$.eventType=Update*}", true],
    ["{ $.eventType = *Trail }", true],
    ["{ $.eventType = *date* }", true],
    ["{ $.eventType != Update* }", false],
    ["{ $.sourceIPAddress != 123.123.* }", true],
    ['{ $.arrayKey[0] = "value" }', true],
    ["{ $.arrayKey[*] = *another* }", true],
    ["{ $.objectList[1].id = 2 }", true],
    ["{ $.SomeObject IS NULL }", true],
    ["{ $.eventType IS NULL }", false],
    ["{ $.SomeOtherObject NOT EXISTS }", true],
    ["{ $.eventType NOT EXISTS }", false],
    ["{ $.ThisFlag IS TRUE }", true],
    ["{ $.ThisFlag is false }", false],
    ["{ $.latency >= 500 }", true],
    ["{ $.latency < 10e3 }", true],
    ["{ $.latency < 10e-3 }", false],
    ["{ $.latency > +1000 }", false],
    ["{ $.latency = * }", true],
    ["{ $.nothing = * }", false],
    ["{ $.nothing != 5 }", false],
    ["{ $.users = 1 }", false],
    ["{ $.users != 1 }", false],
    ["{ $.eventType = %^Up.*l$% }", true],
    ["{ $.user-agent = %curl% }", true],
    ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', true],
    ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', false],
    [
      '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }',
      true,
    ],
    [
      '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nomatch }',
      false,
    ],
    ["{ $.a }", "bad"],
    ["{ $.a = }", "bad"],
    ["{ $.a = 1", "bad"],
    ["{ a = 1 }", "bad"],
    ["{ $.a > b }", "bad"],
  ])("%s", (pattern, wanted) =>
    expect(fit(pattern, [EVENT])).toEqual(wanted === "bad" ? "bad" : wanted ? [1] : []),
  );

  test("what is no JSON is not meant", () =>
    expect(fit("{ $.a = * }", ["a", "[", '{"a":', "1"])).toEqual([]));
});

describe("fields", () => {
  const MESSAGES = [
    '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /apache_pb.gif HTTP/1.0" 200 1534',
    '127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] "GET /index.html HTTP/1.0" 404 324',
    "ERROR message",
  ];
  test.each<[string, number[] | "bad"]>([
    ["[ip, user, username, timestamp, request, status_code, bytes]", [1, 2]],
    ["[..., status_code, bytes]", [1, 2, 3]],
    ["[ip, user, ...]", [1, 2, 3]],
    ["[ip, user, username, timestamp, request, status_code, bytes > 1000]", [1]],
    ["[ip, user, username, timestamp, request = *html*, status_code = 4*, bytes]", [2]],
    ["[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes]", [2]],
    ["[w1=ERROR || w1=WARN, w2]", [3]],
    ["[w1!=ERROR, w2]", []],
    ["[]", [1, 2, 3]],
    ["[a, ..., b, ...]", "bad"],
    ["[a", "bad"],
  ])("%s", (pattern, wanted) => expect(fit(pattern, MESSAGES)).toEqual(wanted));

  test("are taken out by their names, or their numbers", () =>
    expect(compilePattern("[..., request=*.html*, status_code=4*,]")?.(MESSAGES[1] ?? "")).toEqual({
      $status_code: "404",
      $request: "GET /index.html HTTP/1.0",
      $7: "324",
      $4: "10/Oct/2000:13:35:22 -0700",
      $3: "frank",
      $2: "-",
      $1: "127.0.0.1",
    }));

  test("of words are the words", () => {
    const words = fc.array(fc.stringMatching(/^[a-z0-9.]{1,5}$/), { maxLength: 20 });
    fc.assert(fc.property(words, (all) => expect(splitFields(all.join(" "))).toEqual(all)));
  });
});

test("no text makes a pattern throw, and none is fitted otherwise than by a quoted phrase of it", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ maxLength: 40 }), (pattern, message) => {
      compilePattern(pattern)?.(message);
    }),
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), fc.string(), (term, before, after) => {
      const pattern = `"${term.replaceAll('"', '\\"')}"`;
      fc.pre(!term.includes("\\"));
      expect(compilePattern(pattern)?.(`${before}${term}${after}`)).toEqual({});
    }),
  );
});
