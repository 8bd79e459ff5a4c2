// What Debian's own programs say of the shell scripts and of the man page.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canEnterRoots, makeChrootCommand } from "../../scripts/lib/debian.ts";
import { renderManPage } from "../../scripts/lib/man-page.ts";
import { root } from "../../scripts/lib/python.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { hostile } from "../scripts/support/hostile-command.ts";
import { makeToolRoot } from "./support/tool-root.ts";

const LIMIT_MS = 300_000;
const NEEDED = canEnterRoots ? "" : " (needs root, apt-get, dpkg-deb and unshare)";
const SCRIPTS = ["scripts/*.sh", "docs/examples/*.sh", ".ci/run"].flatMap((pattern) =>
  [...new Bun.Glob(pattern).scanSync({ cwd: root, dot: true })].sort(),
);

/** Gives a program of the root a text to read. */
function runTool(command: readonly string[], text: string) {
  return Bun.spawnSync(makeChrootCommand(makeToolRoot(), command), {
    stdin: Buffer.from(text),
    env: { PATH: "/usr/bin:/bin:/usr/sbin:/sbin", LC_ALL: "C.UTF-8" },
    stderr: "pipe",
  });
}

test.skipIf(!canEnterRoots)(
  `shell scripts pass shellcheck${NEEDED}`,
  () => {
    expect(SCRIPTS).toContain("scripts/install.sh");
    for (const path of SCRIPTS) {
      const { exitCode, stdout, stderr } = runTool(
        ["shellcheck", "--norc", "-"],
        readFileSync(join(root, path), "utf8"),
      );
      expect({ path, said: `${stdout}${stderr}`, exitCode }).toEqual({ path, said: "", exitCode: 0 });
    }
  },
  LIMIT_MS,
);

test.skipIf(!canEnterRoots)(
  `mandoc finds nothing wrong in the man page but the date that it has not${NEEDED}`,
  () => {
    for (const command of [mainCommand, hostile]) {
      const { stdout } = runTool(["mandoc", "-Tlint", "-Wwarning"], renderManPage(command));
      expect(stdout.toString()).toMatch(/^mandoc: <stdin>:1:\d+: WARNING: missing date, using "": TH\n$/);
    }
  },
  LIMIT_MS,
);
