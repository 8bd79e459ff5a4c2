/** A command for the tests of the man page. */
import { EXIT } from "../../../src/base/errors.ts";
import type { Command } from "../../../src/cli/command.ts";

/** A tree whose texts hold every sign that roff takes for its own. */
export const hostile: Command = {
  meta: { name: "odd", description: ".TH is a macro, \\fB and 'quotes' are not, nor \"these\" – é" },
  args: {
    "a-b": { type: "string", valueHint: 'X="Y"', description: "'tis a \\ backslash, `ls` ~ ^ and --flags" },
  },
  examples: [{ purpose: "'Quoted'", line: ".hidden 'a\\b' \"c\" `d`" }],
  run: async () => EXIT.done,
};
