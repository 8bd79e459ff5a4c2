/** Replays records into an instance of their own, and says what a verification there finds. */
import { Instance } from "../../../src/instance/instance.ts";
import { parseReplayOptions } from "../../../src/options/options.ts";
import { performReplay } from "../../../src/run/perform-replay.ts";
import { formatTrail, makeFolder, makeRecord } from "../../e2e/support/trails.ts";

/** A call of the log: `ec2.CreateVpc` with what it asked and was answered. */
export type RecordedCall = readonly [
  name: string,
  requestParameters: object | null,
  responseElements?: object | null,
];

const around = {
  remarks: { warn: () => {}, info: () => {} },
  signal: new AbortController().signal,
};

/** A line for each thing that is not verified, and how many are. */
export interface ReadBack {
  readonly verified: number;
  readonly others: readonly string[];
}

/** What a verification finds of the calls, each of a second of its own. */
export async function readBack(calls: readonly RecordedCall[]): Promise<ReadBack> {
  using folder = makeFolder();
  const records = calls.map(([name, requestParameters, responseElements = null], at) => {
    const [service = "", eventName = ""] = name.split(".");
    const eventTime = new Date(Date.UTC(2026, 3, 1, 12, 0, at)).toISOString().replace(".000", "");
    const eventSource = `${service}.amazonaws.com`;
    return makeRecord({
      eventSource,
      eventName,
      requestParameters,
      responseElements,
      eventTime,
      eventID: `e-${at}`,
    });
  });
  const input = folder.write("trail.json", formatTrail(...records));
  const options = parseReplayOptions(
    { input: [input], endpoint: ["http://localhost:4566"], verify: true },
    {},
    Date.now(),
  );
  const instance = new Instance({ home: {}, now: () => 0, random: (length) => "a".repeat(length) });
  const ended = await performReplay(options, { ...around, instance }, { onLines: async () => true });
  const report = ended.kind === "performed" ? ended.result.verification : undefined;
  if (!report) throw new Error(ended.kind);
  return {
    verified: report.verified,
    others: report.resources.flatMap(({ status, event_name, read, reason, differences }) =>
      status === "verified"
        ? []
        : [
            `${status}: ${event_name} by ${read}: ${reason ?? differences.map(({ member, expected, found }) => `${member} ${expected}, is ${found}`).join("; ")}`,
          ],
    ),
  };
}
