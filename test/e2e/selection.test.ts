/** Which records are kept where they do not say whether they read, and which spellings of a name a filter takes. */
import { expect, test } from "bun:test";
import { runDry } from "./support/replay.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

test("without readOnly the verb decides, whatever the model says of the operation", async () => {
  using folder = makeFolder();
  const call = {
    readOnly: undefined,
    eventSource: "ivs.amazonaws.com",
    eventName: "StartViewerSessionRevocation",
    requestParameters: { channelArn: "arn:aws:ivs:eu-west-1:111122223333:channel/a", viewerId: "v" },
  };
  const { lines } = await runDry(["--input", folder.write("trail.json", formatTrail(makeRecord(call)))]);
  expect(lines.map(({ operation }) => operation)).toEqual(["StartViewerSessionRevocation"]);
});

test.each(["DeleteFunction", "DeleteFunction20150331"])(
  "--events %s takes both spellings",
  async (pattern) => {
    using folder = makeFolder();
    const call = { eventSource: "lambda.amazonaws.com", requestParameters: { functionName: "f" } };
    const names = ["DeleteFunction", "DeleteFunction20150331"];
    const records = names.map((eventName) => makeRecord({ ...call, eventName }));
    const input = folder.write("trail.json", formatTrail(...records));
    const { lines } = await runDry(["--input", input, "--events", pattern]);
    expect(lines).toHaveLength(2);
  },
);

test("a GET whose model has a body is sent with it", async () => {
  using folder = makeFolder();
  const call = {
    eventSource: "elasticfilesystem.amazonaws.com",
    eventName: "DescribeAccountPreferences",
    requestParameters: { maxResults: 5 },
  };
  const { lines } = await runDry(["--input", folder.write("trail.json", formatTrail(makeRecord(call)))]);
  expect(lines.map(({ method, body }) => ({ method, body }))).toEqual([
    { method: "GET", body: '{"MaxResults":5}' },
  ]);
});
