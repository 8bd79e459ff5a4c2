/** What a script of scripts/python says of botocore. */
import { join } from "node:path";
import { fetchBotocore, makeServerEnvironment, root } from "../../scripts/lib/python.ts";
import { fetchRetired } from "../../scripts/lib/retired-file.ts";

/** The lines that `script` prints of services, with the pinned botocore and what AWS retired: all takes half a minute. */
export function askBotocore(script: string, services: readonly string[]): string[] {
  const python = join(makeServerEnvironment(), "bin", "python");
  const file = join(root, "scripts", "python", script);
  const ended = Bun.spawnSync([python, file, fetchRetired(), ...services], {
    env: { PYTHONPATH: fetchBotocore(), PYTHONDONTWRITEBYTECODE: "1" },
    stdout: "pipe",
    stderr: "pipe",
  });
  if (ended.exitCode !== 0) throw new Error(ended.stderr.toString());
  return ended.stdout.toString().trimEnd().split("\n");
}
