// No regular expression takes more than linear time: logs and answers are foreign text, of any length. Those that are drawn are
// attacked, all in a long run.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Node } from "typescript/unstable/ast";
import { isIdentifier, isRegularExpressionLiteral } from "typescript/unstable/ast/is";
import { API } from "typescript/unstable/async";
import { DATA_TABLES } from "../../scripts/lib/data-tables.ts";
import { root } from "../../scripts/lib/python.ts";
import { makePlaceRewriter } from "../../src/emulator/place-texts.ts";
import { attackExpression } from "../support/attack-expression.ts";
import { drawSome } from "../support/expect-always.ts";

const src = join(root, "src");

interface Written {
  /** Every literal of src. */
  readonly literals: ReadonlySet<string>;
  /** By file, how often it names the constructor. */
  readonly constructed: Readonly<Record<string, number>>;
}

function* walk(node: Node): Generator<Node> {
  yield node;
  const children: Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
    return undefined;
  });
  for (const child of children) yield* walk(child);
}

async function listExpressions(): Promise<Written> {
  const api = new API();
  try {
    // The page is a project of its own.
    const openProjects = [join(root, "tsconfig.json"), join(src, "page", "app", "tsconfig.json")];
    const projects = (await api.updateSnapshot({ openProjects })).getProjects();
    const findSource = async (file: string) => {
      for (const { program } of projects) {
        const source = await program.getSourceFile(join(src, file));
        if (source) return source;
      }
      throw new Error(`${file} is no part of a project`);
    };
    const literals = new Set<string>();
    const constructed: Record<string, number> = {};
    for (const file of [...new Bun.Glob("**/*.{ts,tsx}").scanSync({ cwd: src })].sort()) {
      const source = await findSource(file);
      for (const node of walk(source)) {
        if (isRegularExpressionLiteral(node)) literals.add(node.text);
        if (isIdentifier(node) && node.text === "RegExp" && /^ *\(/.test(source.text.slice(node.end)))
          constructed[file] = (constructed[file] ?? 0) + 1;
      }
    }
    return { literals, constructed };
  } finally {
    await api.close();
  }
}

const written = await listExpressions();

function readLiteral(literal: string): RegExp {
  const end = literal.lastIndexOf("/");
  return new RegExp(literal.slice(1, end), literal.slice(end + 1));
}

/** The part of the expressions that is attacked, but for a long run. */
const SHARE = 0.25;

function attackAll(expressions: readonly RegExp[]): unknown[] {
  return drawSome(expressions, SHARE).flatMap((expression) => {
    // Found twice, since a machine that does much else besides may stand still while the longer text is read.
    const finding = attackExpression(expression) && attackExpression(expression);
    return finding ? [{ expression: String(expression), ...finding }] : [];
  });
}

const LONG = 120_000;

test(
  "each literal of src, on 1 MB of what is worst for it",
  () => {
    expect(written.literals.size).toBeGreaterThan(200);
    expect(attackAll([...written.literals].map(readLiteral))).toEqual([]);
  },
  LONG,
);

function* listTexts(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) yield* listTexts(inner);
}

/** The texts of all tables that repeat something and could be expressions. */
function listTableExpressions(): RegExp[] {
  const texts = DATA_TABLES.flatMap(({ path }) => [
    ...listTexts(JSON.parse(readFileSync(join(root, path), "utf8"))),
  ]);
  const repeating = [...new Set(texts)].filter((text) => text.length < 2_000 && /[*+{]/.test(text));
  return repeating.flatMap((text) => {
    try {
      return [new RegExp(text, "i")];
    } catch {
      return [];
    }
  });
}

test(
  "each text of the data tables that could be one",
  () => {
    const expressions = listTableExpressions();
    expect(expressions.map(({ source }) => source)).toContain("-([A-Za-z0-9]{6})$");
    expect(attackAll(expressions)).toEqual([]);
  },
  LONG,
);

// Whoever makes one more has to say here what it is made of, and to test it.
test("expressions that are not written as literals are few, and it is known what they are made of", () => {
  expect(written.constructed).toEqual({
    // botocore's expressions of regions; test/aws/model/partitions.test.ts attacks every one.
    "aws/model/partitions.ts": 1,
    // Names of classes of characters, for one character.
    "aws/model/character-sets.ts": 1,
    // By the table's ARN templates; test/aws/resources/arns.test.ts attacks every one.
    "aws/resources/arns.ts": 1,
    // Expressions of forms.json, which stand above, joined as alternatives.
    "anonymize/scan.ts": 1,
    "anonymize/tables.ts": 1,
    // Digits between marks that the export made itself.
    "export/aws-cli/mark-answer.ts": 1,
    "export/aws-cli/marks.ts": 1,
    // Names without repetition, for the environment of a command.
    "cli/command-environment.ts": 1,
    // Escaped accounts and regions, and domains of AWS: below.
    "emulator/place-texts.ts": 7,
    // Expressions of tables: above.
    "base/row-types.ts": 1,
    "emulator/pins.ts": 1,
    "identities/minted.ts": 4,
    "instance/behaviour/reads/asked-rows.ts": 6,
    "instance/behaviour/makes/fill-preset.ts": 1,
    "instance/behaviour/changes/held.ts": 1,
    "instance/behaviour/makes/preset-rows.ts": 1,
    "instance/behaviour/names/qualified.ts": 2,
    "instance/behaviour/names/twins.ts": 1,
    "instance/behaviour/refusals/refusals.ts": 3,
    "instance/behaviour/changes/revisions.ts": 1,
    "instance/behaviour/makes/states.ts": 9,
    // botocore's expressions of regions, as above.
    "instance/engines/kms/regions.ts": 1,
    // A parameter's own pattern, to see whether it is one.
    "instance/engines/ssm/put.ts": 1,
    "instance/bad-keys.ts": 2,
    "instance/own-faults.ts": 3,
    "plan/missing/derived/rows.ts": 1,
    "plan/missing/networks-used.ts": 1,
    "plan/missing/recipes.ts": 1,
    "plan/missing/table-keys.ts": 1,
    "replay/causes.ts": 2,
    "aws/secrets/secret-members.ts": 1,
    // Verbs.
    "trail/read-verbs.ts": 1,
  });
});

test("accounts and regions in a document that repeats them", () => {
  const { rewriteText } = makePlaceRewriter({
    accounts: new Map([["111122223333", "000000000000"]]),
    regions: new Map([["eu-west-1", "us-east-1"]]),
  });
  const parts = [
    "111122223333.",
    "eu-west-1.",
    "s3-",
    "arn:aws-",
    "arn:aws:",
    "com.amazonaws.",
    "c2s.ic.",
    '"eu-west-1\\',
    "a.",
  ];
  for (const part of parts) {
    for (const before of ["{", "", "in prose "]) {
      const start = performance.now();
      rewriteText(before + part.repeat(Math.ceil(1_000_000 / part.length)));
      expect([part, performance.now() - start < 3_000]).toEqual([part, true]);
    }
  }
});

// One of each way to go back over a text.
test.each([
  /[A-Za-z0-9_-]+(?=[^A-Za-z0-9_-]*$)/,
  /^(a|a)*b/,
  /no .* found/,
  /"(?:[^"\\]|\\.)*"x/,
  /x*x*y/,
  /(?:a\d+)+b$/,
])("an attack on %p is found", (expression) => {
  // On a machine that does much else besides, the shorter text may take as long as the longer one now and then.
  const findings = [1, 2, 3].values().map(() => attackExpression(expression));
  expect(findings.find((finding) => finding !== undefined)).toBeDefined();
});
