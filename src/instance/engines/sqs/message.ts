/** A message as it is kept: what never changes of it, and how far it has come. */
import { isObject } from "../../../base/values.ts";
import type { Attributes } from "./digest.ts";

/** What a message says. */
export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly sender: string;
  readonly attributes?: Attributes | undefined;
  readonly system?: Attributes | undefined;
  readonly group?: string | undefined;
  readonly deduplication?: string | undefined;
  readonly sequence?: string | undefined;
  /** The queue that it was in before it was received too often, by its ARN. */
  readonly source?: string | undefined;
  /** How often it was received there. */
  readonly before?: number | undefined;
}

function writeAttributes(attributes: Attributes | undefined): unknown {
  if (attributes === undefined || Object.keys(attributes).length === 0) return undefined;
  return Object.entries(attributes).map(([name, { type, value }]) =>
    typeof value === "string" ? [name, type, value] : [name, type, Buffer.from(value).toString("base64"), 1],
  );
}

function readAttributes(written: unknown): Attributes | undefined {
  if (!Array.isArray(written)) return undefined;
  const all = (written as readonly (readonly [string, string, string, 1?])[]).map(
    ([name, type, text, isBytes]) =>
      [name, { type, value: isBytes ? new Uint8Array(Buffer.from(text, "base64")) : text }] as const,
  );
  return Object.assign(Object.create(null), Object.fromEntries(all));
}

/** A message as one text. */
export function writeMessage({ id, body, sentAt, sender, ...rest }: QueueMessage): string {
  const { attributes, system, group, deduplication, sequence, source, before } = rest;
  return JSON.stringify({
    i: id,
    b: body,
    t: sentAt,
    s: sender,
    a: writeAttributes(attributes),
    y: writeAttributes(system),
    g: group,
    d: deduplication,
    n: sequence,
    q: source,
    r: before,
  });
}

/** The message of a text. */
export function readMessage(text: string): QueueMessage {
  const written: unknown = JSON.parse(text);
  const { i, b, t, s, a, y, g, d, n, q, r } = (isObject(written) ? written : {}) as Record<string, never>;
  return {
    id: i ?? "",
    body: b ?? "",
    sentAt: t ?? 0,
    sender: s ?? "",
    attributes: readAttributes(a),
    system: readAttributes(y),
    group: g,
    deduplication: d,
    sequence: n,
    source: q,
    before: r,
  };
}

/** How far a message has come that was delayed or received. */
export interface MessageState {
  /** `ready` again after it was received. */
  readonly kind: "ready" | "delayed" | "taken";
  /** When it is ready, where it is not. */
  readonly due: number;
  /** How often it was received, and when first. */
  readonly count: number;
  readonly first: number;
  /** What the last receipt handle has of its own. */
  readonly mark: string;
}

export function writeState({ kind, due, count, first, mark }: MessageState): string {
  return `${kind}|${due}|${count}|${first}|${mark}`;
}

export function readState(text: string): MessageState {
  const [kind, due, count, first, mark = ""] = text.split("|");
  return {
    kind: kind === "delayed" || kind === "taken" ? kind : "ready",
    due: Number(due),
    count: Number(count),
    first: Number(first),
    mark,
  };
}
