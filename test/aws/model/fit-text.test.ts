import { expect, test } from "bun:test";
import { drawText, fitsScalar, fitsText, mayFitText, writeText } from "../../../src/aws/model/fit-text.ts";
import { readPattern } from "../../../src/aws/model/text-pattern.ts";
import type { Shape } from "../../../src/aws/model/types.ts";
import { listPatterned } from "../../support/list-shapes.ts";
import { startProcessorTime } from "../../support/processor-time.ts";

const text = (facts: Partial<Shape> = {}): Shape => ({ name: "Text", type: "string", ...facts });

test.each([
  ["^[a-z]+$", "orders", true],
  ["^[a-z]+$", "Orders", false],
  ["[a-z]+", "orders-1", false],
  ["arn:aws[a-z-]*:iam::\\d{12}:role/.+", "arn:aws:iam::111122223333:role/web", true],
  ["(?!aws)[a-z]+", "awsome", false],
  ["(?=.*\\d)[a-z0-9]{4,8}", "abc1", true],
  ["(?=.*\\d)[a-z0-9]{4,8}", "abcd", false],
  ["a|b{2}|", "bb", true],
  ["a|b{2}|", "", true],
  ["[\\w.-]{1,64}", "a.b-c_d", true],
  ["[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", "Größe 1", true],
  ["(a+)+$", `${"a".repeat(500)}!`, false],
  ["(x?){900}y", "xxy", true],
  ["a{2}{2}", "aaaa", true],
  ["^{2}[-a]*$", "a-", true],
  ["\\Aa\\z", "a", true],
  ["[^/:|\\000-\\037]+", "a\n", false],
  ["[[a-c][x-z]]+", "ay", true],
  ["[a[b]+[c]", "a[[", false],
  ["[a[b]+[c]", "[ac", true],
  ["[a[b]+c", "a[c", true],
  ["[\\w-.]+", "a-.", true],
  ["[a\\-z]+", "b", false],
])("%s and %s", (pattern, value, fits) => {
  expect(fitsText(text({ pattern }), value)).toBe(fits);
});

test("a text has the length and the choice that its shape asks for", () => {
  expect(fitsText(text({ min: 3 }), "ab")).toBe(false);
  expect(fitsText(text({ max: 3 }), "abcd")).toBe(false);
  expect(fitsText(text({ enum: ["ON", "OFF"] }), "ON")).toBe(true);
  expect(fitsText(text({ enum: ["ON", "OFF"] }), "on")).toBe(false);
});

test.each([
  ["(?s).+", "a\nb", true],
  [".+", "a\nb", false],
  ["(?i)on|off", "OFF", true],
  ["(?i)[^a-c]", "B", false],
  ["a(?i:b)c", "aBc", true],
  ["a(?i:b)c", "aBC", false],
  ["(a(?i)b)c", "aBC", false],
  ["(?ms)-A$.*?^-B$", "-A\nx\n-B", true],
  ["(?ms)-A$.*?^-B$", "-A x -B", false],
  ["(?ms)(?-s:.*)b", "a\nb", false],
  ["\\p{Print}+", "a b", true],
  ["\\p{Print}+", "é", false],
  ["\\p{IsLetter}\\p{IsAlphabetic}", "éß", true],
  ["[\\P{C}\\p{Blank}]+", "a\tb", true],
  ["[\\p{Print}&&[^|:/]]+", "a b", true],
  ["[\\p{Print}&&[^|:/]]+", "a:b", false],
  ["[\\u0020-\\uD7FF\\uD800\\uDC00-\\uDBFF\\uDFFF]{2}", "a😀", true],
  ["[\\u0020-\\uD7FF]{2}", "a😀", false],
  ["[a-z]*(?<!-s3alias)", "a-s3alias", false],
  ["[a-z-]*(?<!-s3alias)", "my-s3alias", false],
  ["[a-z-]*(?<!-s3alias)", "my-alias", true],
  ["(?<=a.*)b", "ab", false],
  [".*(?<=a.*)b", "a-b", true],
  ["a++", "aaa", true],
  ["a++a", "aaa", false],
  ["\\d{3}+", "123", true],
  ["/?+[a-z]+", "/a", true],
  ["/?+/", "/", false],
])("Java's %s and %j", (pattern, value, fits) => {
  expect(fitsText(text({ pattern }), value)).toBe(fits);
});

