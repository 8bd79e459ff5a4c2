import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { canEnterRoots } from "../../scripts/lib/debian.ts";
import { EXIT } from "../../src/base/errors.ts";
import type { Command } from "../../src/cli/command.ts";
import { renderCompletions, SHELLS, type Shell } from "../../src/cli/completions.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { outlineCommands } from "../../src/cli/outline.ts";
import { runBinary } from "./support/binary.ts";
import { makeShellRoom, type ShellRoom } from "./support/shells.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";

const INSTALL_LIMIT_MS = 300_000;
const REPLAY = "cloudmock cloudtrail replay";

const leaves = outlineCommands(mainCommand).filter(({ command }) => command.run);
const flagsOf = (name: string) =>
  leaves.filter((leaf) => leaf.name === name).flatMap(({ flags }) => flags.map((flag) => `--${flag.name}`));

/** A line up to the cursor, and what may stand there. */
const CASES: readonly (readonly [line: string, candidates: readonly string[]])[] = [
  ["cloudmock ", Object.keys(mainCommand.subCommands ?? {})],
  ["cloudmock cloudtrail ", Object.keys(mainCommand.subCommands?.["cloudtrail"]?.subCommands ?? {})],
  ["cloudmock serv", ["services"]],
  ...leaves.map(({ name }) => [`${name} --`, flagsOf(name)] as const),
  [`${REPLAY} --form`, ["--format"]],
  [`${REPLAY} --format `, ["text", "json"]],
  [`${REPLAY} --format j`, ["json"]],
  [`${REPLAY} --format=`, ["text", "json"]],
  [`${REPLAY} --format=j`, ["json"]],
  [`${REPLAY} --target mo`, ["moto"]],
  [`${REPLAY} --format json --form`, []],
  [`${REPLAY} --format=json --form`, []],
  [`${REPLAY} --strict --stri`, []],
  [`${REPLAY} --strict=false --stri`, []],
  [`${REPLAY} --speed=1 --stri`, ["--strict"]],
  [`${REPLAY} --speed `, []],
  [`${REPLAY} --output services --form`, ["--format"]],
  [`${REPLAY} --services s3 --serv`, ["--services"]],
  [`${REPLAY} --services dynam`, ["dynamodb", "dynamodbstreams"]],
  [`${REPLAY} --services s3,dynam`, ["dynamodb", "dynamodbstreams"]],
  [`${REPLAY} --services=s3,dynam`, ["dynamodb", "dynamodbstreams"]],
  ["cloudmock cloudtrail verify --services dynam", ["dynamodb", "dynamodbstreams"]],
  ["cloudmock services dynam", ["dynamodb", "dynamodbstreams"]],
  ["cloudmock services dynamodb dynam", []],
  ["cloudmock completions ", ["bash", "zsh", "fish"]],
  [`${REPLAY} --input x -- cloudmoc`, ["cloudmock"]],
];

/** What a line offers, without what stands before a comma or a sign of equality, sorted. */
function normalize(candidates: readonly string[]): string[] {
  const bare = candidates.map((text) =>
    text
      .replace(/\t.*/, "")
      .replace(/=$/, "")
      .replace(/^.*[,=]/, ""),
  );
  return [...new Set(bare.filter((text) => text !== ""))].sort();
}

/** Prints what bash is offered: COMPREPLY after the call that bash makes, with words split as bash 5 splits them. */
function writeBashProbe(lines: readonly string[], setUp: string): string {
  const calls = lines.map((line) => {
    const words = line
      .split(" ")
      .flatMap((word) => word.split(/(=)/).filter((part, i) => i === 0 || part !== ""));
    return `try ${words.map((word) => `'${word}'`).join(" ")}`;
  });
  return `${setUp}
. /tmp/cloudmock.bash
cd /tmp
try() {
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=\${#COMP_LINE} COMPREPLY=()
  _cloudmock 2>/dev/null # compopt, which only a completion under way has
  printf '%s|' "\${COMPREPLY[@]}"
  echo
}
${calls.join("\n")}
`;
}

function writeFishProbe(lines: readonly string[]): string {
  const calls = lines.map((line) => `complete -C '${line}' | string join '|'; echo ---`);
  return `cd /tmp\nsource /tmp/cloudmock.fish\n${calls.join("\n")}\n`;
}

/** Has zsh note what it is offered in a file, which only a completion under way on a terminal can. */
const ZSH_CAPTURE = `
compadd() {
  local -a hits
  if (( ! \${argv[(I)-[AOD]]} )); then
    builtin compadd -O hits "$@"
    print -rl -- $hits >> /tmp/hits
  fi
  builtin compadd "$@"
}
`;

/** How the help tells to install each; zsh and fish load theirs at the first Tab. */
const SET_UP: Readonly<Record<Shell, { command: readonly string[]; load: string }>> = {
  bash: { command: ["bash", "--norc", "-i"], load: 'eval "$(cloudmock completions bash)"' },
  zsh: {
    command: ["zsh", "-f", "-i"],
    load: `mkdir -p functions; fpath=(/tmp/functions $fpath); cloudmock completions zsh > "\${fpath[1]}/_cloudmock"; autoload -U compinit; compinit -u -D`,
  },
  fish: {
    command: ["fish", "--private"],
    load: "mkdir -p ~/.config/fish/completions; cloudmock completions fish > ~/.config/fish/completions/cloudmock.fish",
  },
};

