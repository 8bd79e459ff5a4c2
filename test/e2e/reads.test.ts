/** What is said of the things that a log's reads name, where they are not made. */
import { describe, expect, test } from "bun:test";
import { runBinary } from "./support/binary.ts";
import { startRecordingServer } from "./support/recording-server.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";

const READ = makeRecord({
  eventSource: "sqs.amazonaws.com",
  eventName: "GetQueueUrl",
  readOnly: true,
  requestParameters: { queueName: "older" },
  responseElements: null,
});
const REMARK = "1 thing is only read in this log (1 queue); --from-reads makes them too";

async function tell(...flags: readonly string[]): Promise<string> {
  using server = startRecordingServer();
  const args = ["cloudtrail", "replay", "--input", "-", "--endpoint", server.endpoint, ...flags];
  return (await runBinary(args, { stdin: formatTrail(makeRecord(), READ) })).stderr;
}

describe("a log of a call and a read", () => {
  test.each([[], ["--dry-run"], ["--format", "json"]])("%p: the remark", async (...flags) => {
    expect(await tell(...flags)).toContain(`${REMARK}\n`);
  });

  test.each([["--quiet"], ["--from-reads"], ["--no-create-missing"], ["--include-reads"]])(
    "%s: none",
    async (flag) => {
      expect(await tell(flag)).not.toContain("only read");
    },
  );
});
