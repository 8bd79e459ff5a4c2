/** Renders the fish completion: a rule for each command, flag and operand, put into cloudmock.fish. */
import type { CommandArg } from "../command.ts";
import type { OutlinedCommand, OutlinedFlag } from "../outline.ts";
import runtime from "./cloudmock.fish" with { type: "text" };
import { insertTables, listSpellings } from "./shared.ts";

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

/** A function that tells whether a text is one of `known`. */
function renderTest(name: string, known: readonly string[]): string[] {
  return [`function ${name}`, `    contains -- $argv[1] ${known.map(quote).join(" ")}`, "end"];
}

/** The part of a rule that says which values there are. */
function describeValue(arg: CommandArg): string {
  if (arg.names === "file") return "-rF";
  const source = {
    folder: "__cloudmock_folders",
    service: arg.isList ? "__cloudmock_list __cloudmock_services" : "__cloudmock_services",
  };
  if (arg.names) return `-xa ${quote(`(${source[arg.names]})`)}`;
  return arg.choices ? `-xa ${quote(arg.choices.join(" "))}` : "-x";
}

function renderRule(condition: string, ...parts: readonly string[]): string {
  return ["complete -c cloudmock -n", quote(condition), ...parts.filter((part) => part !== "")].join(" ");
}

function renderFlag(command: string, flag: OutlinedFlag): string {
  const { name, short, arg } = flag;
  const once = arg.isList ? [] : listSpellings(flag);
  return renderRule(
    ["__cloudmock_at", quote(command), ...once].join(" "),
    short === undefined ? "" : `-s ${short}`,
    `-l ${name}`,
    arg.type === "boolean" ? "" : describeValue(arg),
    `-d ${quote(arg.description ?? "")}`,
  );
}

function renderRules({ name, command, flags, operands }: OutlinedCommand): string[] {
  return [
    "",
    `# ${name}`,
    ...Object.entries(command.subCommands ?? {}).map(([sub, { meta }]) =>
      renderRule(`__cloudmock_at ${quote(name)}`, `-a ${sub}`, `-d ${quote(meta.description)}`),
    ),
    ...operands.map(([, arg], index) =>
      renderRule(`__cloudmock_at_operand ${quote(name)} ${index + 1}`, describeValue(arg)),
    ),
    ...flags.map((flag) => renderFlag(name, flag)),
  ];
}

/** The script for fish. */
export function renderFish(commands: readonly OutlinedCommand[]): string {
  const valued = commands.flatMap(({ name, flags }) =>
    flags.filter(({ arg }) => arg.type !== "boolean").map((flag) => `${name} --${flag.name}`),
  );
  const tables = [
    "# Whether some words end with a flag that the next word is the value of.",
    ...renderTest("__cloudmock_takes_value", valued),
    "",
    "# Whether some words are a command's name.",
    ...renderTest(
      "__cloudmock_is_command",
      commands.map(({ name }) => name),
    ),
  ];
  return [insertTables(runtime, tables).trimEnd(), ...commands.flatMap(renderRules), ""].join("\n");
}
