import { describe, expect, test } from "bun:test";
import { EndpointError, EXIT, InputError, OutputError, UsageError } from "../../src/base/errors.ts";
import type { Command } from "../../src/cli/command.ts";
import { makeLog } from "../../src/cli/log.ts";
import { runArgv } from "../../src/cli/runner.ts";
import { Screen } from "../../src/cli/screen.ts";

function makeRoot(run: NonNullable<Command["run"]>): Command {
  return {
    meta: { name: "cloudmock", description: "CloudMock" },
    subCommands: {
      go: {
        meta: { name: "go", description: "Go" },
        args: { input: { type: "string", needed: true }, what: { type: "positional", required: false } },
        examples: [],
        run,
      },
    },
    examples: [],
  };
}

async function runLine(line: string[], run: NonNullable<Command["run"]>, aborted = false) {
  let stdout = "";
  let stderr = "";
  const writeError = (text: string) => {
    stderr += text;
  };
  const screen = new Screen({ write: writeError, progress: "none", columns: () => 80 });
  const interruption = new AbortController();
  if (aborted) interruption.abort();
  const exitCode = await runArgv(makeRoot(run), line, {
    env: {},
    stdout: {
      isTerminal: false,
      write: async (text) => {
        stdout += text;
        return true;
      },
    },
    screen,
    log: makeLog(writeError, false),
    handOverSignals: () => {},
    signal: interruption.signal,
    colour: { stdout: false, stderr: false },
  });
  return { exitCode, stdout, stderr };
}

const succeed = async () => EXIT.done;

function fail(error: unknown) {
  return async () => {
    throw error;
  };
}

test("a command gets its flags and arguments, and its exit code is the program's", async () => {
  const seen: unknown[] = [];
  const ended = await runLine(["go", "x", "--input", "a", "--input=b"], async ({ data }) => {
    seen.push(data.flags, data.operands);
    await data.stdout.write("done\n");
    return EXIT.diverged;
  });
  expect(ended).toEqual({ exitCode: 1, stdout: "done\n", stderr: "" });
  expect(JSON.stringify(seen)).toBe('[{"input":["a","b"]},["x"]]');
});

test("help is a success on standard output", async () => {
  const { exitCode, stdout, stderr } = await runLine(["go", "--help"], succeed);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toStartWith("Go.\n\nUsage: cloudmock go --input VALUE [flags] [WHAT]\n");
});

test("nothing asked for is no success, and tells what there is on standard error", async () => {
  const { exitCode, stdout, stderr } = await runLine([], succeed);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toStartWith("CloudMock.\n\nUsage: cloudmock <command> [flags]\n");
});

describe("an error's exit code says by whose fault it is:", () => {
  test("a wrong command line", async () => {
    expect(await runLine(["go", "--inptu", "x"], succeed)).toEqual({
      exitCode: 2,
      stdout: "",
      stderr:
        "error: cloudmock go has no flag --inptu; did you mean --input?\n" +
        "Run 'cloudmock go --help' for its flags and examples.\n",
    });
    expect(await runLine(["go"], fail(new UsageError("--input is missing")))).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "error: --input is missing\nRun 'cloudmock go --help' for its flags and examples.\n",
    });
  });

  test("the place for the output, the input, and the endpoint", async () => {
    expect(await runLine(["go"], fail(new OutputError("the disk is full")))).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "error: the disk is full\n",
    });
    expect(await runLine(["go"], fail(new InputError("x.json is damaged")))).toEqual({
      exitCode: 3,
      stdout: "",
      stderr: "error: x.json is damaged\n",
    });
    expect(await runLine(["go"], fail(new EndpointError("nothing listens")))).toEqual({
      exitCode: 4,
      stdout: "",
      stderr: "error: nothing listens\n",
    });
  });

  test("ours, which asks for a report with version and stack", async () => {
    const { exitCode, stdout, stderr } = await runLine(["go"], fail(new TypeError("boom")));
    expect({ exitCode, stdout }).toEqual({ exitCode: 70, stdout: "" });
    expect(stderr).toMatch(
      /^error: cloudmock failed, and it is not your fault\nPlease report it .*\ncloudmock \d\S* \(models: botocore \S+\) on \w+ \w+\nTypeError: boom\n/,
    );
    expect((await runLine(["go"], fail("text"))).exitCode).toBe(70);
    const hostile = await runLine(["go"], fail(new TypeError("a\u001b[2Jb")));
    expect(hostile.stderr).toContain("TypeError: a\\u001b[2Jb\n");
  });

  test("an interruption, whatever it broke", async () => {
    expect(await runLine(["go"], fail(new DOMException("aborted", "AbortError")), true)).toEqual({
      exitCode: 130,
      stdout: "",
      stderr: "",
    });
  });
});
