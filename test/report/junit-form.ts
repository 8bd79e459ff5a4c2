/**
 * Judges a document by the form of Jenkins's JUnit schema, written down anew from
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd:
 * which elements stand in which, with which attributes.
 */

interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

interface Rule {
  readonly needed: readonly string[];
  readonly allowed: readonly string[];
  readonly children: readonly string[];
  readonly hasText?: boolean;
}

const END: Rule = { needed: [], allowed: ["type", "message"], children: [], hasText: true };
const TEXT: Rule = { needed: [], allowed: [], children: [], hasText: true };
const RULES: Readonly<Record<string, Rule>> = {
  testsuites: {
    needed: [],
    allowed: ["name", "time", "tests", "failures", "errors"],
    children: ["testsuite"],
  },
  testsuite: {
    needed: ["name", "tests", "failures", "errors"],
    allowed: ["group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"],
    children: ["testsuite", "properties", "testcase", "system-out", "system-err"],
  },
  properties: { needed: [], allowed: [], children: ["property"] },
  property: { needed: ["name", "value"], allowed: [], children: [] },
  testcase: {
    needed: ["name"],
    allowed: ["time", "classname", "group"],
    children: ["skipped", "error", "failure", "system-out", "system-err"],
  },
  skipped: END,
  error: END,
  failure: END,
  "system-out": TEXT,
  "system-err": TEXT,
};

/** What XML 1.0 takes as a character. */
const CHARACTERS = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
const TAG = /<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

function decode(text: string): string {
  return text.replace(/&(\w*);?/g, (found, name: string) => {
    const meant = ENTITIES[name];
    if (meant === undefined || !found.endsWith(";")) throw new Error(`a bare or unknown ${found}`);
    return meant;
  });
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [name, decode(value)] as const,
  );
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error("an attribute twice");
  return Object.fromEntries(pairs);
}

/** The root of a document of the small part of XML that reports need. Throws for anything else. */
export function parseReport(xml: string): XmlElement {
  if (!CHARACTERS.test(xml)) throw new Error("a character that XML does not take");
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!xml.startsWith(head)) throw new Error("no declaration");
  const top: XmlElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  let at = head.length;
  for (const tag of xml.matchAll(TAG)) {
    const inner = open.at(-1) as XmlElement;
    if (tag.index < head.length - 1) continue;
    inner.text += decode(readText(xml.slice(at, tag.index)));
    at = tag.index + tag[0].length;
    const [, closes, name = "", attributes = "", isEmpty] = tag;
    if (closes) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    const element: XmlElement = { name, attributes: readAttributes(attributes), children: [], text: "" };
    inner.children.push(element);
    if (!isEmpty) open.push(element);
  }
  if (open.length !== 1 || xml.slice(at).trim() !== "" || top.children.length !== 1)
    throw new Error("not one whole element");
  return top.children[0] as XmlElement;
}

function readText(text: string): string {
  if (/[<>]/.test(text)) throw new Error(`a bare mark in ${JSON.stringify(text.slice(0, 80))}`);
  return text;
}

/** Throws where an element is not as the schema has it, or a suite's counts are not those of its tests. */
export function checkForm(element: XmlElement): void {
  const { name, attributes, children, text } = element;
  const rule = RULES[name];
  if (!rule) throw new Error(`no element ${name}`);
  for (const needed of rule.needed) if (!(needed in attributes)) throw new Error(`${name} lacks ${needed}`);
  for (const given of Object.keys(attributes))
    if (![...rule.needed, ...rule.allowed].includes(given)) throw new Error(`${name} has ${given}`);
  if (attributes["time"] !== undefined && !/^\d*(?:\.\d*)?$/.test(attributes["time"]))
    throw new Error("a wrong time");
  if (!rule.hasText && text.trim() !== "") throw new Error(`text in ${name}: ${text.trim()}`);
  for (const child of children) {
    if (!rule.children.includes(child.name)) throw new Error(`${child.name} in ${name}`);
    checkForm(child);
  }
  if (name !== "testsuite") return;
  const tests = children.filter((child) => child.name === "testcase");
  const count = (end: string) =>
    tests.filter((test) => test.children.some((child) => child.name === end)).length;
  const counts = {
    tests: tests.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
  for (const [counted, number] of Object.entries(counts))
    if (attributes[counted] !== String(number))
      throw new Error(`${counted} is ${attributes[counted]}, not ${number}`);
}
