/** What the command lines of Athena and CloudTrail Lake print of a query's result is replayed as its CSV is. */
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { makeClientEnvironment } from "../../scripts/lib/python.ts";
import { INSTALL_LIMIT_MS, startAthena } from "./support/athena.ts";
import { root } from "./support/binary.ts";
import { runQuickDry, runReplay } from "./support/replay.ts";
import { makeFolder } from "./support/trails.ts";

const folder = makeFolder();
afterAll(() => folder[Symbol.dispose]());

/** The rows of a CSV, the header's first. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

function makeAthenaAnswer(rows: readonly (readonly string[])[]): object {
  const [header = []] = rows;
  return {
    UpdateCount: 0,
    ResultSet: {
      // A cell that is null has no text.
      Rows: rows.map((row) => ({ Data: row.map((cell) => (cell === "" ? {} : { VarCharValue: cell })) })),
      ResultSetMetadata: {
        ColumnInfo: header.map((Name) => ({
          CatalogName: "hive",
          SchemaName: "",
          TableName: "",
          Name,
          Label: Name,
          Type: "varchar",
          Precision: 2_147_483_647,
          Scale: 0,
          Nullable: "UNKNOWN",
          CaseSensitive: true,
        })),
      },
    },
  };
}

/** The maps of Lake's query have names of their own. */
function nameInLake(column: string): string {
  return /^(?:requestparameters|responseelements|additionaleventdata)$/.test(column)
    ? `${column}_map`
    : column;
}

function makeLakeAnswer([header = [], ...rows]: readonly (readonly string[])[]): object {
  return {
    QueryStatus: "FINISHED",
    QueryResultRows: rows.map((row) => row.map((cell, i) => ({ [nameInLake(header[i] ?? "")]: cell }))),
  };
}

/** Has the AWS command line itself print an answer. */
function printWithClient(answer: object, form: string): string {
  const script = join(root, "scripts", "python", "print-answer.py");
  const { stdout, stderr, exitCode } = Bun.spawnSync(
    [join(makeClientEnvironment(), "bin", "python"), script, form],
    { stdin: Buffer.from(JSON.stringify(answer)), env: { PYTHONIOENCODING: "utf-8" } },
  );
  if (exitCode !== 0) throw new Error(stderr.toString());
  return stdout.toString();
}

const PRINTERS: Readonly<Record<string, (answer: object) => string>> = {
  json: (answer) => JSON.stringify(answer, null, 4),
  yaml: (answer) => Bun.YAML.stringify(answer, null, 2),
  "yaml-stream": (answer) => Bun.YAML.stringify([answer], null, 2),
  text: (answer) => printWithClient(answer, "text"),
  table: (answer) => printWithClient(answer, "table"),
};

test(
  "as JSON, YAML, text and a table",
  async () => {
    const log = join(root, "fixtures", "demo", "trail.json");
    await using athena = startAthena();
    const csv = await athena.queryLog(folder, log, []);
    const { stdout: expected } = await runReplay(["--input", csv, "--dry-run"]);
    expect(expected.split("\n").length).toBeGreaterThan(10);
    // A text in a map of Lake's that is JSON is printed anew, without the blanks that it had.
    const pack = (requests: string) => requests.replaceAll("%20", "");
    const rows = readCsv(await Bun.file(csv).text());
    for (const make of [makeAthenaAnswer, makeLakeAnswer]) {
      for (const [form, print] of Object.entries(PRINTERS)) {
        const answer = folder.write(`answer.${form}`, print(make(rows)));
        const { stdout, exitCode } = await runQuickDry(["--input", answer]);
        expect({ form, exitCode, sent: pack(stdout) }).toEqual({ form, exitCode: 0, sent: pack(expected) });
      }
    }
  },
  INSTALL_LIMIT_MS,
);
