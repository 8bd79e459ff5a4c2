// The README's first commands on a machine that has nothing but a shell and curl, and behind them those of the guide.
import { expect, test } from "bun:test";
import { realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeChrootCommand, makeDebianRoot } from "../../scripts/lib/debian.ts";
import { root } from "../../scripts/lib/python.ts";
import { type Command, listCommands, type Page, readPage } from "./support/page.ts";
import { FIRST_MINUTE, findNoBareMachine, isShown, type Room, runPage } from "./support/run-page.ts";

const ASKED_FOR = ["bash", "dash", "coreutils", "sed", "grep", "tar", "gzip", "curl"];
/** For the stand-in of GitHub's addresses. */
const STAND_IN = ["mount", "openssl"];
const LIMIT_MS = 300_000;

/** The guide's commands, but for those of AWS; npx takes Node, so what it runs is called by its name. */
const GUIDE = [
  "cloudmock > cloudmock.log 2>&1 & cloudmock wait",
  "cloudmock cloudtrail replay --input trail.json --endpoint http://localhost:4566",
  "cloudmock cloudtrail replay --input trail.json --services dynamodb,s3,sqs",
  "cloudmock cloudtrail replay --input trail.json --speed 600",
  "cloudmock cloudtrail replay --input trail.json --output result.json",
  `curl -sS -X POST http://localhost:4599/api/cloudtrail/replay -H "Content-Type: application/json" -d @trail.json`,
  "curl -sS http://localhost:4599/api/resources?type=vpc",
];

function makeCommand(script: string): Command {
  return { script, files: [], line: 0, notRun: undefined, exitCode: 0, needs: [], output: "shown" };
}

/** A root file system of Debian's packages; the checkout is in it, where no command looks for programs. */
function makeRoom(): Room {
  const place = makeDebianRoot("first-minute", [...ASKED_FOR, ...STAND_IN, "libc-bin"]);
  writeFileSync(join(place, "etc", "hosts"), "");
  // Both may be links to another checkout's.
  const [cache = "", packages = ""] = [".cache", "node_modules"].map((name) =>
    realpathSync(join(root, name)),
  );
  return {
    path: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
    hasBinary: false,
    enter: (command) =>
      makeChrootCommand(place, command, {
        readOnly: { [root]: root, [cache]: cache, [packages]: packages },
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

/** Runs commands of the page, and then others, in the room. */
async function runAll(page: Page, commands: readonly Command[]): Promise<readonly string[]> {
  if (!hasRoom) return [];
  const ended = await runPage(page, commands, room);
  expect(
    ended.map(({ exitCode }) => exitCode),
    JSON.stringify(ended, null, 2),
  ).toEqual(commands.map(() => 0));
  return ended.map(({ output }) => output);
}

const page = await readPage(FIRST_MINUTE.page);
const [install, ...more] = listCommands(page).slice(0, FIRST_MINUTE.commands);
if (!install) throw new Error(`${page.path} has no commands`);
const why = hasRoom ? "" : ` (${room})`;

test.skipIf(!hasRoom)(
  `what a log made stands after two commands${why}`,
  async () => {
    const [installed, started] = await runAll(page, [install, ...more]);
    expect(installed).toContain("/.local/bin/cloudmock");
    expect(isShown(started ?? "", more[0]?.output ?? "")).toBe(true);
  },
  LIMIT_MS,
);

test.skipIf(!hasRoom)(
  `the guide's commands need nothing else${why}`,
  async () => {
    const [, , ...outputs] = await runAll(page, [install, ...GUIDE.map(makeCommand)]);
    const [resources, answered, ...replays] = outputs.toReversed();
    expect(replays.map((output) => /Succeeded: +(\d+)/.exec(output)?.[1])).toEqual(["13", "13", "4", "13"]);
    expect(JSON.parse(answered ?? "")).toMatchObject({ replayed: 13, succeeded: 13, errors: [] });
    // As it was called in production.
    expect(resources).toContain('"vpc-0d4c3b2a190807060"');
  },
  LIMIT_MS,
);
