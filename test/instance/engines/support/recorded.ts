/**
 * Runs scenarios against the answers that were recorded on AWS in ../shared/aws-answers, which is not part of the project: without
 * it these tests are skipped. The requests are not recorded; the scenarios are ours.
 */
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Shown, TestClient } from "./client.ts";
import { compareRecorded } from "./compare-recorded.ts";

const FOLDER = join(import.meta.dir, "../../../../../shared/aws-answers");

interface RecordedCase {
  readonly case: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** What a scenario works with. */
export interface Stage {
  readonly client: TestClient;
  /** Says what came of the call that the recording has under this label. An error is shown as it is of boto3's ClientError. */
  answer(label: string, shown: Shown | unknown): void;
}

/** What a scenario does: the calls, in the order in which they were recorded, each said under its label. */
export type Scenario = (stage: Stage) => Promise<void>;

/** A scenario, with the labels of its recording that it does not give, each with the reason. */
export interface PartialScenario {
  readonly run: Scenario;
  readonly without: Readonly<Record<string, string>>;
}

/**
 * One test a scenario, by the names of the cases: every answer that is recorded is given and equal, but for those that the
 * scenario says it leaves out. `atLeast`: how many percent of all recorded answers of the service the scenarios are to produce.
 */
export function testRecorded(
  service: string,
  atLeast: number,
  scenarios: Readonly<Record<string, Scenario | PartialScenario>>,
): void {
  const file = join(FOLDER, `${service}.json`);
  describe.skipIf(!existsSync(file))(`as AWS answered (../shared/aws-answers/${service}.json)`, () => {
    const cases: readonly RecordedCase[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
    const produced = new Map<string, number>();
    for (const [name, scenario] of Object.entries(scenarios)) {
      const { run, without } = typeof scenario === "function" ? { run: scenario, without: {} } : scenario;
      test(name, async () => {
        const recorded = cases.find((one) => one.case === name);
        if (!recorded) throw new Error(`no case is called ${JSON.stringify(name)}`);
        const given = new Map<string, unknown>();
        await run({ client: new TestClient(), answer: (label, shown) => given.set(label, shown) });
        const differences: string[] = [];
        const meanings = new Map<string, string>();
        let equal = 0;
        for (const [label, answer] of Object.entries(recorded.answers)) {
          if (label in without) continue;
          const found = given.has(label)
            ? compareRecorded(answer, given.get(label), meanings)
            : ["the scenario gives no such answer"];
          if (found.length === 0) equal++;
          differences.push(...found.map((difference) => `${label}: ${difference}`));
        }
        produced.set(name, equal);
        expect(differences).toEqual([]);
      });
    }
    test(`at least ${atLeast} % of the recorded answers are produced`, () => {
      const all = cases.reduce((sum, { answers }) => sum + Object.keys(answers).length, 0);
      const equal = [...produced.values()].reduce((sum, count) => sum + count, 0);
      process.stdout.write(
        `${service}: ${equal} of ${all} recorded answers, ${produced.size} of ${cases.length} cases\n`,
      );
      expect((100 * equal) / all).toBeGreaterThanOrEqual(atLeast);
    });
  });
}
