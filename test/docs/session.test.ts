// How the commands of a page are run: like the lines of one shell session, with nothing but loopback, leaving nothing.
import { expect, test } from "bun:test";
import { listCommands, type Page, readBlocks } from "./support/page.ts";
import { findObstacle, runPage } from "./support/run-page.ts";

const obstacle = findObstacle();

/** Runs each script as a block of one page without an emulator. */
function run(...scripts: string[]) {
  const text = scripts.map((script) => `\`\`\`sh\n${script}\n\`\`\`\n`).join("\n");
  const page: Page = {
    path: "made up",
    text,
    blocks: readBlocks(text),
    inCheckout: false,
    startsEmulator: true,
    hasReleases: false,
  };
  return runPage(page, listCommands(page));
}

test.skipIf(obstacle !== undefined)(`blocks share a session${obstacle ? ` (${obstacle})` : ""}`, async () => {
  const ended = await run(
    "mkdir inner && cd inner && export COLOUR='dark red'",
    'basename "$PWD"; echo "$COLOUR" >&2; env | grep -c ^AWS_ACCESS || true',
    "false; echo not reached",
    "echo $UNKNOWN",
    "sleep 600 & echo started",
    "exec 3<>/dev/tcp/192.0.2.1/80",
  );
  expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0, 1, 1, 0, 1]);
  expect(ended.map(({ output }) => output.split("\n")[0])).toEqual([
    "",
    "inner",
    "",
    expect.stringContaining("unbound variable"),
    "started",
    expect.stringContaining("Network is unreachable"),
  ]);
  expect(ended[1]?.output).toBe("inner\ndark red\n0\n");
});
