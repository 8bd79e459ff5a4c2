import { describe, expect, test } from "bun:test";
import { asksForNoColour, parseArgv } from "../../src/cli/argv.ts";
import type { Command } from "../../src/cli/command.ts";

const replay: Command = {
  meta: { name: "replay", description: "Replay" },
  args: {
    input: { type: "string", valueHint: "PATH" },
    speed: { type: "string", valueHint: "FACTOR" },
    "max-gap": { type: "string" },
    "dry-run": { type: "boolean" },
  },
  examples: [],
  strayArgument: "use --input",
  takesCommand: true,
  run: async () => 0,
};
const verify: Command = {
  meta: { name: "verify", description: "Verify" },
  examples: [],
  run: async () => 0,
};
const list: Command = {
  meta: { name: "list", description: "List" },
  args: { service: { type: "positional", required: false } },
  examples: [],
};
const cloudtrail: Command = {
  meta: { name: "cloudtrail", description: "CloudTrail" },
  subCommands: { replay, verify },
  examples: [],
};
const root: Command = {
  meta: { name: "cloudmock", description: "CloudMock" },
  subCommands: { cloudtrail, list },
  examples: [],
};

function parse(line: string) {
  return parseArgv(root, line === "" ? [] : line.split(" "));
}

function parseReplay(line: string) {
  return parse(`cloudtrail replay ${line}`);
}

function problemOf(line: string): string {
  const parsed = parse(line);
  return parsed.asks === "usage" ? parsed.problem : `asks ${parsed.asks}`;
}

describe("flags", () => {
  test("take their value after = or as the next argument, and collect repetitions in order", () => {
    expect(parseReplay("--input a --input=b --speed=2.0")).toMatchObject({
      asks: "run",
      name: "cloudmock cloudtrail replay",
      flags: { input: ["a", "b"], speed: ["2.0"] },
      operands: [],
    });
  });

  test("keep an = and commas inside a value", () => {
    expect(parseReplay("--input=a=b,c")).toMatchObject({ flags: { input: ["a=b,c"] } });
  });

  test.each(["-", "-1", "-0.5", "-.5", "-24h"])(
    "take %s as a value although it begins with a dash",
    (value) => {
      expect(parseReplay(`--speed ${value}`)).toMatchObject({ asks: "run", flags: { speed: [value] } });
    },
  );

  test("take any text after =, a dash first too", () => {
    expect(parseReplay("--input=--x")).toMatchObject({ flags: { input: ["--x"] } });
  });

  test.each(["--speed", "--speed --dry-run", "--speed=", "--speed --"])(
    "without a value are refused: %s",
    (line) => {
      expect(problemOf(`cloudtrail replay ${line}`)).toBe("--speed needs a value: --speed FACTOR");
    },
  );

  test("with an empty value are refused, as an unset variable in a script gives", () => {
    const parsed = parseArgv(root, ["cloudtrail", "replay", "--speed", "", "--dry-run"]);
    expect(parsed).toMatchObject({ asks: "usage", problem: "--speed needs a value: --speed FACTOR" });
  });

  test("followed by a word with a dash say how to write it", () => {
    expect(problemOf("cloudtrail replay --max-gap -x")).toBe(
      "--max-gap needs a value: --max-gap VALUE; a value that begins with a dash is written --max-gap=-x",
    );
  });

  test.each([
    ["--spede 0", "cloudmock cloudtrail replay has no flag --spede; did you mean --speed?"],
    ["--inputs x", "cloudmock cloudtrail replay has no flag --inputs; did you mean --input?"],
    ["--maxGap=1s", "cloudmock cloudtrail replay has no flag --maxGap; did you mean --max-gap?"],
    ["--dry", "cloudmock cloudtrail replay has no flag --dry; did you mean --dry-run?"],
    ["-speed 1", "cloudmock cloudtrail replay has no flag -speed; did you mean --speed?"],
    ["--zzzzzz", "cloudmock cloudtrail replay has no flag --zzzzzz"],
    ["--no-dry-run", "cloudmock cloudtrail replay has no flag --no-dry-run; did you mean --dry-run=false?"],
    ["--no-speed", "cloudmock cloudtrail replay has no flag --no-speed"],
    ["--__proto__", "cloudmock cloudtrail replay has no flag --__proto__"],
    ["-x", "cloudmock cloudtrail replay has no flag -x"],
    ["--version", "cloudmock cloudtrail replay has no flag --version"],
  ])("that no command has are refused: %s", (line, problem) => {
    expect(problemOf(`cloudtrail replay ${line}`)).toBe(problem);
  });

  test("belong to the command they stand after", () => {
    expect(problemOf("cloudtrail --input x replay")).toBe("cloudmock cloudtrail has no flag --input");
  });
});

describe("switches", () => {
  test("are on by themselves, and off with =false", () => {
    expect(parseReplay("--dry-run")).toMatchObject({ flags: { "dry-run": true } });
    expect(parseReplay("--dry-run=true")).toMatchObject({ flags: { "dry-run": true } });
    expect(parseReplay("--dry-run=false")).toMatchObject({ flags: { "dry-run": false } });
  });

  test("take no other value", () => {
    expect(problemOf("cloudtrail replay --dry-run=no")).toBe(
      "--dry-run is a switch: write --dry-run, or --dry-run=false, not --dry-run=no",
    );
    expect(problemOf("cloudtrail replay --dry-run false")).toBe('unexpected argument "false"; use --input');
  });
});

