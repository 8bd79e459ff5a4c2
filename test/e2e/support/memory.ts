/** A trail made while it is sent, and what a process that reads it takes at most. */
import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { makeRecord } from "../../../scripts/lib/make-trail.ts";
import { postTrail, startAdmin } from "./admin.ts";
import { startRecordingServer } from "./recording-server.ts";

/** The peak resident memory of a process so far, in MB. */
function readPeak(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}

/** A trail of at least so many bytes, made while it is sent. */
function generateTrail(bytes: number): { body: ReadableStream<Uint8Array>; count: () => number } {
  const encoder = new TextEncoder();
  let sent = 0;
  let count = 0;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode('{"Records":[')),
    pull(controller) {
      const records = Array.from({ length: 500 }, (_, nth) =>
        makeRecord(count + nth, (count + nth) % 8 === 0),
      );
      const piece = encoder.encode((count === 0 ? "" : ",") + records.join(","));
      count += records.length;
      sent += piece.length;
      controller.enqueue(piece);
      if (sent < bytes) return;
      controller.enqueue(encoder.encode("]}"));
      controller.close();
    },
  });
  return { body, count: () => count };
}

/** No more than this for a trail of any size, in MB. */
const MOST_MB = 300;

/** Expects the admin API to replay a trail of at least so many bytes in little memory. */
export async function expectLittleMemory(bytes: number): Promise<void> {
  using server = startRecordingServer();
  await using admin = await startAdmin(["--endpoint", server.endpoint]);
  const { body, count } = generateTrail(bytes);
  // What is kept in memory is the calls that are sent, as on the command line: one record in eight.
  const { status, json } = await postTrail(admin, body);
  expect(status).toBe(200);
  expect(json["total_events"]).toBe(count());
  expect(json["replayed"]).toBe(Math.ceil(count() / 8));
  expect(readPeak(admin.pid)).toBeLessThan(MOST_MB);
  // The result, and what is told of each call.
  expect(admin.listFiles()).toHaveLength(2);
}
