/** `cloudmock completions`: prints the script that lets a shell complete the program's command line. */

import { EXIT, type ExitCode, UsageError } from "../base/errors.ts";
import { parseChoice } from "../options/flag-readers.ts";
import type { Command, Invocation } from "./command.ts";
import { renderBash } from "./completions/bash.ts";
import { renderFish } from "./completions/fish.ts";
import { renderZsh } from "./completions/zsh.ts";
import { outlineCommands } from "./outline.ts";

/** The shells that there are completions for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** One of them. */
export type Shell = (typeof SHELLS)[number];

const RENDERERS = { bash: renderBash, zsh: renderZsh, fish: renderFish };

/** The completion script of a shell for the command tree under `root`; the same tree gives the same bytes. */
export function renderCompletions(root: Command, shell: Shell): string {
  return RENDERERS[shell](outlineCommands(root));
}

/** Throws a UsageError that says which shells there are. */
function readShell(operands: readonly string[]): Shell {
  const [name] = operands;
  if (name === undefined) throw new UsageError(`no shell is named; give one of ${SHELLS.join(", ")}`);
  const read = parseChoice(SHELLS)(name);
  if ("value" in read) return read.value;
  throw new UsageError(read.error);
}

/** `cloudmock completions SHELL`, for the command tree whose root `findRoot` gives. */
export function makeCompletionsCommand(findRoot: () => Command): Command {
  const print = async ({ operands, stdout }: Invocation): Promise<ExitCode> => {
    await stdout.write(renderCompletions(findRoot(), readShell(operands)));
    return EXIT.done;
  };
  return {
    meta: {
      name: "completions",
      description: "Print the script that lets bash, zsh or fish complete cloudmock's commands and flags",
    },
    args: {
      shell: {
        type: "positional",
        required: false,
        needed: true,
        choices: SHELLS,
        description: SHELLS.join(", "),
      },
    },
    examples: [
      {
        purpose: "bash: now, and in every shell to come (a line of ~/.bashrc)",
        line: 'eval "$(cloudmock completions bash)"',
      },
      {
        purpose: "zsh: into a folder of $fpath, before compinit runs in ~/.zshrc",
        line: 'cloudmock completions zsh > "$' + '{fpath[1]}/_cloudmock"',
      },
      {
        purpose: "fish",
        line: "cloudmock completions fish > ~/.config/fish/completions/cloudmock.fish",
      },
    ],
    strayArgument: "name one shell",
    run: ({ data }) => print(data),
  };
}
