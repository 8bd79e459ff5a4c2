/** The file of `--id-map` and `--ids`: which live identifier stands for which recorded one. */

import * as v from "valibot";
import { parsePath } from "../aws/resources/read-texts.ts";
import { findMeaning } from "../aws/resources/table.ts";
import { describeIssue } from "../base/describe-issue.ts";
import { nameFlag, say } from "../base/message.ts";
import type { Parsed } from "../base/parsed.ts";
import { Text } from "../base/row-types.ts";
import type { LearntPair } from "./identities.ts";
import type { CountedVersion } from "./versions.ts";

const IdMapSchema = v.looseObject({
  version: v.literal(1),
  endpoint: v.optional(v.string()),
  target: v.optional(v.string()),
  pairs: v.array(
    v.looseObject({
      recorded: Text,
      live: v.string(),
      service: Text,
      type: v.string(),
      event_id: v.string(),
    }),
  ),
  versions: v.optional(v.array(v.looseObject({ thing: Text, recorded: Text, live: Text }))),
});

/**
 * A JSON object. `endpoint` and `target` (an emulator's name) say where the live identifiers are. Each pair has the
 * recorded identifier, the live one, botocore's name of the service, the type of what they name (`vpc`, `role`,
 * `rest-api`) and the event whose answer held it (empty where the log does not hold the call). Pairs stand in the order
 * of learning: of two for the same recorded text, the later one holds. `versions` are numbers that a service counts for each
 * thing by itself, of which the target counted others. Members that are not known are passed over.
 */
export type IdMap = v.InferOutput<typeof IdMapSchema>;

function toKebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase();
}

/** The type of what a member of an operation's answer names by the resource table, without its service. */
function findType({ service, operation, member }: LearntPair): string | undefined {
  const { output } = findMeaning(service, operation);
  const found = output.find(({ path }) => parsePath(path).at(-1) === member)?.type;
  return found?.slice(found.indexOf(":") + 1);
}

/** The type of what a pair names: by its ARN, else by its member, by its id's own prefix, or by its operation. */
export function nameType(pair: LearntPair): string {
  const resource = pair.recorded.startsWith("arn:") ? pair.recorded.split(":").slice(5).join(":") : "";
  const inArn = /^([a-z][a-z-]*)[/:]/i.exec(resource)?.[1];
  if (inArn !== undefined) return toKebab(inArn);
  const prefix = /^([a-z][a-z-]{0,63})-[0-9a-f]{8,17}$/.exec(pair.recorded)?.[1];
  return (
    findType(pair) ?? prefix ?? findMeaning(pair.service, pair.operation).type ?? toKebab(pair.operation)
  );
}

/** The file's content from what a replay learnt. */
export function makeIdMap(
  pairs: readonly LearntPair[],
  versions: readonly CountedVersion[],
  { endpoint, target }: { readonly endpoint: string; readonly target: string },
): IdMap {
  return {
    version: 1,
    endpoint,
    target,
    pairs: pairs.map((pair) => ({
      recorded: pair.recorded,
      live: pair.live,
      service: pair.service,
      type: nameType(pair),
      event_id: pair.eventId,
    })),
    ...(versions.length > 0 && { versions: versions.map((one) => ({ ...one })) }),
  };
}

function renderList(items: readonly unknown[]): string {
  const lines = items.map((item) => `    ${JSON.stringify(item)}`);
  return lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
}

/** The file's text, with a line break at its end; a pair a line, so that two files can be compared by line. */
export function renderIdMap({ pairs, versions, ...head }: IdMap): string {
  const members = Object.entries(head)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
  const counted = versions ? `,\n  "versions": ${renderList(versions)}` : "";
  return `{\n${members.join("")}  "pairs": ${renderList(pairs)}${counted}\n}\n`;
}

/** Whether a pair says something: versions up to 0.1.0 wrote the empty texts of answers, too. */
function hasLive({ live }: IdMap["pairs"][number]): boolean {
  return live.trim() !== "";
}

/** Reads a file's text; or says what is wrong with it and where, in a sentence. */
export function readIdMap(text: string): Parsed<IdMap> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { error: `is not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  const read = v.safeParse(IdMapSchema, json);
  if (read.success) return { value: { ...read.output, pairs: read.output.pairs.filter(hasLive) } };
  const [issue] = read.issues;
  const path = v.getDotPath(issue);
  const advice = say`give a file that ${nameFlag("id-map")} wrote`;
  return { error: say`is no id map: ${path === null ? "" : `${path}: `}${describeIssue(issue)}; ${advice}` };
}
