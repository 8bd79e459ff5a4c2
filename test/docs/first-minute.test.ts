// The README's first three commands on a machine that has nothing but what they ask for: a shell, curl and Python.
import { expect, test } from "bun:test";
import { existsSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { makeChrootCommand, makeDebianRoot } from "../../scripts/lib/debian.ts";
import { root } from "../../scripts/lib/python.ts";
import { listCommands, readPage } from "./support/page.ts";
import {
  FIRST_MINUTE,
  findNoBareMachine,
  findPythonPackages,
  isShown,
  type Room,
  runPage,
} from "./support/run-page.ts";

const ASKED_FOR = [
  "bash",
  "dash",
  "coreutils",
  "sed",
  "grep",
  "tar",
  "gzip",
  "curl",
  "python3",
  "python3-venv",
];
/** For the stand-in of GitHub's addresses. */
const STAND_IN = ["mount", "openssl"];
const LIMIT_MS = 300_000;

/** A root file system of Debian's packages; the checkout is in it, where no command looks for programs. */
function makeRoom(): Room {
  const place = makeDebianRoot("first-minute", [...ASKED_FOR, ...STAND_IN, "libc-bin"]);
  writeFileSync(join(place, "etc", "hosts"), "");
  const python = basename(dirname(findPythonPackages()));
  if (!existsSync(join(place, "usr", "bin", python))) throw new Error(`Debian's Python is not ${python}`);
  const cache = realpathSync(join(root, ".cache"));
  return {
    path: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
    enter: (command) =>
      makeChrootCommand(place, command, {
        readOnly: { [root]: root, [cache]: cache },
        shared: { "/dev": "/dev", [tmpdir()]: tmpdir() },
      }),
  };
}

/** The room, or why there is none. */
function findRoom(): Room | string {
  try {
    return findNoBareMachine() ?? makeRoom();
  } catch (error) {
    return String(error);
  }
}

const room = findRoom();
const hasRoom = typeof room !== "string";

test.skipIf(!hasRoom)(
  `three commands lead to a replayed trail${hasRoom ? "" : ` (${room})`}`,
  async () => {
    if (!hasRoom) return;
    const page = await readPage(FIRST_MINUTE.page);
    const commands = listCommands(page).slice(0, FIRST_MINUTE.commands);
    const ended = await runPage(page, commands, room);
    expect(
      ended.map(({ exitCode }) => exitCode),
      JSON.stringify(ended, null, 2),
    ).toEqual([0, 0, 0]);
    expect(ended[0]?.output).toContain("/.local/bin/cloudmock");
    expect(isShown(ended[2]?.output ?? "", commands[2]?.output ?? "")).toBe(true);
  },
  LIMIT_MS,
);
