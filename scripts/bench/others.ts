/** What other programs take to find the write calls in the same trail: DuckDB and jq. */
import { join } from "node:path";
import { canEnterRoots, makeDebianRoot } from "../lib/debian.ts";
import { makeCheckEnvironment } from "../lib/python.ts";
import { median } from "./process.ts";

const RUNS = 5;

const DUCKDB = `
import sys, duckdb
path = sys.argv[1]
rows = f"(SELECT unnest(Records) AS r FROM read_json('{path}', maximum_object_size = 1000000000))"
print(duckdb.sql(f"SELECT count(*) FROM {rows} WHERE NOT r.readOnly").fetchall()[0][0])
`;

async function time(command: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const seconds: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const child = Bun.spawn([...command], { stdout: "ignore", stderr: "inherit", env });
    if ((await child.exited) !== 0) throw new Error(`${command[0]} failed`);
    seconds.push(Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1e6);
  }
  return median(seconds);
}

/** Seconds of the processor that each program takes for the trail, by its name. */
export async function timeOthers(path: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const python = join(makeCheckEnvironment(), "bin", "python");
  found.set("DuckDB", await time([python, "-c", DUCKDB, path], {}));
  if (!canEnterRoots) return found;
  const place = makeDebianRoot("jq", ["jq"]);
  const [machine = ""] = Bun.spawnSync(["uname", "-m"]).stdout.toString().split("\n");
  const libraries = join(place, "usr", "lib", `${machine}-linux-gnu`);
  const jq = [join(place, "usr", "bin", "jq"), "-c", ".Records[] | select(.readOnly | not) | .eventID", path];
  found.set("jq", await time(jq, { LD_LIBRARY_PATH: libraries }));
  return found;
}
