// What scripts/install.sh says of itself, and what shellcheck says of it.
import { describe, expect, test } from "bun:test";
import manifest from "../../package.json";
import { canEnterRoots, makeChrootCommand, makeDebianRoot } from "../../scripts/lib/debian.ts";
import { script } from "./support/install-room.ts";

/** It may have to fetch Debian's packages. */
const ROOT_LIMIT_MS = 300_000;

describe("the script", () => {
  test("has the base address of package.json", () => {
    expect(script).toContain(`\nreleases=${manifest.config.releases}\n`);
    expect(script).toContain(`curl -fsSL ${manifest.config.releases}/latest/download/install.sh | sh\n`);
  });

  test.skipIf(!canEnterRoots)(
    "is clean by shellcheck (skipped without root, apt and unshare)",
    () => {
      const place = makeDebianRoot("shellcheck", ["shellcheck"]);
      const check = Bun.spawnSync(makeChrootCommand(place, ["shellcheck", "--norc", "-"]), {
        stdin: Buffer.from(script),
        env: { PATH: "/usr/bin:/bin:/usr/sbin:/sbin", LC_ALL: "C.UTF-8" },
      });
      expect(check.stdout.toString() + check.stderr.toString()).toBe("");
      expect(check.exitCode).toBe(0);
    },
    ROOT_LIMIT_MS,
  );
});
