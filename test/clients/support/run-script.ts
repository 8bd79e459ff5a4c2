/** Runs what an export wrote, and the replay that it stands for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drawDigits, Instance } from "../../../src/instance/instance.ts";
import { serveInstance } from "../../../src/instance/serve.ts";
import { runHere } from "../../support/run-argv.ts";
import type { CliServer } from "./cli-server.ts";

/** An instance of this process, and where it answers. */
export function serveEmpty(account: string, region: string) {
  const instance = new Instance({ home: { account, region }, now: Date.now, random: drawDigits });
  const server = serveInstance(instance, {
    host: "127.0.0.1",
    port: 0,
    version: "0",
    token: undefined,
    filled: Promise.resolve(),
    onFault: (error) => {
      throw error;
    },
    allowedOrigins: [],
    isLocal: true,
  });
  return {
    instance,
    endpoint: `http://127.0.0.1:${server.port}`,
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** How the calls of a script or a replay ended. */
export interface Ended {
  readonly made: number;
  readonly failed: number;
  /** What was said of it. */
  readonly said: string;
}

let count = 0;

/** Exports a log, and runs the script with the AWS CLI to its end. */
export async function runExport(cli: CliServer, log: string, endpoint: string, key = "test"): Promise<Ended> {
  const folder = join(cli.folder, `made-${++count}`);
  const argv = ["cloudtrail", "export", "--input", log, "--as", "aws-cli", "--output", `${folder}/`];
  const exported = await runHere(argv);
  if (exported.exitCode !== 0) throw new Error(exported.stderr);
  const script = readFileSync(join(folder, "create.sh"), "utf8");
  const blanks = [...script.matchAll(/^(\w+)=\$\{\w+:\?fill/gm)].map(([, name = ""]) => [
    name,
    "filled-in-1A",
  ]);
  const child = Bun.spawn(["bash", join(folder, "create.sh")], {
    env: {
      ...Object.fromEntries(blanks),
      ...cli.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: key,
      KEEP_GOING: "1",
    },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const said = await child.stderr.text();
  await child.exited;
  const commands = script.match(/^(?:\w+=\$\()?aws /gm)?.length ?? 0;
  const failed = said.match(/^the command at line/gm)?.length ?? 0;
  return { made: commands, failed, said };
}

/** Replays what survives of a log, into what is taken for nothing that is known. */
export async function runReplay(log: string, endpoint: string, target = "generic"): Promise<Ended> {
  const argv = ["cloudtrail", "replay", "--input", log, "--final-state", "--format", "json", "--endpoint"];
  const { stdout, stderr } = await runHere([...argv, endpoint, "--target", target]);
  const { replayed, failed, created } = JSON.parse(stdout);
  return { made: replayed + created.length, failed, said: stderr };
}
