/** What a project's defaults may say: the flags of the command tree, by name. */
import * as v from "valibot";
import { UsageError } from "../base/errors.ts";
import { foldFlag, suggestNames } from "../base/suggest.ts";
import { parseChoice } from "../options/flag-readers.ts";
import { findFlag } from "../options/flag-table.ts";
import { listOwnFlags } from "./argv.ts";
import type { Command, CommandArg } from "./command.ts";
import type { FoundConfig } from "./find-config.ts";
import { outlineCommands } from "./outline.ts";

/** What a file may give a flag. */
export type ConfigValue = boolean | string | number | readonly (string | number)[];

/** The defaults of a project, by the flags' names. */
export type ConfigValues = Readonly<Record<string, ConfigValue>>;

const Text = v.pipe(v.string(), v.nonEmpty("an empty text says nothing; leave the key out"));
const Scalar = v.union([Text, v.number()], "give a text or a number");

function makePicklist(choices: readonly string[]) {
  return v.picklist(choices, ({ input }) => {
    const read = parseChoice(choices)(String(input));
    return "error" in read ? String(read.error) : "give a text";
  });
}

/** A flag of the same name means the same in every command, but may have choices of its own there. */
function makeValueSchema(args: readonly CommandArg[]): v.GenericSchema<ConfigValue> {
  if (args.every((arg) => arg.type === "boolean")) return v.boolean("give true or false");
  if (args.every((arg) => arg.choices)) {
    return makePicklist([...new Set(args.flatMap((arg) => arg.choices ?? []))]);
  }
  if (!args.some((arg) => arg.isList)) return Scalar;
  const list = v.pipe(v.array(Scalar), v.nonEmpty("an empty list says nothing; leave the key out"));
  return v.union([Scalar, list], "give a text, a number, or a list of them");
}

/** The schema of cloudmock.json, and of package.json's "cloudmock" object, for the command tree under `root`. */
export function makeConfigSchema(root: Command) {
  const flags = outlineCommands(root).flatMap(({ command }) => listOwnFlags(command));
  const byName = Map.groupBy(
    flags.filter(([name]) => findFlag(name)?.refusedInFile === undefined),
    ([name]) => name,
  );
  const entries = [...byName].map(([name, same]) => {
    const args = same.map(([, arg]) => arg);
    const text = args[0]?.description ?? "";
    return [name, v.optional(v.pipe(makeValueSchema(args), v.description(text)))] as const;
  });
  return v.pipe(
    v.strictObject({ $schema: v.optional(v.string()), ...Object.fromEntries(entries) }),
    v.title("cloudmock.json"),
    v.description("The defaults of a project: flags of cloudmock by their names"),
  );
}

function describeUnknown(key: string, known: readonly string[]): string {
  const reason = findFlag(key)?.refusedInFile;
  if (reason !== undefined) return `${JSON.stringify(key)} cannot be set in a file: ${reason}`;
  const [near] = suggestNames(foldFlag(key), known, 1);
  const advice = near === undefined ? "" : `; did you mean ${JSON.stringify(near)}?`;
  return `${JSON.stringify(key)} is no option${advice}`;
}

/** Checks what a file holds. Throws a UsageError with the file's path and the key. */
export function checkConfig({ path, content }: FoundConfig, root: Command): ConfigValues {
  const schema = makeConfigSchema(root);
  const checked = v.safeParse(schema, content);
  if (checked.success && !Array.isArray(content)) {
    const { $schema: _, ...values } = checked.output;
    return values as ConfigValues;
  }
  const [issue] = checked.issues ?? [];
  const key = issue?.path?.[0]?.key;
  if (!issue || key === undefined) {
    throw new UsageError(`${path}: give an object, as in {"endpoint": "http://localhost:4566"}`);
  }
  if (issue.type === "strict_object") {
    throw new UsageError(`${path}: ${describeUnknown(String(key), Object.keys(schema.entries))}`);
  }
  throw new UsageError(`${path}: ${JSON.stringify(key)}: ${issue.message}`);
}
