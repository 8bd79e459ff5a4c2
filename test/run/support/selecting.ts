/** Cuts logs in this process and replays them into an instance of it, for tests of what is left of a log. */
import { expect } from "bun:test";
import { Digits } from "../../../src/aws/values.ts";
import { Instance } from "../../../src/instance/instance.ts";
import type { Thing } from "../../../src/instance/thing.ts";
import type { Flags } from "../../../src/options/flags.ts";
import { parseReplayOptions } from "../../../src/options/options.ts";
import { parseSelectOptions } from "../../../src/options/select-options.ts";
import { performReplay } from "../../../src/run/perform-replay.ts";
import { performSelect } from "../../../src/run/perform-select.ts";
import { type ByteSource, findSources } from "../../../src/trail/find-sources.ts";
import { makeSource } from "../../trail/records.ts";

const around = { remarks: { warn: () => {}, info: () => {} }, signal: new AbortController().signal };
const INPUT = { input: ["x"] };

/** A log of these records. */
export function makeLog(records: readonly unknown[]): ByteSource[] {
  return [makeSource(JSON.stringify({ Records: records }))];
}

/** What is left of a log. */
export async function cut(
  sources: readonly ByteSource[],
  flags: Flags,
): Promise<{ text: string; summary: string }> {
  let text = "";
  const write = async (lines: string) => {
    text += lines;
    return true;
  };
  const { summary } = await performSelect(parseSelectOptions({ ...INPUT, ...flags }, 0), around, write, {
    sources,
  });
  return { text, summary };
}

/** What a replay would send, a line each, with what it makes up. */
async function listRequests(sources: readonly ByteSource[], flags: Flags): Promise<string> {
  let requests = "";
  const onLines = async (lines: string) => {
    requests += lines;
    return true;
  };
  const options = parseReplayOptions({ ...INPUT, ...flags, "dry-run": true, "create-missing": true }, {}, 0);
  await performReplay(options, around, { onLines }, sources);
  return requests;
}

/** What stands in an empty instance after a replay. */
async function standUp(sources: readonly ByteSource[], flags: Flags = {}): Promise<readonly Thing[]> {
  let drawn = 0;
  const random = (length: number) => String(++drawn).padStart(length, "0").slice(-length);
  const instance = new Instance({ home: {}, now: () => Date.UTC(2026, 11, 1), random });
  const options = parseReplayOptions({ ...INPUT, ...flags, endpoint: ["http://127.0.0.1:1"] }, {}, 0);
  await performReplay(options, { ...around, instance }, { onLines: async () => true }, sources);
  return instance.state.things;
}

/** What people call a thing. */
function nameThing({ names, chain }: Thing): string {
  return names.arn ?? names.id ?? chain.join("/");
}

/** Tells a thing from all others. */
function tellThing(thing: Thing): string {
  const { service, type, place, chain } = thing;
  return [service, type, place.account, place.region, thing.names.arn ?? chain.join("/")].join(" ");
}

/** The configuration of a thing, without what stands in it for what the log hides. */
function printConfiguration({ members, tags, names, placeholders = [], createdAt, within }: Thing): string {
  const isHidden = (name: string) => placeholders.some((path) => path.split(/[.[]/)[0] === name);
  const told = Object.entries(members).filter(([name]) => !isHidden(name));
  const print = (value: unknown): unknown => {
    if (value instanceof Digits) return value.text;
    if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
  };
  const all = { members: Object.fromEntries(told), tags: [...tags].sort(), names, createdAt, within };
  return JSON.stringify(all, (_, value) => print(value));
}

const NOTHING = '{"Records":[]}\n';
const WAYS: readonly Flags[] = [{}, { "final-state": true }, { "include-reads": true }];

/** Checks that what is cut out of a log is sent as a replay of it with the same flags sends it, and is the same cut again. */
export async function checkCuts(log: string): Promise<void> {
  for (const flags of WAYS) {
    const sources = await findSources([log]);
    const whole = await listRequests(sources, flags);
    const { text } = await cut(sources, flags);
    if (text === NOTHING) {
      expect(whole).toBe("");
      continue;
    }
    const left = [makeSource(text)];
    const isRead = flags["include-reads"] === true;
    expect(await listRequests(left, isRead ? { "include-reads": true } : {})).toBe(whole);
    expect((await cut(left, flags)).text).toBe(text);
  }
}

/**
 * Checks of some things of a log that what is cut out for each stands as after the whole log, and nothing besides that does not
 * stand there; gives how many they are.
 */
export async function checkThings(log: string, most: number): Promise<number> {
  const sources = await findSources([log]);
  const whole = new Map((await standUp(sources)).map((thing) => [tellThing(thing), thing]));
  const own = [...whole.values()].filter(({ brought, call, names }) => !brought && call.event && names.arn);
  const asked = own.filter((_, place) => place % Math.ceil(own.length / most) === 0);
  for (const thing of asked) {
    const { text } = await cut(sources, { resource: [nameThing(thing)] });
    const part = new Map((await standUp([makeSource(text)])).map((one) => [tellThing(one), one]));
    const found = part.get(tellThing(thing));
    expect([tellThing(thing), found && printConfiguration(found)]).toEqual([
      tellThing(thing),
      printConfiguration(thing),
    ]);
    const others = [...part.values()].filter(({ brought }) => brought === undefined).map(tellThing);
    expect(others.filter((one) => !whole.has(one))).toEqual([]);
    expect((await cut([makeSource(text)], { resource: [nameThing(thing)] })).text).toBe(text);
  }
  return asked.length;
}
