/** Events as buses carry them. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
import { isObject } from "../../../base/values.ts";

/** An event on its way. */
export interface BusEvent {
  /** As JSON, compact. */
  readonly text: string;
  readonly id: string;
  /** How large it was when it was put, in bytes. */
  readonly size: number;
  /** When a bus got it first, in milliseconds since 1970. */
  readonly gotAt: number;
  /** When it happened, by what it says itself, in milliseconds since 1970. */
  readonly happenedAt: number;
}

/** What an event is made of. */
export interface EventParts {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly account: string;
  readonly region: string;
  readonly happenedAt: number;
  readonly gotAt: number;
  readonly resources: readonly string[];
  /** Compact JSON. */
  readonly detail: string;
  readonly size: number;
}

/** A moment as events tell it: to the second. */
export function tellMoment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Writes an event. */
export function writeEvent(parts: EventParts): BusEvent {
  const { id, type, source, account, region, happenedAt, gotAt, resources, detail, size } = parts;
  const head = JSON.stringify({
    version: "0",
    id,
    "detail-type": type,
    source,
    account,
    time: tellMoment(happenedAt),
    region,
    resources,
  });
  return { text: `${head.slice(0, -1)},"detail":${detail}}`, id, size, gotAt, happenedAt };
}

const REGION_MEMBER = /,"region":"[^"]*"/;

/** The same event as a replay sends it: under an id of its own, and with the replay's name. */
export function markReplayed(event: BusEvent, replay: string, id: string): BusEvent {
  const text = event.text
    .replace(`"id":${JSON.stringify(event.id)}`, () => `"id":${JSON.stringify(id)}`)
    .replace(REGION_MEMBER, (member) => `${member},"replay-name":${JSON.stringify(replay)}`);
  return { ...event, id, text };
}

const read = new WeakMap<BusEvent, Readonly<Record<string, unknown>>>();

/** An event's members. */
export function readEvent(event: BusEvent): Readonly<Record<string, unknown>> {
  return read.getOrInsertComputed(event, ({ text }) => {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  });
}

/** A number that JavaScript would write otherwise: 1.0, or one of many digits. */
function keepNumber(_name: string, value: unknown, { source }: { readonly source?: string }): unknown {
  return typeof value === "number" && source !== undefined && String(value) !== source
    ? JSON.rawJSON(source)
    : value;
}

/** An event's members, of which parts are written with the same digits again. They are no numbers to compare. */
export function readToWrite({ text }: BusEvent): unknown {
  return JSON.parse(text, keepNumber as Parameters<typeof JSON.parse>[1]);
}
