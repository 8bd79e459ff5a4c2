/** What a list that is asked by names answers for those under which nothing stands: it leaves them out, and says so where it has a list for that. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Shape } from "../../../aws/model/types.ts";
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { matchesPattern } from "../../../base/pattern.ts";
import { tellsRefused } from "../../../replay/partial.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { readContainers, readOwn } from "../names/names.ts";
import { listLeftOutRows } from "../refusals/refusals.ts";

/** The things that a list names itself, and the names under which none stands. */
export function listNamed(
  context: Context,
  type: string,
): { readonly things: readonly Thing[]; readonly missing: readonly string[] } {
  const kind = { service: context.operation.model.service, type };
  const containers = readContainers(context);
  const [things, missing]: [Thing[], string[]] = [[], []];
  for (const text of readOwn(context)) {
    const thing = context.store.find(placeOf(context, type), kind, [text], containers);
    if (thing) things.push(thing);
    else missing.push(text);
  }
  return { things, missing };
}

/** Whether what is not there is told in a list of its own: `UnprocessedAccounts`. */
export function tellsUnprocessed({ operation }: Context): boolean {
  return listMembers(operation.output).some(
    ([name, { type }]) => type === "list" && tellsRefused(operation, name),
  );
}

/** The names that the input asks by: `id` of `ids`, `arn` of a text that is one. */
function findNameMember({ meaning }: Context, shape: Shape, text: string): string | undefined {
  const texts = listMembers(shape).filter(([, { type }]) => type === "string");
  const own = meaning.input.flatMap(({ part, path }) =>
    part === "own" ? [path.replace(/s?\[\]$/, "").toLowerCase()] : [],
  );
  const isArn = text.startsWith("arn:");
  const byKind = texts.find(([name]) => /arn$/i.test(name) === isArn && /(?:arn|id|name)$/i.test(name));
  return (texts.find(([name]) => own.includes(name.toLowerCase())) ?? byKind ?? texts[0])?.[0];
}

function tellItem(context: Context, shape: Shape, text: string, item: object): Value | undefined {
  if (shape.type === "string") return text;
  const name = shape.type === "structure" ? findNameMember(context, shape, text) : undefined;
  const known = Object.entries(item).filter(([member]) => shape.members?.[member]);
  return name === undefined
    ? undefined
    : Object.assign(makeStructure(), { [name]: text }, Object.fromEntries(known));
}

/** The output with the names that were left out, in the list that it has for them. */
export function tellLeftOut(context: Context, output: Structure, missing: readonly string[]): Structure {
  const { operation } = context;
  const rows = listLeftOutRows(operation.model.service);
  for (const [name, { member }] of listMembers(operation.output)) {
    const row = rows.find(({ members }) => matchesPattern(members, name));
    if (!row || !member) continue;
    const items = missing.flatMap((text) => tellItem(context, member, text, row.item ?? {}) ?? []);
    return Object.assign(makeStructure(), output, { [name]: items });
  }
  return output;
}
