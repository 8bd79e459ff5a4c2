// Operations whose order within one second a row of sequences.json tells.
import { test } from "bun:test";
import { expectSecond } from "./second-order.ts";

test("a service's calls go in the sequence in which it takes them", async () => {
  const stream = (name: string, more: object) => ({
    source: "kinesis",
    name,
    request: { streamName: "usage", ...more },
  });
  await expectSecond(
    [],
    [
      stream("IncreaseStreamRetentionPeriod", { retentionPeriodHours: 72 }),
      stream("DecreaseStreamRetentionPeriod", { retentionPeriodHours: 48 }),
    ],
  );
  const streamARN = "arn:aws:kinesis:eu-west-1:111122223333:stream/usage";
  const mode = { source: "kinesis", name: "UpdateStreamMode", request: { streamARN, streamModeDetails: {} } };
  await expectSecond([], [stream("UpdateShardCount", { targetShardCount: 2 }), mode]);
});

test("what is stopped to be changed is stopped first", async () => {
  const names = ["StopApplication", "UpdateApplication", "StartApplication"];
  const request = { applicationId: "00f0abcdefghij01" };
  await expectSecond(
    [],
    names.map((name) => ({ source: "emr-serverless", name, request })),
  );
});
