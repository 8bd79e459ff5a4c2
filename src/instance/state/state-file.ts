/** What stands as one file: a database of SQLite, compressed. The same state gives the same bytes. */
import { Database } from "bun:sqlite";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { InputError, OutputError } from "../../base/errors.ts";
import { nameFlag, say } from "../../base/message.ts";
import { isGzip } from "../../trail/read-bytes.ts";
import type { InstanceState } from "../store.ts";
import type { Thing } from "../thing.ts";
import { checkServices } from "./check-services.ts";
import { checkThings } from "./check-things.ts";
import { readNote, writeNote } from "./gzip-note.ts";
import { createTables, readRecords, readTables, TableWriter, UnreadableState } from "./tables.ts";
import { nameThing } from "./thing-text.ts";

/** In bytes, unpacked: a small file may unpack to more than there is memory. */
const LARGEST = 2 ** 30;
/** The most that a byte of gzip unpacks to: https://www.zlib.net/zlib_tech.html */
const MOST_OF_BYTE = 1032;

/** What cannot grow too large is unpacked in a third of the time. */
function unpack(bytes: Uint8Array): Uint8Array {
  return bytes.length * MOST_OF_BYTE <= LARGEST
    ? Bun.gunzipSync(new Uint8Array(bytes))
    : gunzipSync(bytes, { maxOutputLength: LARGEST });
}

/** Things as they were made; those of one moment by their names, so that no race between calls shows. */
function sort(things: readonly Thing[]): Thing[] {
  const named = things.map((thing) => ({ thing, name: nameThing(thing) }));
  return named
    .sort((a, b) => a.thing.createdAt - b.thing.createdAt || (a.name < b.name ? -1 : 1))
    .map(({ thing }) => thing);
}

/** The bytes of a state file. Throws an OutputError where that would be too large to be read. */
export function writeState({ about, things, records = [] }: InstanceState): Uint8Array<ArrayBuffer> {
  using db = new Database(":memory:");
  db.transaction(() => {
    createTables(db, "file");
    const writer = new TableWriter(db);
    writer.replaceAll({ about, things: sort(things) });
    writer.addRecords(records);
  })();
  const bytes = new Uint8Array(db.serialize());
  if (bytes.length > LARGEST)
    throw new OutputError(`what stands takes ${bytes.length} bytes, and a state holds ${LARGEST} at most`);
  // Its checksum is what tells damage, and the note that nobody else has written it.
  return writeNote(Bun.gzipSync(bytes), sumUp(bytes));
}

/** What tells bytes from others. */
function sumUp(bytes: Uint8Array): string {
  return `cloudmock ${Bun.hash(bytes).toString(16)}`;
}

/** The state of a file. Throws UnreadableState. */
export function readState(bytes: Uint8Array): InstanceState {
  if (!isGzip(bytes)) throw new UnreadableState("is no state of cloudmock");
  try {
    const unpacked = unpack(bytes);
    // What stands as it was written need not be checked thing by thing. Older states have no note.
    const isAsWritten = readNote(bytes) === sumUp(unpacked);
    using db = Database.deserialize(unpacked, { readonly: true });
    const state = readTables(db, "file", isAsWritten);
    if (!state) throw new UnreadableState("holds no state");
    if (!isAsWritten) checkThings(db);
    return { ...state, records: readRecords(db) };
  } catch (error) {
    if (error instanceof UnreadableState) throw error;
    throw new UnreadableState(`is damaged (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** Reads the file that `--state` names. Throws an InputError. */
export async function openState(path: string): Promise<InstanceState> {
  const quoted = JSON.stringify(path);
  try {
    return await checkServices(readState(readFileSync(path)));
  } catch (error) {
    if (error instanceof UnreadableState)
      throw new InputError(
        say`${quoted} ${error.message}; name a file that ${nameFlag("save")} wrote`,
        "state",
      );
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`${quoted} cannot be read (${reason}); name a file that there is`, "state");
  }
}
