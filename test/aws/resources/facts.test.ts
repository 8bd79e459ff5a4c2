// What the resource table must say, written by hand from AWS's documentation and not from what generates the table.
import { describe, expect, test } from "bun:test";
import { loadModel } from "../../../src/aws/model/table.ts";
import { loadResources } from "../../../src/aws/resources/table.ts";
import type { MemberMeaning } from "../../../src/aws/resources/types.ts";
import rows from "./facts.json" with { type: "json" };
import { findShape } from "./paths.ts";

/**
 * A fact: `deed` and each row's part, type and hold may name several, of which any will do; `*` is any at all. `not` is
 * what may stand nowhere, for it describes.
 */
interface Fact {
  readonly call: string;
  readonly deed: string;
  readonly captures?: true;
  readonly input: Readonly<Record<string, string>>;
  readonly output?: Readonly<Record<string, string>>;
  readonly not?: readonly string[];
}

const facts = rows as unknown as readonly Fact[];
const WORDS = ["exclusive", "shared"];

function isOne(wanted: string, said: string | undefined): boolean {
  const fold = (text: string) => text.replaceAll("-", "");
  return wanted === "*" || wanted.split(",").some((one) => fold(one) === fold(said ?? ""));
}

/** What is wrong with the row at `path`; a fact with several allowed parts holds where any row of the path does. */
function judge(members: readonly MemberMeaning[], path: string, wanted: string): string | undefined {
  const [part = "*", type = "*", ...rest] = wanted.split(" ");
  const hold = rest.find((word) => WORDS.includes(word)) ?? "*";
  const renames = rest.includes("renames");
  const said = members.filter((row) => row.path === path);
  if (said.length === 0) return `${path}: not in the table, should be ${wanted}`;
  const isRight = said.some(
    (row) =>
      isOne(part, row.part) &&
      isOne(type, row.type) &&
      isOne(hold, row.hold) &&
      renames === (row.renames ?? false),
  );
  const texts = said.map((row) => `${row.part} ${row.type} ${row.hold}${row.renames ? " renames" : ""}`);
  return isRight ? undefined : `${path}: ${texts.join(" | ")}, should be ${wanted}`;
}

async function findFaults({ call, deed, captures, input, output = {}, not = [] }: Fact): Promise<string[]> {
  const [service = "", name = ""] = call.split(" ");
  const meaning = (await loadResources(service)).operations[name];
  if (!meaning) return [`${call}: no row`];
  const faults = [
    isOne(deed, meaning.deed) ? undefined : `deed ${meaning.deed}, should be ${deed}`,
    captures === undefined || meaning.captures ? undefined : "captures nothing",
    ...Object.entries(input).map(([path, wanted]) => judge(meaning.input, path, wanted)),
    ...Object.entries(output).map(([path, wanted]) => judge(meaning.output, path, wanted)),
    ...not.map((path) =>
      meaning.input.some((row) => row.path === path) ? `${path} names nothing` : undefined,
    ),
  ];
  return faults.flatMap((fault) => (fault === undefined ? [] : [`${call}: ${fault}`]));
}

test("the facts' paths are the APIs'", async () => {
  const unknown: string[] = [];
  for (const { call, input, output = {}, not = [] } of facts) {
    const [service = "", name = ""] = call.split(" ");
    const model = await loadModel(service);
    const operation = model.operations[name];
    const asked = [...Object.keys(input), ...not].filter((path) => !findShape(operation?.input, path));
    const told = Object.keys(output).filter((path) => !findShape(operation?.output, path));
    unknown.push(...[...asked, ...told].map((path) => `${call} ${path}`));
  }
  expect(unknown).toEqual([]);
});

describe("the table says of", () => {
  for (const service of new Set(facts.map(({ call }) => call.split(" ")[0] ?? ""))) {
    test(service, async () => {
      const own = facts.filter(({ call }) => call.startsWith(`${service} `));
      expect((await Promise.all(own.map(findFaults))).flat()).toEqual([]);
    });
  }
});
