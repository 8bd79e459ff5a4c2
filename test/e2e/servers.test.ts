import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EmulatorServer, startMiniStack, startMoto, startQuickMoto } from "../../scripts/lib/servers.ts";
import { root } from "./support/binary.ts";

const LIMIT_MS = 300_000;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function expectStopped(server: EmulatorServer): Promise<void> {
  await server.stop();
  expect(isRunning(server.pid)).toBe(false);
  expect(fetch(server.endpoint)).rejects.toThrow();
}

test(
  "moto starts on a free loopback port, has AWS's managed policies, and stops",
  async () => {
    const server = await startQuickMoto();
    try {
      expect(server.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      const answer = await fetch(server.endpoint, {
        method: "POST",
        headers: {
          authorization: "AWS4-HMAC-SHA256 Credential=x/20260302/us-east-1/iam/aws4_request",
          "content-type": "application/x-www-form-urlencoded",
        },
        body: "Action=GetPolicy&Version=2010-05-08&PolicyArn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnlyAccess",
      });
      expect(answer.status).toBe(200);
    } finally {
      await expectStopped(server);
    }
  },
  LIMIT_MS,
);

test(
  "MiniStack starts on a free loopback port and stops",
  async () => {
    const server = await startMiniStack();
    try {
      expect((await fetch(`${server.endpoint}/_ministack/health`)).status).toBe(200);
    } finally {
      await expectStopped(server);
    }
  },
  LIMIT_MS,
);

test.skipIf(process.platform !== "linux")(
  "nothing of the machine's own AWS settings reaches a server",
  async () => {
    process.env["AWS_PROFILE"] = "production";
    const server = await startMoto();
    try {
      const environment = readFileSync(`/proc/${server.pid}/environ`, "utf8").split("\0");
      const aws = environment.filter((line) => line.startsWith("AWS_")).sort();
      expect(aws).toEqual([
        "AWS_CONFIG_FILE=/dev/null",
        "AWS_EC2_METADATA_DISABLED=true",
        "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
      ]);
    } finally {
      delete process.env["AWS_PROFILE"];
      await expectStopped(server);
    }
  },
  LIMIT_MS,
);

test.skipIf(!Bun.which("setpriv"))(
  "a server ends with the program that started it, however that ends (skipped without setpriv)",
  async () => {
    const start = `const { startMoto } = await import("${join(root, "scripts/lib/servers.ts")}");
      console.log((await startMoto()).pid); await new Promise(() => {});`;
    const program = Bun.spawn([process.execPath, "-e", start], { stdout: "pipe", stderr: "inherit" });
    const { value } = await program.stdout.getReader().read();
    const pid = Number(new TextDecoder().decode(value));
    expect(isRunning(pid)).toBe(true);
    program.kill("SIGKILL");
    await program.exited;
    // It dies at once; its entry goes when what adopts orphans has looked after it.
    for (let tries = 0; tries < 100 && isRunning(pid); tries++) await Bun.sleep(50);
    const outlived = isRunning(pid);
    if (outlived) process.kill(pid, "SIGKILL");
    expect(outlived).toBe(false);
  },
  LIMIT_MS,
);
