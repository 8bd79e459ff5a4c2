import { describe, expect, test } from "bun:test";
import { escapeRoff, renderManPage } from "../../scripts/lib/man-page.ts";
import { EXIT } from "../../src/base/errors.ts";
import { listVariables } from "../../src/cli/environment.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { outlineCommands } from "../../src/cli/outline.ts";
import { hostile } from "./support/hostile-command.ts";

const commands = outlineCommands(mainCommand);
const page = renderManPage(mainCommand);

/** Prints a page with a program that reads it from standard input. */
async function print(command: readonly string[], text: string) {
  const child = Bun.spawn([...command], { stdin: Buffer.from(text), stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { stdout, stderr, exitCode: await child.exited };
}

const GROFF = ["groff", "-man", "-Tutf8", "-ww", "-P-c", "-P-b", "-P-u", "-rLL=300n"];

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ");
}

test("the same tree gives the same page", () => {
  expect(renderManPage(mainCommand)).toBe(page);
});

test("a text of roff's own signs prints as it was", () => {
  expect(escapeRoff(".B -x 'a' \\n é 😀")).toBe("\\&.B \\-x \\(aqa\\(aq \\en \\[u00E9] \\[u1F600]");
});

describe.skipIf(!Bun.which("groff"))("groff (skipped where it is not installed)", () => {
  test("prints every command, flag, exit code and variable without a warning", async () => {
    const { stdout, stderr } = await print(GROFF, page);
    expect(stderr).toBe("");
    const text = squeeze(stdout);
    for (const { name, flags, command } of commands) {
      expect(text).toContain(` ${name} ${command.meta.description}`);
      const from = text.indexOf(` ${name} ${command.meta.description}`);
      for (const flag of flags) {
        const at = text.indexOf(`--${flag.name} `, from);
        expect({ name, flag: flag.name, found: at > from }).toEqual({ name, flag: flag.name, found: true });
        expect(text.slice(at)).toContain(squeeze(flag.arg.description ?? ""));
      }
      for (const { line } of command.run ? command.examples : []) expect(stdout).toContain(line);
    }
    for (const code of Object.values(EXIT)) expect(stdout).toMatch(new RegExp(`^ +${code} `, "m"));
    for (const { name } of listVariables(commands)) expect(stdout).toMatch(new RegExp(`^ +${name}\\b`, "m"));
  });

  test("prints texts as they were written, whatever signs they hold", async () => {
    const { stdout, stderr } = await print(GROFF, renderManPage(hostile));
    expect(stderr).toBe("");
    const text = squeeze(stdout);
    expect(text).toContain(hostile.meta.description);
    expect(text).toContain('--a-b X="Y" \'tis a \\ backslash, `ls` ~ ^ and --flags');
    expect(stdout).toContain(".hidden 'a\\b' \"c\" `d`");
  });
});
