/**
 * Streams of tables: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 * Each is a thing of its own, which outlives its table, and holds its records by their sequence numbers.
 */
import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Space } from "../../records.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Thing } from "../../thing.ts";
import { readText } from "../engine.ts";
import { readNumber, readStructure, writeMembers } from "./read-members.ts";
import { nameMoment } from "./stream-names.ts";
import { findTable, type Table } from "./tables.ts";

const KIND = { service: "dynamodb", type: "stream" };
const RECORDS = "records";
/** So long are records kept, and streams that ended. */
export const KEPT_MS = 86_400_000;

/** The stream of a table as its members tell it; undefined where it has none. */
export interface TableStream {
  readonly arn: string;
  readonly label: string;
  readonly view: string;
}

const known = new WeakMap<Thing, { readonly stream: TableStream | undefined }>();

/** The stream that a table's changes go to; undefined where they go to none. */
export function readStream({ thing, arn: table }: Table): TableStream | undefined {
  return known.getOrInsertComputed(thing, ({ members, createdAt }) => {
    const { StreamEnabled, StreamViewType } = readStructure(members["StreamSpecification"]);
    if (StreamEnabled !== true) return { stream: undefined };
    // A log may hide what its stream is called.
    const label = readText(members, "LatestStreamLabel") || nameMoment(createdAt);
    const arn = readText(members, "LatestStreamArn") || `${table}/stream/${label}`;
    return { stream: { arn, label, view: String(StreamViewType ?? "NEW_AND_OLD_IMAGES") } };
  }).stream;
}

function makeThing(context: Context, table: Table, { arn, label, view }: TableStream): Thing {
  const { operation, input, now } = context;
  const at = Date.parse(`${label}Z`);
  return {
    place: table.thing.place,
    ...KIND,
    chain: [table.name, label],
    within: undefined,
    names: { arn },
    members: writeMembers({
      StreamArn: arn,
      StreamLabel: label,
      StreamViewType: view,
      TableName: table.name,
      KeySchema: table.thing.members["KeySchema"],
    }),
    tags: new Map(),
    createdAt: Number.isNaN(at) ? now : at,
    call: { operation: operation.name, with: table.name, input, output: {} },
    brought: "told",
  };
}

/** The thing that is a table's stream, which stands from when it is first asked for. */
export function openStream(context: Context, table: Table, stream: TableStream): Thing {
  const found = context.store.find(table.thing.place, KIND, [stream.arn]);
  if (found) return found;
  const thing = makeThing(context, table, stream);
  context.store.put(thing);
  return thing;
}

/** Ends the stream of a table, which can be read for a day. */
export function endStream(context: Context, table: Table): void {
  const stream = readStream(table);
  if (!stream) return;
  const thing = openStream(context, table, stream);
  context.store.put({ ...thing, members: writeMembers(thing.members, { EndedAt: context.now }) });
  // Those that ended longer ago are told of no more.
  for (const one of context.store.list(table.thing.place, KIND))
    if (!isKept(context, one)) context.store.remove(one);
}

/** Whether changes still go to a stream. */
export function isOpen(context: Context, { names, chain, members }: Thing): boolean {
  if (members["EndedAt"] !== undefined) return false;
  const table = findTable(context, chain[0] ?? "");
  return table !== undefined && readStream(table)?.arn === names.arn;
}

function isKept({ now }: Context, { members }: Thing): boolean {
  const ended = readNumber(members["EndedAt"] as Value | undefined);
  return ended === undefined || now - ended < KEPT_MS;
}

/** The streams of the caller's place that can be read, in the order in which they were begun. */
export function listStreams(context: Context): Thing[] {
  const { store, caller } = context;
  const place = { account: caller.account, region: caller.region };
  for (const thing of store.list(place, { service: "dynamodb", type: "table" })) {
    const table = findTable(context, thing.chain.at(-1) ?? "");
    const stream = table && readStream(table);
    if (table && stream) openStream(context, table, stream);
  }
  return store.list(place, KIND).filter((thing) => isKept(context, thing));
}

const ARN = /^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/([^/]*)\/stream\/.+$/;

/** Whether a text is an ARN as streams have it. */
export function isStreamArn(text: string): boolean {
  return ARN.test(text);
}

/** The stream that an ARN names; undefined where none can be read. */
export function findStream(context: Context, arn: string): Thing | undefined {
  const table = findTable(context, ARN.exec(arn)?.[1] ?? "");
  const stream = table && readStream(table);
  if (table && stream?.arn === arn) return openStream(context, table, stream);
  const { account, region } = context.caller;
  const thing = context.store.find({ account, region }, KIND, [arn]);
  return thing?.names.arn === arn && isKept(context, thing) ? thing : undefined;
}

/** The records of a stream, by their sequence numbers. */
export function recordsOf({ store }: Context, stream: Thing): Space {
  return store.records.space(nameThing(stream), RECORDS);
}

/** Sequence numbers have 21 digits: the milliseconds since 1970, and a count. */
const DIGITS = 21;
const COUNTED = 8;

/** The least sequence number of a moment. */
export function numberMoment(ms: number): string {
  return `${Math.max(0, Math.floor(ms))}${"0".repeat(COUNTED)}`.padStart(DIGITS, "0");
}

/** A sequence number as records are kept by it. */
export function padNumber(text: string): string {
  return text.padStart(DIGITS, "0");
}

/** The sequence number of the last record; undefined where there is none. */
export function findLast(records: Space): string | undefined {
  const [last] = records.list({ isBackward: true, limit: 1 });
  return last && String(last.key);
}

/** The next sequence number, which is greater than all before it. */
export function numberNext(records: Space, now: number): string {
  const last = findLast(records);
  const least = numberMoment(now);
  return last === undefined || last < least ? least : padNumber(String(BigInt(last) + 1n));
}

const TRIMMED_AT_ONCE = 1_000;

/** Forgets records that are older than a day. */
export function trimRecords(records: Space, now: number): void {
  for (const { key } of records.list({ to: numberMoment(now - KEPT_MS), limit: TRIMMED_AT_ONCE }))
    records.remove(key);
}

/** The one shard of a stream. */
export function nameShard({ createdAt, names }: Thing): string {
  const digits = Bun.CryptoHasher.hash("sha256", names.arn ?? "", "hex").slice(0, 8);
  return `shardId-${String(createdAt).padStart(20, "0")}-${digits}`;
}

/** What of a stream every answer tells. */
export function nameStream({ members }: Thing): Structure {
  const { StreamArn, TableName, StreamLabel } = members;
  return writeMembers({ StreamArn, TableName, StreamLabel });
}
