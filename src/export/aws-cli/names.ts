/**
 * What the AWS CLI calls operations and their members. It derives both from the models, by botocore's xform_name, and changes
 * some by hand: names.json has what it changes.
 */
import * as v from "valibot";
import type { Operation, Shape } from "../../aws/model/types.ts";
import { Text } from "../../base/row-types.ts";
import rows from "./names.json" with { type: "json" };

const Names = v.pipe(v.array(Text), v.nonEmpty());

/** A row of names.json. */
export const CliNameRow = v.union([
  // A word of operations' names that is one word to the CLI.
  v.strictObject({ word: Text, read_as: Text, reason: Text }),
  v.strictObject({ service: Text, command: Text, reason: Text }),
  // Operations that it has no command for.
  v.strictObject({ service: Text, operations: Names, removed: v.literal(true), reason: Text }),
  // Members whose option is called otherwise; of a boolean, `no_flag` what turns it off. `*` is every operation.
  v.strictObject({
    service: Text,
    operations: Names,
    member: Text,
    flag: v.optional(Text),
    no_flag: v.optional(Text),
    reason: Text,
  }),
  // A member of a member that has an option of its own.
  v.strictObject({
    service: Text,
    operations: Names,
    member: Text,
    inner: Text,
    inner_flag: Text,
    reason: Text,
  }),
  // What a command wants besides what the operation takes.
  v.strictObject({ service: Text, operations: Names, besides: Names, reason: Text }),
  // Members that no option, or one with a form of its own, says: they go into --cli-input-json.
  v.strictObject({ service: Text, operations: Names, members: Names, as: v.literal("input"), reason: Text }),
]);

const all = rows as readonly v.InferOutput<typeof CliNameRow>[];
const words = all.flatMap((row) => ("word" in row ? [row] : []));
const services = new Map(all.flatMap((row) => ("command" in row ? [[row.service, row.command]] : [])));
const removed = new Set(
  all.flatMap((row) => ("removed" in row ? row.operations.map((name) => `${row.service} ${name}`) : [])),
);
const flags = new Map(
  all.flatMap((row) =>
    "member" in row && !("inner" in row)
      ? row.operations.map((name) => [`${row.service} ${name} ${row.member}`, row])
      : [],
  ),
);
const inputs = new Set(
  all.flatMap((row) =>
    "as" in row
      ? row.operations.flatMap((name) => row.members.map((one) => `${row.service} ${name} ${one}`))
      : [],
  ),
);

const inners = new Map(
  all.flatMap((row) =>
    "inner" in row ? row.operations.map((name) => [`${row.service} ${name} ${row.member}`, row]) : [],
  ),
);
const besides = new Map(
  all.flatMap((row) =>
    "besides" in row ? row.operations.map((name) => [`${row.service} ${name}`, row.besides]) : [],
  ),
);

/** botocore's xform_name with a hyphen: https://github.com/boto/botocore/blob/1.44.8/botocore/__init__.py */
export function hyphenate(name: string): string {
  if (name.includes("-")) return name;
  return name
    .replace(/(?<![A-Z])[A-Z]{2,}s$/, (plural) => `-${plural.toLowerCase()}`)
    .replace(/(.)([A-Z][a-z]+)/g, "$1-$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

/** What the CLI calls a service: `s3api`. */
export function nameService(service: string): string {
  return services.get(service) ?? service;
}

/** Whether an operation streams events, which no command does. */
function streamsEvents({ input, output }: Operation): boolean {
  const isStream = (shape: Shape | undefined) =>
    Object.values(shape?.members ?? {}).some(({ eventstream }) => eventstream === true);
  return isStream(input) || isStream(output);
}

/** What the CLI calls an operation: `create-vpc`; undefined where it has no command for it. */
export function nameOperation(service: string, operation: Operation): string | undefined {
  const { name, retired, model } = operation;
  if (retired !== undefined || model.metadata.retired !== undefined) return undefined;
  if (removed.has(`${service} ${name}`) || streamsEvents(operation)) return undefined;
  return hyphenate(words.reduce((text, { word, read_as }) => text.replaceAll(word, read_as), name));
}

/** How a member of the input is said. */
export interface CliFlag {
  /** `--vpc-id`. */
  readonly flag: string;
  /** Of a boolean: what says that it is false. */
  readonly noFlag: string;
}

/** Options by which the CLI itself asks for pages, where an operation has any. */
const PAGING: ReadonlySet<string> = new Set(["max-items", "page-size", "starting-token"]);

/** The option of a member; undefined where only --cli-input-json can say it. */
export function nameMember(
  service: string,
  { name, pagination }: Operation,
  member: string,
): CliFlag | undefined {
  if (inputs.has(`${service} ${name} ${member}`)) return undefined;
  if (pagination && PAGING.has(hyphenate(member))) return undefined;
  const row = flags.get(`${service} ${name} ${member}`) ?? flags.get(`${service} * ${member}`);
  const flag = row?.flag ?? hyphenate(member);
  return { flag: `--${flag}`, noFlag: `--${row?.no_flag ?? `no-${flag}`}` };
}

/** Whether the answer has a body of its own, which the CLI wants a file for. */
export function wantsFile({ output }: Operation): boolean {
  const body = output?.members?.[output.payload ?? ""];
  return body?.type === "blob";
}

/** The member of a member that has an option of its own, and this option. */
export function nameInner(
  service: string,
  { name }: Operation,
  member: string,
): { readonly inner: string; readonly flag: string } | undefined {
  const row = inners.get(`${service} ${name} ${member}`);
  return row && { inner: row.inner, flag: `--${row.inner_flag}` };
}

/** What a command wants besides what the operation takes. */
export function listBesides(service: string, { name }: Operation): readonly string[] {
  return besides.get(`${service} ${name}`) ?? [];
}
