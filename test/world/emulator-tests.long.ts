// What moto's own tests make, recorded as CloudTrail would have logged it, stands in the instance as it was asked for.
import { expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchMotoTests, root } from "../../scripts/lib/python.ts";
import { startInstance } from "../e2e/support/instance.ts";
import { drawSeed } from "../support/seed.ts";

const LIMIT_MS = 3_600_000;
/** Of some 9,000 tests, other ones each time. */
const ONE_IN = process.env["EMULATOR_TESTS_ONE_IN"] ?? "30";
const SEED = process.env["EMULATOR_TESTS_SEED"] ?? String(drawSeed());
/** Below what was measured: 8,658 calls of 1,698 tests without a failure, and 5,927 of 6,023 things as they were asked for. */
const LEAST_VERIFIED = 0.96;
const MOST_FAILED = 0.002;
/** They reach into moto itself, or need Docker. */
const LEFT_OUT = ["core", "moto_api", "utilities", "batch", "stepfunctions/parser", "meteringmarketplace"];

async function record(into: string): Promise<void> {
  const { environment, folder } = fetchMotoTests();
  const python = join(environment, "bin", "python");
  const ignored = LEFT_OUT.map((name) => `--ignore=tests/test_${name}`);
  const flags = ["-q", "-p", "record_tests", "-p", "no:cacheprovider", "--continue-on-collection-errors"];
  const child = Bun.spawn([python, "-m", "pytest", ...flags, ...ignored, "tests"], {
    cwd: folder,
    env: {
      ...process.env,
      PYTHONPATH: join(root, "test", "world"),
      RECORD_INTO: into,
      RECORD_ONE_IN: ONE_IN,
      RECORD_SEED: SEED,
    },
    stdout: "ignore",
    stderr: "inherit",
  });
  // Tests of moto's that fail leave no log; what is left has to be enough.
  await child.exited;
}

interface Replayed {
  readonly replayed: number;
  readonly failed: number;
  readonly errors: readonly unknown[];
  readonly verification: {
    readonly total: number;
    readonly verified: number;
    readonly resources: readonly Found[];
  };
}

interface Found {
  readonly status: string;
  readonly service: string;
  readonly event_name: string;
  readonly read?: string;
}

test(
  "what moto's tests make stands in the instance",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "cloudmock-emulator-tests-"));
    const sum = { logs: 0, calls: 0, failed: 0, things: 0, verified: 0 };
    const others = new Map<string, number>();
    try {
      await record(folder);
      await using instance = await startInstance(["--account", "123456789012", "--region", "us-east-1"]);
      for (const name of readdirSync(folder)) {
        await fetch(`${instance.adminUrl}/api/reset`, { method: "POST" });
        const response = await fetch(`${instance.adminUrl}/api/cloudtrail/replay?verify`, {
          method: "POST",
          body: readFileSync(join(folder, name), "utf8"),
        });
        const { replayed, failed, errors, verification } = (await response.json()) as Replayed;
        for (const error of errors) process.stderr.write(`${JSON.stringify(error)}\n`);
        for (const { status, service, event_name, read } of verification.resources) {
          if (status === "verified") continue;
          const key = `${status} ${service} ${event_name} ${read ?? ""}`;
          others.set(key, (others.get(key) ?? 0) + 1);
        }
        sum.logs++;
        sum.calls += replayed;
        sum.failed += failed;
        sum.things += verification.total;
        sum.verified += verification.verified;
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    for (const [key, count] of [...others].sort((a, b) => b[1] - a[1]))
      process.stderr.write(`${count} ${key}\n`);
    process.stderr.write(`seed ${SEED}: ${JSON.stringify(sum)}\n`);
    expect(sum.logs).toBeGreaterThan(50);
    expect(sum.failed / sum.calls).toBeLessThanOrEqual(MOST_FAILED);
    expect(sum.verified / sum.things).toBeGreaterThanOrEqual(LEAST_VERIFIED);
  },
  LIMIT_MS,
);