describe.skipIf(!canEnterRoots)("in the real shells (skipped without root, apt and unshare)", () => {
  let room: ShellRoom;

  async function openShell(shell: Shell) {
    const { command, load } = SET_UP[shell];
    const opened = room.open(command);
    await opened.type(`cd /tmp; ${load}; echo rea""dy\r`, /^ready/m);
    return opened;
  }

  beforeAll(() => {
    room = makeShellRoom();
    for (const shell of SHELLS) room.write(`cloudmock.${shell}`, renderCompletions(mainCommand, shell));
    room.write("a trail.json", formatTrail(makeRecord({ requestParameters: { queueName: "from-a-trail" } })));
    room.write("a.txt", "");
  }, INSTALL_LIMIT_MS);
  afterAll(() => room[Symbol.dispose]());

  test.each([
    ["alone", ""],
    ["with bash-completion", ". /usr/share/bash-completion/bash_completion"],
  ])("bash %s offers what may stand there", async (_name, setUp) => {
    room.write(
      "probe.bash",
      writeBashProbe(
        CASES.map(([line]) => line),
        setUp,
      ),
    );
    const offered = (await room.run(["bash", "/tmp/probe.bash"])).trimEnd().split("\n");
    expect(offered.length).toBe(CASES.length);
    for (const [index, [line, candidates]] of CASES.entries()) {
      expect([line, ...normalize(offered[index]?.split("|") ?? [])]).toEqual([
        line,
        ...normalize(candidates),
      ]);
    }
  });

  test("fish offers what may stand there", async () => {
    room.write("probe.fish", writeFishProbe(CASES.map(([line]) => line)));
    const offered = (await room.run(["fish", "/tmp/probe.fish"])).split("---\n");
    for (const [index, [line, candidates]] of CASES.entries()) {
      expect([line, ...normalize(offered[index]?.trim().split("|") ?? [])]).toEqual([
        line,
        ...normalize(candidates),
      ]);
    }
  });

  test("zsh offers what may stand there", async () => {
    room.write("capture.zsh", ZSH_CAPTURE);
    await using shell = await openShell("zsh");
    // What is typed before zsh reads keys again is the terminal's, for which ^U means something else.
    await shell.type("source /tmp/capture.zsh; PS1='go> '\r", /^go> $/m);
    // _arguments does not know that a switch may be followed by =false.
    for (const [line, candidates] of CASES.filter(([line]) => !line.includes("=false"))) {
      await shell.type(": > /tmp/hits\r", /^go> $/m);
      await shell.type(`${line}\t\x15echo do''ne\r`, /^done\s[\s\S]*^go> $/m);
      const offered = await room.run(["busybox", "cat", "/tmp/hits"]);
      expect([line, ...normalize(offered.split("\n"))]).toEqual([line, ...normalize(candidates)]);
    }
  });

  test.each(SHELLS)("a person who presses Tab in %s gets through a whole line", async (shell) => {
    await using typed = await openShell(shell);
    await typed.type("cloudmock serv\tdynamodbs\t\r", "GetShardIterator");
    await typed.type("cloudmock cl\trep\t--inp\ta\\ \t--dry\t\r", "from-a-trail");
  });

  test("zsh shows what a flag is for", async () => {
    await using zsh = await openShell("zsh");
    await zsh.type(`${REPLAY} --f\t`, /--format +-- how the result is printed/);
  });

  test("texts of the shells' own signs stay texts", async () => {
    const description = 'it\'s [odd]: a \\ $HOME "quoted" `uname` (x) {y} *; # 100%';
    const odd: Command = {
      meta: { name: "cloudmock", description },
      subCommands: {
        "first-one": {
          meta: { name: "first-one", description },
          examples: [],
          args: {
            alpha: { type: "string", description, valueHint: "A:B[c]", choices: ["x", "y"] },
            beta: { type: "boolean", description: `${description}!` },
          },
          run: async () => EXIT.done,
        },
        second: { meta: { name: "second", description }, examples: [], run: async () => EXIT.done },
      },
      examples: [],
    };
    for (const shell of SHELLS) room.write(`odd.${shell}`, renderCompletions(odd, shell));
    const fish = await room.run([
      "fish",
      "-c",
      "set -g fish_complete_path; source /tmp/odd.fish; complete -C 'cloudmock '; complete -C 'cloudmock second --'; complete -C 'cloudmock first-one --'; complete -C 'cloudmock first-one --alpha '",
    ]);
    const own = fish.split("\n").filter((line) => !/^(--(help|no-color|print-config)\t.*)?$/.test(line));
    expect(own.sort()).toEqual(
      [
        `--alpha\t${description}`,
        `--beta\t${description}!`,
        `first-one\t${description}`,
        `second\t${description}`,
        `x\t${description}`,
        `y\t${description}`,
      ].sort(),
    );
    await using zsh = await openShell("zsh");
    await zsh.type("source /tmp/odd.zsh; echo lo''aded\r", "\nloaded");
    expect(await zsh.type("cloudmock \t\t", "second ")).toContain(`-- ${description}`);
    const listed = await zsh.type("\x15cloudmock first-one --\t\t", "--print-config ");
    expect(listed.replace(/ +/g, " ")).toContain(`--beta -- ${description}!`);
    expect(await room.run(["bash", "-n", "/tmp/odd.bash"])).toBe("");
  });
});

describe("cloudmock completions", () => {
  test.each(SHELLS)("%s prints the script", async (shell) => {
    expect(await runBinary(["completions", shell])).toEqual({
      exitCode: 0,
      stdout: renderCompletions(mainCommand, shell),
      stderr: "",
    });
  });

  test("says which shells there are", async () => {
    const wrong = await runBinary(["completions", "fihs"]);
    expect(wrong).toMatchObject({ exitCode: 2, stdout: "" });
    expect(wrong.stderr).toStartWith('error: "fihs" is not one of bash, zsh and fish; did you mean fish?\n');
    const none = await runBinary(["completions"]);
    expect(none).toMatchObject({ exitCode: 2, stdout: "" });
    expect(none.stderr).toStartWith("error: no shell is named; give one of bash, zsh, fish\n");
  });
});
