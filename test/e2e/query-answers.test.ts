/** What the command lines of Athena and CloudTrail Lake print of a query's result is replayed as its CSV is. */
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
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
        ColumnInfo: header.map((Name) => ({ CatalogName: "hive", Name, Type: "varchar" })),
      },
    },
  };
}

function makeLakeAnswer([header = [], ...rows]: readonly (readonly string[])[]): object {
  return {
    QueryStatus: "FINISHED",
    QueryResultRows: rows.map((row) => row.map((cell, i) => ({ [header[i] ?? ""]: cell }))),
  };
}

const PRINTERS: Readonly<Record<string, (answer: object) => string>> = {
  json: (answer) => JSON.stringify(answer, null, 4),
  yaml: (answer) => Bun.YAML.stringify(answer, null, 2),
  "yaml-stream": (answer) => Bun.YAML.stringify([answer], null, 2),
};

test(
  "as JSON and as YAML",
  async () => {
    const log = join(root, "fixtures", "demo", "trail.json");
    await using athena = startAthena();
    const csv = await athena.queryLog(folder, log, []);
    const { stdout: expected } = await runReplay(["--input", csv, "--dry-run"]);
    expect(expected.split("\n").length).toBeGreaterThan(10);
    const rows = readCsv(await Bun.file(csv).text());
    for (const make of [makeAthenaAnswer, makeLakeAnswer]) {
      for (const [form, print] of Object.entries(PRINTERS)) {
        const answer = folder.write(`answer.${form}`, print(make(rows)));
        const { stdout, exitCode } = await runQuickDry(["--input", answer]);
        expect({ form, exitCode, stdout }).toEqual({ form, exitCode: 0, stdout: expected });
      }
    }
  },
  INSTALL_LIMIT_MS,
);
