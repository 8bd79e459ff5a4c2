/** Tells a difference to people, as a diff does, and to programs. */
import { tellCount } from "../../base/count.ts";
import type { JsonValue } from "../../base/values.ts";
import { escapeUnprintable } from "../../report/unprintable.ts";
import type { Resource } from "../topology.ts";
import { isSame, type TopologyDifference } from "./diff.ts";

/** A longer value is cut. */
const LONGEST_VALUE = 100;
const COLOURS = { red: 31, green: 32, yellow: 33, bold: 1 } as const;

type Paint = (colour: keyof typeof COLOURS, text: string) => string;

function showValue(value: JsonValue): string {
  const text = escapeUnprintable(JSON.stringify(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

/** Where two values part, so that long ones are shown there and not where they are the same. */
function showTwo(a: JsonValue, b: JsonValue): string {
  const [one, other] = [a, b].map((value) => escapeUnprintable(JSON.stringify(value)));
  if (
    one === undefined ||
    other === undefined ||
    (one.length <= LONGEST_VALUE && other.length <= LONGEST_VALUE)
  )
    return `${showValue(a)} → ${showValue(b)}`;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const from = Math.max(0, start - LONGEST_VALUE / 4);
  const cut = (text: string) => {
    const shown = text.slice(from, from + LONGEST_VALUE - 2);
    return `${from > 0 ? "…" : ""}${shown}${from + shown.length < text.length ? "…" : ""}`;
  };
  return `${cut(one)} → ${cut(other)}`;
}

/** `lambda function ship`; what services named goes by its tag as well. */
function nameResource({ service, type, label, name }: Resource): string {
  const called = label === name ? name : `${label} (${name})`;
  return [service, type, called]
    .filter((text) => text !== "")
    .map(escapeUnprintable)
    .join(" ");
}

function placeOf({ account, region }: Resource): string {
  return `${account} ${region}`.trim();
}

/** What of a difference stands at one place, in one order whichever side it is on. */
function* listLines(
  { onlyA, onlyB, changed }: TopologyDifference,
  paint: Paint,
): Generator<[string, string]> {
  for (const resource of onlyA) yield [placeOf(resource), paint("red", `- ${nameResource(resource)}`)];
  for (const resource of onlyB) yield [placeOf(resource), paint("green", `+ ${nameResource(resource)}`)];
  for (const { a, members } of changed) {
    yield [placeOf(a), paint("yellow", `~ ${nameResource(a)}`)];
    for (const { path, a: one, b: other } of members) {
      const at = escapeUnprintable(path);
      if (one !== undefined && other !== undefined) yield [placeOf(a), `    ${at}: ${showTwo(one, other)}`];
      else if (one !== undefined) yield [placeOf(a), paint("red", `  - ${at}: ${showValue(one)}`)];
      else yield [placeOf(a), paint("green", `  + ${at}: ${showValue(other ?? null)}`)];
    }
  }
}

function summarise({ onlyA, onlyB, changed, same, hidden }: TopologyDifference): string {
  const members = changed.reduce((sum, one) => sum + one.members.length, 0);
  const parts = [
    `${onlyA.length} only in A`,
    `${onlyB.length} only in B`,
    `${changed.length} different${members > 0 ? ` in ${tellCount(members, "member")}` : ""}`,
    `${same} the same`,
  ];
  const unknown =
    hidden > 0 ? `\n${tellCount(hidden, "member")} not compared: a log hides what stands there` : "";
  return `${parts.join(", ")}${unknown}`;
}

/** The difference as text: what stands only in A in red, only in B in green, both values of what differs; counted at the end. */
export function renderDifference(
  difference: TopologyDifference,
  { a, b, isColoured }: { readonly a: string; readonly b: string; readonly isColoured: boolean },
): string {
  const paint: Paint = (colour, text) => (isColoured ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text);
  const summary = `${summarise(difference)}\n`;
  if (isSame(difference)) return summary;
  const byPlace = new Map<string, string[]>();
  for (const [place, line] of listLines(difference, paint))
    byPlace.getOrInsertComputed(place, () => []).push(line);
  const sections = [...byPlace]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([place, lines]) => `${paint("bold", place)}\n${lines.join("\n")}\n`);
  const heads = `${paint("red", `--- ${escapeUnprintable(a)}`)}\n${paint("green", `+++ ${escapeUnprintable(b)}`)}\n`;
  return `${heads}\n${sections.join("\n")}\n${summary}`;
}

function tellResource({ service, type, account, region, label, name, key }: Resource) {
  return { service, type, account, region, label, name, key };
}

/** The difference as JSON has it. */
export function tellDifference(
  difference: TopologyDifference,
  { a, b }: { readonly a: string; readonly b: string },
) {
  const { onlyA, onlyB, changed, same, hidden } = difference;
  return {
    a,
    b,
    equal: isSame(difference),
    only_in_a: onlyA.map(tellResource),
    only_in_b: onlyB.map(tellResource),
    different: changed.map((one) => ({
      ...tellResource(one.a),
      name_in_b: one.b.name,
      members: one.members.map(({ path, a: mine, b: its }) => ({
        path,
        ...(mine !== undefined && { a: mine }),
        ...(its !== undefined && { b: its }),
      })),
    })),
    same,
    not_compared: hidden,
  };
}
