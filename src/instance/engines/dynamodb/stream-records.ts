/** Records of changes: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html */
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { pick, type TableItem } from "./attributes.ts";
import { sizeOfItem } from "./item-size.ts";
import { readItem, writeItem } from "./item-text.ts";
import { writeMembers } from "./read-members.ts";
import { numberNext, openStream, readStream, recordsOf } from "./streams.ts";
import type { Table } from "./tables.ts";

/** What a record is kept as. Images are texts, so that most are never read. */
interface KeptRecord {
  readonly id: string;
  readonly name: "INSERT" | "MODIFY" | "REMOVE";
  readonly at: number;
  readonly keys: string;
  readonly before?: string;
  readonly after?: string;
  readonly bytes: number;
  readonly view: string;
  /** Whether the item's time was over. */
  readonly isEnded?: true;
}

const OLD: ReadonlySet<string> = new Set(["OLD_IMAGE", "NEW_AND_OLD_IMAGES"]);
const NEW: ReadonlySet<string> = new Set(["NEW_IMAGE", "NEW_AND_OLD_IMAGES"]);

function nameChange(before: TableItem | undefined, after: TableItem | undefined): KeptRecord["name"] {
  if (!before) return "INSERT";
  return after ? "MODIFY" : "REMOVE";
}

/** Makes the record of a change, with both images: each stream has of it what its view shows. */
export function makeRecord(
  { now, mint }: Context,
  { keys }: Table,
  view: string,
  before: TableItem | undefined,
  after: TableItem | undefined,
  isEnded: boolean,
): KeptRecord {
  const item = after ?? before ?? {};
  const key = pick(
    item,
    keys.map(({ name }) => name),
  );
  const [old, fresh] = [OLD.has(view) ? before : undefined, NEW.has(view) ? after : undefined];
  return {
    id: mint(32),
    name: nameChange(before, after),
    at: now,
    keys: writeItem(key),
    ...(old && { before: writeItem(old) }),
    ...(fresh && { after: writeItem(fresh) }),
    bytes: sizeOfItem(key) + (old ? sizeOfItem(old) : 0) + (fresh ? sizeOfItem(fresh) : 0),
    view,
    ...(isEnded && { isEnded }),
  };
}

/** Puts the record of a change into the stream of a table, where it has one. */
export function recordChange(
  context: Context,
  table: Table,
  before: TableItem | undefined,
  after: TableItem | undefined,
  isEnded: boolean,
): void {
  const stream = readStream(table);
  if (!stream) return;
  const records = recordsOf(context, openStream(context, table, stream));
  const record = makeRecord(context, table, stream.view, before, after, isEnded);
  records.put(numberNext(records, context.now), JSON.stringify(record));
}

const SERVICE = { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" };
const SECOND_MS = 1_000;

function tellImage(text: string | undefined): Value | undefined {
  return text === undefined ? undefined : (readItem(text) as Structure);
}

/** A record as it is told. */
export function tellRecord(region: string, number: string, text: string): Structure {
  const record = JSON.parse(text) as KeptRecord;
  return writeMembers({
    eventID: record.id,
    eventName: record.name,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    dynamodb: writeMembers({
      ApproximateCreationDateTime: new Date(Math.floor(record.at / SECOND_MS) * SECOND_MS),
      Keys: tellImage(record.keys) ?? makeStructure(),
      NewImage: tellImage(record.after),
      OldImage: tellImage(record.before),
      SequenceNumber: number,
      SizeBytes: record.bytes,
      StreamViewType: record.view,
    }),
    userIdentity: record.isEnded ? writeMembers(SERVICE) : undefined,
  });
}
