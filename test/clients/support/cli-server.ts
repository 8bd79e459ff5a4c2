/** The AWS CLI for scripts that call it often: one process has it loaded and runs each call in a fork. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeChrootCommand, makeDebianRoot } from "../../../scripts/lib/debian.ts";
import { makeClientEnvironment as installClients, root } from "../../../scripts/lib/python.ts";
import { makeFolder } from "../../e2e/support/trails.ts";

/** A command line that stands ready. */
export interface CliServer extends AsyncDisposable {
  /** Below it is all that its commands can read. */
  readonly folder: string;
  /** What the environment of a script must have. */
  readonly env: Readonly<Record<string, string>>;
}

const PROGRAM = "aws-cli-server.py";

/** The command that starts it: version 1 in the machine's own root, version 2 in one of Debian's packages. */
function makeCommand(version: 1 | 2, folder: string, args: readonly string[]): string[] {
  const python = join(installClients(), "bin", "python");
  const program = join(folder, PROGRAM);
  if (version === 1) return [python, program, ...args, python];
  const place = makeDebianRoot("aws-cli-2", ["awscli"], { suite: "trixie" });
  return makeChrootCommand(place, ["/usr/bin/python3", program, ...args, python], {
    readOnly: { "/dev": "/dev" },
    shared: { [folder]: folder },
  });
}

/** Starts it. Accounts are profiles of their numbers, whose keys are the numbers too. */
export async function startCli(version: 1 | 2, accounts: readonly string[]): Promise<CliServer> {
  const files = makeFolder();
  const folder = files.path;
  mkdirSync(join(folder, "bin"));
  copyFileSync(join(root, "scripts", "python", PROGRAM), join(folder, PROGRAM));
  // Version 1 would fetch what an address leads to.
  const settings = ["[default]", "cli_follow_urlparam = false"];
  writeFileSync(
    join(folder, "config"),
    [...settings, ...accounts.map((one) => `[profile ${one}]`), ""].join("\n"),
  );
  const keys = accounts.flatMap((one) => [
    `[${one}]`,
    `aws_access_key_id = ${one}`,
    "aws_secret_access_key = x",
  ]);
  writeFileSync(join(folder, "credentials"), [...keys, ""].join("\n"));
  const child = Bun.spawn(makeCommand(version, folder, [join(folder, "socket"), join(folder, "bin")]), {
    env: { PATH: process.env["PATH"] ?? "", LANG: "C.UTF-8" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
  const reader = child.stdout.getReader();
  await reader.read();
  reader.releaseLock();
  return {
    folder,
    env: {
      PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
      HOME: "/nonexistent",
      LANG: "C.UTF-8",
      NO_PROXY: "*",
      AWS_CONFIG_FILE: join(folder, "config"),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
      AWS_SECRET_ACCESS_KEY: "x",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_MAX_ATTEMPTS: "1",
      ...Object.fromEntries(accounts.map((one) => [`PROFILE_${one}`, one])),
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
      files[Symbol.dispose]();
    },
  };
}
