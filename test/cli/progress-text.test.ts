import { expect, test } from "bun:test";
import { renderProgress, type Stage } from "../../src/cli/progress-text.ts";
import type { Progress } from "../../src/run/progress.ts";

const READING: Progress = {
  phase: "reading",
  read: 847,
  planned: 0,
  sent: 0,
  succeeded: 0,
  failed: 0,
  rate: 0,
  lagMs: undefined,
  leftMs: undefined,
};
const SENDING: Progress = {
  ...READING,
  phase: "sending",
  planned: 312,
  sent: 120,
  succeeded: 116,
  failed: 4,
  rate: 85.3,
  leftMs: 2_250,
};
const STAGE: Stage = { planning: undefined, readBack: undefined };

test.each<[Partial<Stage>, Progress, string]>([
  [{}, { ...READING, read: 1 }, "1 event read"],
  [{}, READING, "847 events read"],
  [{ planning: 312 }, READING, "847 events read, planning 312 calls"],
  [
    {},
    { ...SENDING, sent: 0, failed: 0, rate: 0, leftMs: undefined },
    "847 events read, 0 of 312 sent, 0 failed, 0.0/s",
  ],
  [{}, SENDING, "847 events read, 120 of 312 sent, 4 failed, 85/s, 3s left"],
  [{}, { ...SENDING, leftMs: 3_725_000 }, "847 events read, 120 of 312 sent, 4 failed, 85/s, 1h2m left"],
  [
    {},
    { ...SENDING, rate: 0.25, lagMs: 12.4, leftMs: undefined },
    "847 events read, 120 of 312 sent, 4 failed, 0.3/s, lag 12ms",
  ],
  [{}, { ...SENDING, sent: 312, leftMs: 0 }, "847 events read, 312 of 312 sent, 4 failed, 85/s"],
  [{ readBack: 57 }, SENDING, "847 events read, verifying: 57 answers"],
])("%j %#", (stage, progress, line) => {
  expect(renderProgress(progress, { ...STAGE, ...stage })).toBe(line);
});