test("what is not understood fits nothing, and nothing is written for it; it refuses nothing either", () => {
  for (const pattern of [
    "(a)\\1",
    "(?>a)b",
    "(?x)a b",
    "[^a-z&&[^m]]+",
    "(a)++",
    "[z-a]",
    "\\p{Unheard}",
    "[a",
    "*",
  ]) {
    expect(readPattern(pattern)).toBeUndefined();
    expect(fitsText(text({ pattern }), "a")).toBe(false);
    expect(writeText(text({ pattern }), [])).toBeUndefined();
    expect(mayFitText(text({ pattern }), "a".repeat(100))).toBe(true);
    expect(mayFitText(text({ pattern, max: 10 }), "a".repeat(100))).toBe(false);
  }
  expect(mayFitText(text({ pattern: "[a-z]" }), "1")).toBe(false);
});

test("an expression between slashes is read without them", () => {
  const password = text({ pattern: "/^(?=.*[A-Z])[\\S]{8,64}$/" });
  expect(fitsText(password, "Cloudmock-1")).toBe(true);
  expect(fitsText(password, "cloudmock-1")).toBe(false);
  expect(fitsText(text({ pattern: "/[a-z]*/" }), "/a/")).toBe(true);
});

test("characters are counted as the models do", () => {
  expect(fitsText(text({ max: 2 }), "😀😀")).toBe(true);
  expect(fitsText(text({ pattern: "..", min: 3 }), "😀😀")).toBe(false);
});

const LINE = `${"A".repeat(64)}\n`;

test.each([
  [
    "a certificate",
    "-{5}BEGIN-{5}\\u000A([A-Za-z0-9/+]{64}\\u000A)*-{5}END-{5}",
    `-----BEGIN-----\n${LINE.repeat(500)}-----END-----`,
  ],
  ["a document", "[\\s\\S]*", "{} ".repeat(20_000)],
  ["what looks ahead once", "(?!.*<script>).*", "a ".repeat(20_000)],
  ["one repetition in another", "([a-z]+/?)+", "path/".repeat(5_000)],
])("a text of some ten thousand characters is held against its pattern: %s", (_, pattern, value) => {
  expect(fitsText(text({ pattern }), value)).toBe(true);
});

test("what would take too long to tell is refused, in time that grows with the text", () => {
  for (const pattern of [
    "(.*(?=.*x).*)+",
    ".*(?!.*y)x",
    "(((a|b)*c?)*d?)*!",
    "(a?){60000}",
    "((a{1,200}){1,200}){1,200}!",
  ]) {
    const tellTime = startProcessorTime();
    for (const isFit of [fitsText, mayFitText])
      expect(isFit(text({ pattern }), "a".repeat(5_000))).toBe(false);
    expect(tellTime()).toBeLessThan(4_000);
  }
});

test("the first wish that fits is written, else the shortest text", () => {
  expect(writeText(text({ pattern: "[a-z]+" }), ["Placeholder", "placeholder"])).toBe("placeholder");
  expect(writeText(text({ pattern: "[A-Z]{2}\\d{3}" }), ["placeholder"])).toBe("AA111");
  expect(writeText(text({ pattern: "[a-z]+", min: 5 }), [])).toBe("place");
  expect(writeText(text({ min: 3 }), ["a"])).toBe("aaa");
  expect(writeText(text({ max: 4 }), ["placeholder"])).toBe("a");
  expect(writeText(text({ enum: ["ON", "OFF"] }), ["placeholder"])).toBe("ON");
  expect(writeText(text({ pattern: "^$" }), [])).toBeUndefined();
});

test("a text is drawn that leaves enough open to be told from others, also where shorter ones are refused", () => {
  const digits = Array.from({ length: 2_000 }, (_, at) =>
    Bun.hash(String(at)).toString(16).padStart(16, "0"),
  );
  for (const pattern of ["[a-z]+", "(?!.{1,3}$)[a-z]+", "k-(?!.{1,3}$)[a-z0-9]+"]) {
    const made = digits.map((one) => drawText(text({ pattern }), one));
    expect(made.every((one) => one !== undefined && fitsText(text({ pattern }), one))).toBe(true);
    expect(new Set(made).size).toBe(digits.length);
  }
});

