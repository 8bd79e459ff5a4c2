/** What is said of the things that a log's reads name, where they are not made. */
import { describe, expect, test } from "bun:test";
import type { ReplayResult } from "../../src/report/result-schema.ts";
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
const REMARK = "1 thing is only read in this log (1 SQS queue); --from-reads makes it too";

async function tell(...flags: readonly string[]) {
  using server = startRecordingServer();
  const args = ["cloudtrail", "replay", "--input", "-", "--endpoint", server.endpoint, ...flags];
  return await runBinary(args, { stdin: formatTrail(makeRecord(), READ) });
}

describe("a log of a call and a read", () => {
  test.each(["--verbose", "--dry-run --create-missing"])("%s: the remark", async (flags) => {
    expect((await tell(...flags.split(" "))).stderr).toContain(`${REMARK}\n`);
  });

  test("the result has it, too", async () => {
    const { stdout, stderr } = await tell("--format", "json");
    expect(stderr).toContain(`${REMARK}\n`);
    const { only_read } = JSON.parse(stdout) as ReplayResult;
    expect(only_read).toEqual({ things: 1, at_least: false, types: { queue: 1 } });
  });

  test.each(["--quiet", "--from-reads", "--no-create-missing", "--include-reads", "--dry-run"])(
    "%s: none",
    async (flag) => {
      expect((await tell(flag)).stderr).not.toContain("only read");
    },
  );
});
