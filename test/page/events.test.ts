/** Server-sent events, as the page reads them piece by piece. */
import { expect, test } from "bun:test";
import { EventReader } from "../../src/page/app/data/event-reader.ts";

const STREAM =
  'retry: 2000\n\nid: 1\nevent: progress\ndata: {"sent":1}\n\n: nothing new\n\nid: 2\nevent: warning\ndata: {"message":"a: b"}\n\n';

test("events are whole, wherever the pieces are cut", () => {
  const expected = [
    { id: "1", name: "progress", data: { sent: 1 } },
    { id: "2", name: "warning", data: { message: "a: b" } },
  ];
  for (let size = 1; size <= STREAM.length; size++) {
    const reader = new EventReader();
    const pieces = STREAM.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
    expect(pieces.flatMap((piece) => reader.read(piece))).toEqual(expected);
  }
});