test("numbers and booleans fit by their type and bounds", () => {
  expect(fitsScalar({ name: "N", type: "integer", min: 1, max: 9 }, 9)).toBe(true);
  expect(fitsScalar({ name: "N", type: "integer", min: 1, max: 9 }, 10)).toBe(false);
  expect(fitsScalar({ name: "B", type: "boolean" }, "true")).toBe(false);
  expect(fitsScalar(text(), 1)).toBe(false);
});

test("what assertions ask of the whole is found by trial", () => {
  for (const facts of [
    { pattern: "(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)\\S{8,64}" },
    { pattern: "^$|^arn:aws:iam::\\d{12}:role.+" },
    { pattern: "[a-z](-*[a-z]){0,256}", min: 33 },
    { pattern: "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", min: 24, max: 24 },
    { pattern: "-\\u000D\\u000A([a-z]{64}\\u000A)*", min: 1600 },
    { pattern: "[^\\u0000-\\u00FF]" },
  ]) {
    const made = writeText(text(facts), []);
    expect(made).not.toBeUndefined();
    expect(fitsText(text(facts), made ?? "")).toBe(true);
  }
});

/** As JavaScript reads it; it does not take all that Java does. */
function compile(written: string): RegExp | undefined {
  // Some stand between slashes, as in a source of JavaScript.
  const pattern = written.replace(/^\/(\^.*\$|arn:.*)\/$/, "$1");
  const [, flags = "", rest = ""] = /^(?:\(\?([ims]+)\))?([\s\S]*)$/.exec(pattern) ?? [];
  for (const flag of /\\(?:[pP]\{|[Az])/.test(rest) ? ["u"] : ["", "u"])
    try {
      return new RegExp(`^(?:${rest})$`, flags + flag);
    } catch {
      // With the next flag, if any.
    }
  return undefined;
}

test("nearly every shape that has a pattern gets a text that fits, as JavaScript reads the pattern too", async () => {
  const shapes = await listPatterned();
  const wrong: string[] = [];
  const none: string[] = [];
  const unread: string[] = [];
  let refused = 0;
  for (const shape of shapes) {
    const { pattern = "", min = 0, max = Number.POSITIVE_INFINITY } = shape;
    if (!readPattern(pattern)) unread.push(pattern);
    const made = writeText(shape, []);
    const expression = compile(pattern);
    if (made === undefined) none.push(pattern);
    else if (!expression) refused++;
    else if (!expression.test(made) || made.length < min || made.length > max)
      wrong.push(`${pattern}: ${made}`);
  }
  expect(wrong).toEqual([]);
  expect(shapes.length).toBeGreaterThan(5_000);
  expect(refused / shapes.length).toBeLessThan(0.01);
  expect(unread.length / shapes.length).toBeLessThan(0.001);
  expect(none.length / shapes.length).toBeLessThan(0.002);
}, 300_000);

const TEXTS = [
  "",
  "a",
  "placeholder",
  "a b",
  "10.0.0.0/24",
  "arn:aws:iam::111122223333:role/web",
  "a\n",
  "-a",
  "é/",
];

test("patterns of the models take the texts that JavaScript's expressions do", async () => {
  const patterns = new Set((await listPatterned()).map(({ pattern = "" }) => pattern));
  const wrong: string[] = [];
  let compared = 0;
  for (const pattern of patterns) {
    const expression = compile(pattern);
    // To JavaScript without its flag for Unicode, \x{60} says how often an x stands there.
    if (!expression || !readPattern(pattern) || pattern.includes("\\x{")) continue;
    const shape = text({ pattern });
    const made = writeText(shape, []) ?? "";
    for (const value of [...TEXTS, made, `${made}!`, made.slice(1), made.slice(0, -1), made.toUpperCase()]) {
      // JavaScript's time doubles with each character over some of them.
      if (value.length > 100) continue;
      compared++;
      if (fitsText(shape, value) !== expression.test(value)) wrong.push(`${pattern}: ${value}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(50_000);
}, 300_000);
