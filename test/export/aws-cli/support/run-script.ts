/** Makes a trail of some calls, the script that an export writes of it, and runs that with an `aws` that writes down what it is called with. */
import { expect } from "bun:test";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runHere } from "../../../support/run-argv.ts";

/** Answers `--query` with a text that tells which call it was. */
const AWS = `#!/usr/bin/env bash
printf '%s\\0' "$@" $'\\1' >> "$CALLS"
count=$(tr -cd '\\n' < "$COUNT" | wc -c); echo >> "$COUNT"
for word in "$@"; do [ "$word" = --query ] && printf 'answer-%s\\n' "$count"; done
exit 0
`;

export interface Made {
  readonly event: string;
  readonly source: string;
  readonly asked: unknown;
  readonly answered?: unknown;
  readonly account?: string;
}

function makeTrail(calls: readonly Made[]): string {
  const Records = calls.map(({ event, source, asked, answered = null, account = "111122223333" }, index) => ({
    eventVersion: "1.08",
    userIdentity: { type: "IAMUser", accountId: account },
    eventTime: new Date(Date.UTC(2026, 2, 1, 0, 0, index)).toISOString().replace(".000", ""),
    eventSource: `${source}.amazonaws.com`,
    eventName: event,
    awsRegion: "eu-west-1",
    requestParameters: asked,
    responseElements: answered,
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    readOnly: false,
    eventType: "AwsApiCall",
    recipientAccountId: account,
  }));
  return JSON.stringify({ Records });
}

/** The calls that the script makes, each with its arguments. */
export async function runScript(folder: string, script: string, env: Readonly<Record<string, string>> = {}) {
  writeFileSync(join(folder, "aws"), AWS);
  chmodSync(join(folder, "aws"), 0o755);
  for (const name of ["calls", "count"]) writeFileSync(join(folder, name), "");
  const child = Bun.spawn(["bash", script], {
    env: {
      PATH: `${folder}:${process.env["PATH"]}`,
      CALLS: join(folder, "calls"),
      COUNT: join(folder, "count"),
      // What stands for the CLI here asks nobody.
      TO_AWS: "1",
      ...env,
    },
    stdout: "pipe",
    stderr: "pipe",
  });
  const stderr = await child.stderr.text();
  const exitCode = await child.exited;
  const calls = readFileSync(join(folder, "calls"), "utf8").split("\x01\0").slice(0, -1);
  return { exitCode, stderr, calls: calls.map((call) => call.split("\0").slice(0, -1)) };
}

/** The script for a trail of these calls. */
export async function exportTrail(folder: string, calls: readonly Made[], flags: readonly string[] = []) {
  writeFileSync(join(folder, "trail.json"), makeTrail(calls));
  const argv = ["cloudtrail", "export", "--input", join(folder, "trail.json"), "--as", "aws-cli", ...flags];
  const { exitCode, stdout, stderr } = await runHere(argv);
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  return stdout;
}
