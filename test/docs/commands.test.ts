// Every sh block of the README, and of the pages that are drawn (all in a long run), is run, in the order of the page, and prints
// what the page says it prints.
import { beforeAll, describe, expect, test } from "bun:test";
import { isPartOfTests } from "../../scripts/lib/checks.ts";
import { drawSome } from "../support/expect-always.ts";
import { type Command, listCommands, listPages, readPage } from "./support/page.ts";
import { findObstacle, isShown, nameSession, runPages } from "./support/run-page.ts";
import type { Ended } from "./support/session.ts";

/** A page waits for those before it. */
const LIMIT_MS = 300_000;
const AT_ONCE = 2;
const MOST_NOT_RUN = 0.15;
/** The part of the other pages that is tried, but for a long run. */
const SHARE = 0.35;
const FIRST = "README.md";

const pages = await Promise.all(
  listPages().map(async (path) => {
    const page = await readPage(path);
    return { page, commands: listCommands(page).map(leaveOutTests) };
  }),
);

const others = drawSome(
  pages.filter(({ page }) => page.path !== FIRST),
  SHARE,
);
const tried = pages.filter((one) => one.page.path === FIRST || others.includes(one));

/** A command without those of its lines that `npm test` runs anyway, where others are left. */
function leaveOutTests(command: Command): Command {
  const lines = command.script.split("\n").filter((line) => !isPartOfTests(line));
  return lines.length === 0 ? command : { ...command, script: lines.join("\n") };
}

function findMissing({ needs }: Command): string | undefined {
  return needs.find((program) => !Bun.which(program));
}

/** Whether every line of a command is something that `npm test` runs anyway. */
function isRunBesides({ script }: Command): boolean {
  return script.split("\n").every(isPartOfTests);
}

function isRun(command: Command): boolean {
  return command.notRun === undefined && findMissing(command) === undefined && !isRunBesides(command);
}

const obstacle = findObstacle();

describe.skipIf(obstacle !== undefined)(
  `the commands of the pages${obstacle ? ` (${obstacle})` : ""}`,
  () => {
    const sessions = new Map<string, Promise<Ended[]>>();

    // Pages of one kind of session share its emulator: to start it costs more than most commands.
    beforeAll(() => {
      const runs = tried.map(({ page, commands }) => ({ page, commands: commands.filter(isRun) }));
      const withCommands = runs.filter(({ commands }) => commands.length > 0);
      const kinds = Map.groupBy(withCommands, ({ page }) => nameSession(page));
      const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
      for (const kind of kinds.values()) {
        for (const [lane, before] of lanes.entries()) {
          const own = kind.filter((_, place) => place % AT_ONCE === lane);
          const session = before.then(() => runPages(own));
          for (const [place, { page }] of own.entries())
            sessions.set(
              page.path,
              session.then((ended) => ended[place] ?? []),
            );
          lanes[lane] = session.catch(() => {});
        }
      }
    });

    for (const { page, commands } of tried) {
      for (const [place, command] of commands.filter(isRun).entries()) {
        test(
          `${page.path}:${command.line}`,
          async () => {
            const ended = (await sessions.get(page.path))?.[place];
            expect(ended, command.script).toMatchObject({ exitCode: command.exitCode });
            if (command.output !== undefined && !isShown(ended?.output ?? "", command.output))
              expect(ended?.output, command.script).toBe(`${command.output}\n`);
          },
          LIMIT_MS,
        );
      }
      for (const command of commands.filter(({ notRun }) => notRun === undefined)) {
        const missing = findMissing(command);
        if (missing !== undefined)
          test.skip(`${page.path}:${command.line} (${missing} is not installed)`, () => {});
      }
    }
  },
);

test("at most 15 % of the commands are not run, and each of these says why", () => {
  const commands = pages.flatMap(({ page, commands: some }) =>
    some.map((one) => ({ ...one, path: page.path })),
  );
  const notRun = commands.filter((command) => command.notRun !== undefined);
  const lines = notRun.map(({ path, line, notRun: reason }) => `  ${path}:${line}: ${reason}\n`);
  process.stdout.write(`${notRun.length} of ${commands.length} sh blocks are not run:\n${lines.join("")}`);
  const besides = commands.filter(isRunBesides).map(({ path, line }) => `  ${path}:${line}\n`);
  process.stdout.write(`${besides.length} more are run by npm test itself:\n${besides.join("")}`);
  expect(notRun.filter(({ notRun: reason }) => reason?.trim() === "")).toEqual([]);
  expect(notRun.length).toBeLessThanOrEqual(commands.length * MOST_NOT_RUN);
});
