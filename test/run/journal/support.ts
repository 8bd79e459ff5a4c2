/** Replays of four queues that keep a journal. */
import type { Flags } from "../../../src/options/flags.ts";
import { parseReplayOptions } from "../../../src/options/options.ts";
import { performReplay } from "../../../src/run/perform-replay.ts";
import { formatTrail, makeRecord, type TestFolder } from "../../e2e/support/trails.ts";

export const NAMES = ["one", "two", "three", "four"];
export const QUEUES = NAMES.map((queueName) =>
  makeRecord({
    requestParameters: { queueName },
    responseElements: { queueUrl: `https://sqs.eu-west-1.amazonaws.com/111122223333/${queueName}` },
  }),
);

interface Run {
  readonly signal?: AbortSignal;
  readonly flags?: Flags;
  readonly trail?: string;
}

export async function replay(folder: TestFolder, endpoint: string, { signal, flags, trail }: Run = {}) {
  const input = trail ?? folder.write("trail.json", formatTrail(...QUEUES));
  const options = parseReplayOptions(
    {
      input: [input],
      endpoint: [endpoint],
      target: ["moto"],
      concurrency: ["1"],
      journal: [`${folder.path}/j`],
      ...flags,
    },
    {},
    0,
  );
  const told: string[] = [];
  const tell = (message: string) => void told.push(message);
  const around = {
    remarks: { warn: tell, info: tell },
    signal: signal ?? new AbortController().signal,
  };
  const ended = await performReplay(options, around, { onLines: async () => true });
  if (ended.kind !== "performed") throw new Error(ended.kind);
  return { ...ended, told };
}

export const RESUME = { resume: true };
export const answerQueue = ({ body }: { readonly body: string }) =>
  Response.json({ QueueUrl: `http://q/111122223333/${JSON.parse(body).QueueName}` });
export const namesOf = (
  requests: readonly { readonly headers: Readonly<Record<string, string>>; readonly body: string }[],
) =>
  requests
    .filter(({ headers }) => headers["x-amz-target"]?.endsWith("CreateQueue"))
    .map(({ body }) => JSON.parse(body).QueueName);