describe("arguments", () => {
  test("are refused where a command takes none, with its advice", () => {
    expect(problemOf("cloudtrail replay --input a b")).toBe('unexpected argument "b"; use --input');
  });

  test("are given where a command takes them, and refused beyond", () => {
    expect(parse("list dynamodb")).toMatchObject({ asks: "run", operands: ["dynamodb"] });
    expect(parse("list")).toMatchObject({ asks: "run", operands: [] });
    expect(problemOf("list dynamodb s3")).toBe('unexpected argument "s3"');
  });

  test("are all that follows --", () => {
    expect(parse("list -- --help")).toMatchObject({ asks: "run", operands: ["--help"] });
    expect(problemOf("-- list")).toBe('unexpected argument "list"');
    expect(parse("list --")).toMatchObject({ asks: "run", operands: [] });
  });
});

describe("commands", () => {
  test("that do not exist are refused, even with --help", () => {
    expect(problemOf("cloudtrial replay")).toBe(
      'cloudmock has no command "cloudtrial"; did you mean cloudtrail?',
    );
    expect(problemOf("cloudtrail reply")).toBe(
      'cloudmock cloudtrail has no command "reply"; did you mean replay?',
    );
    expect(problemOf("replay trail.json")).toBe(
      'cloudmock has no command "replay"; did you mean cloudtrail replay?',
    );
    expect(problemOf("help")).toBe('cloudmock has no command "help"; did you mean --help?');
    expect(problemOf("nothing --help")).toBe('cloudmock has no command "nothing"');
    expect(problemOf("constructor")).toBe('cloudmock has no command "constructor"');
  });

  test("with subcommands ask for nothing when none is named", () => {
    expect(parse("")).toMatchObject({ asks: "nothing", name: "cloudmock" });
    expect(parse("cloudtrail")).toMatchObject({ asks: "nothing", name: "cloudmock cloudtrail" });
  });
});

test("an empty command line is the command that the root says", () => {
  const withBare: Command = { ...root, bare: "list" };
  expect(parseArgv(withBare, [])).toMatchObject({ asks: "run", name: "cloudmock list", operands: [] });
  expect(parseArgv(withBare, ["--"])).toMatchObject({ asks: "nothing" });
  expect(parseArgv(withBare, ["cloudtrail"])).toMatchObject({ asks: "nothing" });
  expect(parseArgv(withBare, ["--help"])).toMatchObject({ asks: "help", name: "cloudmock" });
});

describe("help and version", () => {
  test.each([
    ["--help", "cloudmock"],
    ["-h", "cloudmock"],
    ["cloudtrail -h", "cloudmock cloudtrail"],
    ["--help cloudtrail replay", "cloudmock cloudtrail replay"],
    ["cloudtrail replay --speed -h", "cloudmock cloudtrail replay"],
    ["cloudtrail replay --spede 0 stray --help", "cloudmock cloudtrail replay"],
  ])("%s gives the help of %s", (line, name) => {
    expect(parse(line)).toMatchObject({ asks: "help", name });
  });

  test.each(["--version", "-v"])("%s stands at the root", (flag) => {
    expect(parse(flag)).toMatchObject({ asks: "version" });
  });
});

describe("a command after --", () => {
  test("is given word by word, whatever its words look like", () => {
    expect(parseReplay("--input a -- npm test -- --help -v")).toMatchObject({
      asks: "run",
      flags: { input: ["a"] },
      operands: [],
      commandLine: ["npm", "test", "--", "--help", "-v"],
    });
    expect(parseReplay("--input a")).toMatchObject({ commandLine: [] });
  });

  test("must be there", () => {
    expect(problemOf("cloudtrail replay --input a --")).toBe("-- needs a command after it: -- npm test");
    expect(parseArgv(root, ["cloudtrail", "replay", "--", ""])).toMatchObject({
      problem: "-- needs a command after it: -- npm test",
    });
  });

  test("is refused where none is run", () => {
    expect(problemOf("cloudtrail verify -- npm test")).toBe(
      "cloudmock cloudtrail verify runs no command after --",
    );
    expect(parse("cloudtrail verify --")).toMatchObject({ asks: "run" });
  });
});

describe("--no-color", () => {
  test("belongs to every command, before it too, and is no option of its own", () => {
    expect(parseReplay("--no-color")).toMatchObject({ asks: "run", flags: {} });
    expect(parse("--no-color cloudtrail verify")).toMatchObject({ asks: "run", flags: {} });
    expect(problemOf("cloudtrail verify --no-color=true")).toBe(
      "--no-color takes no value: write --no-color",
    );
    expect(problemOf("cloudtrail verify --no-colour")).toBe(
      "cloudmock cloudtrail verify has no flag --no-colour; did you mean --no-color?",
    );
  });

  test("is seen whatever else is wrong, and not in what follows --", () => {
    expect(asksForNoColour(["cloudtrial", "--no-color"])).toBe(true);
    expect(asksForNoColour(["cloudtrail", "replay"])).toBe(false);
    expect(asksForNoColour(["cloudtrail", "replay", "--", "ls", "--no-color"])).toBe(false);
  });
});

test("a flag of the command that is run where none is named leads to it", () => {
  const withBare: Command = { ...root, subCommands: { ...root.subCommands, replay }, bare: "replay" };
  expect(parseArgv(withBare, ["--speed", "2"])).toMatchObject({
    asks: "usage",
    problem: "cloudmock has no flag --speed; did you mean cloudmock replay --speed?",
  });
  expect(parseArgv(withBare, ["--spede", "2"])).toMatchObject({ problem: "cloudmock has no flag --spede" });
});
