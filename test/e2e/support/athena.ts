/** Runs the SQL of `cloudmock cloudtrail query` over a log: Athena's, transpiled and run in DuckDB. */
import { join } from "node:path";
import { makeCheckEnvironment, root } from "../../../scripts/lib/python.ts";
import { runQuick } from "./replay.ts";
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
  const { exitCode, stdout, stderr } = await runQuick(["cloudtrail", "query", ...flags]);
  if (exitCode !== 0 || stderr !== "") throw new Error(`exit ${exitCode}: ${stderr}`);
  return stdout;
}

/** Runs queries over logs, one after the other: to import DuckDB takes longer than to run one. */
export interface Athena extends AsyncDisposable {
  /** The path of the CSV that Athena would give for these flags over a log; `partition` as query-trail.py takes it. */
  queryLog(folder: TestFolder, log: string, flags: readonly string[], partition?: string): Promise<string>;
}

async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    const lines = (text + decoder.decode(bytes, { stream: true })).split("\n");
    text = lines.pop() ?? "";
    yield* lines;
  }
}

/** Starts query-trail.py; a query that fails rejects with what DuckDB says of it. */
export function startAthena(): Athena {
  const python = join(makeCheckEnvironment(), "bin", "python");
  const child = Bun.spawn([python, join(root, "scripts", "python", "query-trail.py")], {
    stdin: "pipe",
    stdout: "pipe",
    stderr: "inherit",
  });
  const answers = readLines(child.stdout);
  return {
    async queryLog(folder, log, flags, partition = "") {
      const query = await printQuery(["--engine", "athena", ...flags]);
      folder.write("query.sql", query);
      child.stdin.write(`${JSON.stringify({ log, query, partition })}\n`);
      child.stdin.flush();
      const { value } = await answers.next();
      const { csv, error } = JSON.parse(value ?? `{"error":"query-trail.py has ended"}`);
      if (typeof csv !== "string") throw new Error(error);
      return folder.write("writes.csv", csv);
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await child.exited;
    },
  };
}
