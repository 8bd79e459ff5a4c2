// Reading keeps nothing of what it has read: memory does not follow the length of the input.
import { expect, test } from "bun:test";
import { NO_FILTERS } from "../../src/trail/filters.ts";
import { selectEvents } from "../../src/trail/select.ts";

const RECORDS_A_PIECE = 2_000;
const PIECES = 60;

async function* makeInput(): AsyncGenerator<Uint8Array> {
  const padding = "x".repeat(1_000);
  yield Buffer.from('{"Records":[');
  for (let piece = 0; piece < PIECES; piece++) {
    const records = Array.from({ length: RECORDS_A_PIECE }, () => ({
      eventSource: "ec2.amazonaws.com",
      eventName: "DescribeInstances",
      eventTime: "2026-04-01T00:00:00Z",
      awsRegion: "eu-west-1",
      eventID: crypto.randomUUID(),
      readOnly: true,
      requestParameters: { padding },
    }));
    yield Buffer.from(`${piece > 0 ? "," : ""}${JSON.stringify(records).slice(1, -1)}`);
  }
  yield Buffer.from("]}");
}

test("150 MB of records that are not kept leave less than 60 MB behind", async () => {
  Bun.gc(true);
  const before = process.memoryUsage.rss();
  const { total } = await selectEvents([{ name: "made up", direct: true, open: makeInput }], {
    findOperation: () => ({ missing: "service" }),
    filters: NO_FILTERS,
    includeReads: false,
    strict: false,
    onMalformed: () => {},
    signal: new AbortController().signal,
  });
  Bun.gc(true);
  expect(total).toBe(RECORDS_A_PIECE * PIECES);
  expect((process.memoryUsage.rss() - before) / 1e6).toBeLessThan(60);
}, 300_000);
