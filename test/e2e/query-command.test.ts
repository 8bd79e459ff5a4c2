// What the command says, and CloudTrail Lake's side of it.
import { afterAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { INSTALL_LIMIT_MS, printQuery, runPython } from "./support/athena.ts";
import { root, runBinary } from "./support/binary.ts";
import { runReplay } from "./support/replay.ts";
import { makeFolder } from "./support/trails.ts";

const folder = makeFolder();
afterAll(() => folder[Symbol.dispose]());

test("an export of CloudTrail Lake, written by hand after its documentation, is replayed as its log", async () => {
  const replay = (name: string) => runReplay(["--input", join(root, "fixtures", "lake", name), "--dry-run"]);
  const [ofLog, ofCsv] = await Promise.all(["trail.json", "result_1.csv"].map(replay));
  // Lake's timestamps have thousandths of a second.
  expect(ofCsv?.stdout.replaceAll(".000Z", "Z")).toBe(ofLog?.stdout ?? "no log");
  expect(ofCsv?.stderr).toBe("dry run: 10 of 10 events would be sent; none skipped\n");
});

test(
  "CloudTrail Lake's SQL is Trino's, and has the columns of that export",
  async () => {
    const store = "0b5bd8ef-1234-5678-9abc-def012345678";
    const filters = [
      "--services",
      "ses,s3",
      "--events",
      "Create*,!X",
      "--accounts",
      "111122223333",
      "--from",
      "-1d",
    ];
    const sql = await printQuery(["--engine", "lake", "--event-data-store", store, ...filters]);
    expect(sql).toContain("never run in CloudTrail Lake");
    // Lake takes the bare id, which no dialect of SQL does.
    const query = folder.write("lake.sql", sql.replace(`FROM ${store}\n`, "FROM store\n"));
    expect(await runPython("parse-sql.py", [query])).toBe("select store\n");
    const header = readFileSync(join(root, "fixtures", "lake", "result_1.csv"), "utf8").split("\n")[0] ?? "";
    for (const column of header.split(",").map((cell) => cell.slice(1, -1)))
      expect(sql).toMatch(new RegExp(`^  (?:.* AS )?${column},?$`, "m"));
  },
  INSTALL_LIMIT_MS,
);

test("a wrong flag says what to write instead", async () => {
  const refuse = async (...flags: string[]) => {
    const { exitCode, stdout, stderr } = await runBinary(["cloudtrail", "query", ...flags]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    return stderr;
  };
  expect(await refuse()).toContain("--engine is missing: say athena or lake");
  expect(await refuse("--engine", "spark")).toContain('"spark" is not one of athena and lake');
  expect(await refuse("--engine", "lake")).toContain("list-event-data-stores");
  expect(await refuse("--engine", "lake", "--table", "t")).toContain("--table: belongs to --engine athena");
  expect(await refuse("--engine", "athena", "--event-data-store", "x")).toContain(
    "is not the id of an event data store",
  );
  expect(await refuse("--engine", "athena", "--date-partition", "day")).toContain("has --from or --to");
  expect(await refuse("--engine", "athena", "--events", "a'b")).toContain("is not an event name");
  expect(await refuse("--engine", "athena", "--from", "2026-02-01", "--to", "2026-01-01")).toContain(
    "is not before --to",
  );
});

test("a service that nothing has is warned of", async () => {
  const { exitCode, stderr } = await runBinary([
    "cloudtrail",
    "query",
    "--engine",
    "athena",
    "--services",
    "dynamo",
  ]);
  expect(exitCode).toBe(0);
  expect(stderr).toBe('warning: --services: no service is named "dynamo"; did you mean dynamodb?\n');
});
