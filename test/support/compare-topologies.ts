/** What two topologies have in common, whatever services made up for each. */
import type { JsonObject, JsonValue } from "../../src/base/values.ts";
import type { Topology } from "../../src/topology/topology.ts";

/** Members that say how a thing was asked for, and what services make up anew each time. */
const OTHERWISE = new Set([
  "ContentMD5",
  "ChecksumAlgorithm",
  "ClientToken",
  "ClientRequestToken",
  "clientToken",
  "CreatorRequestId",
  "CallerReference",
]);

const MADE_UP: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z]+(?:-[a-z]+)*)-[0-9a-f]{8,17}\b/g, "<$1>"],
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uuid>"],
  [/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)/g, "<time>"],
  [/\b[A-Z0-9]{13,21}\b/g, "<id>"],
  [/\b(?=[a-z]*\d)[a-z0-9]{10}\b/g, "<id>"],
  [/\b[0-9a-f]{16,64}\b/g, "<hex>"],
  [/\b1[789]\d{8}(?:\.\d+)?\b|\b1[789]\d{11}\b/g, "<moment>"],
];

function sort(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sort);
  if (typeof value !== "object" || value === null) return value;
  const members = value as JsonObject;
  const names = Object.keys(members).filter((name) => !OTHERWISE.has(name));
  return Object.fromEntries(names.sort().map((name) => [name, sort(members[name] ?? null)]));
}

/** A line for each thing that somebody made, and the relations by their kind: equal where two topologies are but for made-up names. */
export function listStanding({ resources, relations }: Topology): string[] {
  const lines = resources
    .filter(({ origin }) => origin !== "brought")
    .map(({ service, type, account, region, name, arn = "", tags, configuration }) =>
      JSON.stringify([service, type, account, region, name, arn, sort(tags), sort(configuration)]),
    );
  const related = relations.map(({ kind, member }) => `${kind} ${member}`);
  return [...lines, ...related]
    .map((line) => MADE_UP.reduce((text, [form, name]) => text.replace(form, name), line))
    .sort();
}
