/** Runs the SQL of `cloudmock cloudtrail query` over a log: Athena's, transpiled and run in DuckDB. */
import { join } from "node:path";
import { makeCheckEnvironment, root } from "../../../scripts/lib/python.ts";
import { runBinary } from "./binary.ts";
import type { TestFolder } from "./trails.ts";

/** The first query may have to install sqlglot and DuckDB. */
export const INSTALL_LIMIT_MS = 300_000;

/** Runs one of scripts/python in the environment with sqlglot and DuckDB. Rejects with its standard error. */
export async function runPython(script: string, args: readonly string[]): Promise<string> {
  const python = join(makeCheckEnvironment(), "bin", "python");
  const child = Bun.spawn([python, join(root, "scripts", "python", script), ...args], {
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}

/** The SQL that these flags give; it must be printed without a word on standard error. */
export async function printQuery(flags: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runBinary(["cloudtrail", "query", ...flags]);
  if (exitCode !== 0 || stderr !== "") throw new Error(`exit ${exitCode}: ${stderr}`);
  return stdout;
}

/** The path of the CSV that Athena would give for these flags over a log; `partition` as query-trail.py takes it. */
export async function queryLog(
  folder: TestFolder,
  log: string,
  flags: readonly string[],
  partition = "",
): Promise<string> {
  const query = folder.write("query.sql", await printQuery(["--engine", "athena", ...flags]));
  return folder.write("writes.csv", await runPython("query-trail.py", [log, query, partition]));
}
