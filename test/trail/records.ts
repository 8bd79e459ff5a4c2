/** Makes the records, containers and sources that the tests of reading share. */

import { gzipSync } from "node:zlib";
import { NO_FILTERS } from "../../src/trail/filters.ts";
import type { FindOperation } from "../../src/trail/find-operation.ts";
import type { ByteSource } from "../../src/trail/find-sources.ts";
import { type Selection, type SelectOptions, selectEvents } from "../../src/trail/select.ts";

export type TestRecord = Record<string, unknown>;

/** A UUID that counts. */
export function makeId(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
}

/** A successful write call; `n` sets its eventID and its second. */
export function makeRecord(n: number, changes: TestRecord = {}): TestRecord {
  return {
    eventVersion: "1.08",
    userIdentity: { type: "IAMUser", accountId: "111122223333", userName: "ann" },
    eventTime: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString().replace(".000Z", "Z"),
    eventSource: "ec2.amazonaws.com",
    eventName: "CreateTags",
    awsRegion: "us-east-1",
    sourceIPAddress: "192.0.2.1",
    requestParameters: { tagSet: { items: [{ key: 'quo"te}{', value: "back\\slash\u00e9\n" }] } },
    responseElements: { _return: true },
    eventID: makeId(n),
    readOnly: false,
    eventType: "AwsApiCall",
    recipientAccountId: "111122223333",
    ...changes,
  };
}

export function makeBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

export function makeGzip(content: string | Uint8Array): Uint8Array {
  return new Uint8Array(gzipSync(content));
}

/** A source that gives its content in pieces of `size` bytes, all in one buffer, as files do. */
export function makeSource(content: string | Uint8Array, size = 65_536, direct = false): ByteSource {
  const bytes = makeBytes(content);
  return {
    name: "x.json",
    direct,
    async *open() {
      const buffer = new Uint8Array(size);
      for (let at = 0; at < bytes.length; at += size) {
        const piece = bytes.subarray(at, at + size);
        buffer.set(piece);
        yield buffer.subarray(0, piece.length);
        buffer.fill(0xff);
      }
    },
  };
}

/** Knows every operation; its service is the eventSource's prefix. */
export const findAny: FindOperation = ({ eventSource, eventName }) => ({
  service: eventSource.split(".")[0] ?? "",
  operation: eventName.replace(/\d{4}_?\d\d_?\d\d(?:v\d+)?$/, ""),
  sources: [],
});

/** Selects from contents, and collects the messages about malformed records. */
export async function selectFrom(
  contents: readonly (string | Uint8Array | ByteSource)[],
  options: Partial<SelectOptions> = {},
): Promise<Selection & { readonly messages: readonly string[] }> {
  const messages: string[] = [];
  const sources = contents.map((c) => (typeof c === "string" || c instanceof Uint8Array ? makeSource(c) : c));
  const selection = await selectEvents(sources, {
    findOperation: findAny,
    filters: NO_FILTERS,
    includeReads: false,
    strict: false,
    onMalformed: (message) => messages.push(message),
    ...options,
  });
  return { ...selection, messages };
}

/** The message of the error that a promise is rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no rejection",
    (error: unknown) => String(error),
  );
}
