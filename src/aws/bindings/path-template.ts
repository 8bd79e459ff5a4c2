/** Paths against the templates of the models' requestUri: `/{Bucket}/{Key+}?acl`. */
import { percentDecode } from "../formats/percent.ts";

/** A part of a path: itself, or the label whose text it is. */
type Segment = { readonly literal: string } | { readonly label: string };

/** A template without its query. `greedy` is the label that takes all segments between the two lists. */
export interface PathTemplate {
  readonly before: readonly Segment[];
  readonly greedy: string | undefined;
  readonly after: readonly Segment[];
}

/** The segments of a path, still encoded: `/a//b/` has a, an empty one, b and an empty one. */
export function splitPath(path: string): string[] {
  return path.split("/").slice(1);
}

function parseSegment(text: string): Segment {
  return text.startsWith("{") ? { label: text.slice(1, -1) } : { literal: text };
}

/** The template of a requestUri. A slash at its end is left out, for clients do, too. */
export function compileTemplate(requestUri: string): PathTemplate {
  const [path = "/"] = requestUri.split("?", 1);
  const segments = splitPath(path);
  if (segments.at(-1) === "") segments.pop();
  const at = segments.findIndex((segment) => segment.endsWith("+}"));
  if (at < 0) return { before: segments.map(parseSegment), greedy: undefined, after: [] };
  return {
    before: segments.slice(0, at).map(parseSegment),
    greedy: segments[at]?.slice(1, -2),
    after: segments.slice(at + 1).map(parseSegment),
  };
}

/** Whether every segment fits its part; what labels take goes into `labels`, decoded. An empty text is no label's. */
function takeLabels(
  parts: readonly Segment[],
  segments: readonly string[],
  labels: Map<string, string>,
): boolean {
  return parts.every((part, index) => {
    const text = percentDecode(segments[index] ?? "");
    if ("literal" in part) return text === part.literal;
    if (text === undefined || text === "") return false;
    labels.set(part.label, text);
    return true;
  });
}

/** The labels' texts by name, decoded; undefined where the path is not one of the template's. */
function matchTemplate(
  { before, greedy, after }: PathTemplate,
  segments: readonly string[],
): ReadonlyMap<string, string> | undefined {
  const between = segments.length - before.length - after.length;
  if (greedy === undefined ? between !== 0 : between < 1) return undefined;
  const labels = new Map<string, string>();
  if (!takeLabels(before, segments, labels)) return undefined;
  if (!takeLabels(after, segments.slice(segments.length - after.length), labels)) return undefined;
  if (greedy === undefined) return labels;
  const text = percentDecode(segments.slice(before.length, before.length + between).join("/"));
  if (text === undefined || text === "") return undefined;
  return labels.set(greedy, text);
}

/** The labels' texts of a path in its segments, with or without a slash at its end. */
export function matchPath(
  template: PathTemplate,
  segments: readonly string[],
): ReadonlyMap<string, string> | undefined {
  const found = matchTemplate(template, segments);
  if (found || segments.at(-1) !== "") return found;
  return matchTemplate(template, segments.slice(0, -1));
}

/** The segments of a path, decoded; undefined in the place of one that is no text. */
export function decodeSegments(segments: readonly string[]): readonly (string | undefined)[] {
  return segments.map(percentDecode);
}

/** Segments from one on, decoded, against the parts that each of them has to be. */
function fitsParts(
  parts: readonly Segment[],
  segments: readonly (string | undefined)[],
  start: number,
): boolean {
  let at = start;
  for (const part of parts) {
    const text = segments[at++];
    if ("literal" in part ? text !== part.literal : text === undefined || text === "") return false;
  }
  return true;
}

function fitsTemplate(
  { before, greedy, after }: PathTemplate,
  segments: readonly (string | undefined)[],
  length: number,
): boolean {
  const end = length - after.length;
  const between = end - before.length;
  if (greedy === undefined ? between !== 0 : between < 1) return false;
  if (!fitsParts(before, segments, 0) || !fitsParts(after, segments, end)) return false;
  if (greedy === undefined) return true;
  const isEmpty = between === 1 && segments[before.length] === "";
  return !isEmpty && !segments.slice(before.length, end).includes(undefined);
}

/** Whether `matchPath` finds the labels of a path, of which this takes the segments decoded: for the routes, of which it may be any. */
export function fitsPath(template: PathTemplate, segments: readonly (string | undefined)[]): boolean {
  const { length } = segments;
  if (fitsTemplate(template, segments, length)) return true;
  return segments[length - 1] === "" && fitsTemplate(template, segments, length - 1);
}
