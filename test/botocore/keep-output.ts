/** Keeps under .cache/ what a script of scripts/python says of botocore, until it or the releases of botocore change. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../../scripts/lib/make-once.ts";
import { fetchBotocore, makeServerEnvironment, root } from "../../scripts/lib/python.ts";
import { fetchRetired } from "../../scripts/lib/retired-file.ts";

const scripts = join(root, "scripts", "python");

/**
 * The file of what `script` prints with the pinned botocore and what AWS retired, made in about a minute where it is not
 * there yet. `uses` are the other files of scripts/python on which that depends.
 */
export function keepOutput(script: string, uses: readonly string[] = []): string {
  const [botocore, retired] = [fetchBotocore(), fetchRetired()];
  const files = [...[script, ...uses].map((name) => join(scripts, name))];
  // What either folder was made from says which releases it holds.
  for (const folder of [botocore, join(retired, "..")]) files.push(join(folder, ".made-from"));
  const recipe = files.map((file) => readFileSync(file, "utf8")).join("\0");
  const start = script.replace(/py$/, "");
  const file = join(cache, `${start}${Bun.hash(recipe).toString(16)}.jsonl`);
  if (existsSync(file)) return file;
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache)) if (old.startsWith(start)) rmSync(join(cache, old));
  const unfinished = join(cache, `unfinished-${start}${process.pid}.jsonl`);
  const python = join(makeServerEnvironment(), "bin", "python");
  const made = Bun.spawnSync([python, join(scripts, script), retired], {
    env: { PYTHONPATH: botocore, PYTHONDONTWRITEBYTECODE: "1" },
    stdout: Bun.file(unfinished),
    stderr: "pipe",
  });
  if (made.exitCode !== 0) throw new Error(made.stderr.toString());
  renameSync(unfinished, file);
  return file;
}
