/** Reads the same with workers and without, and tells what came of it. */
import type { Cores } from "../../../src/trail/apart/cores.ts";
import type { Hire } from "../../../src/trail/apart/hire.ts";
import { ReadingWorker } from "../../../src/trail/apart/reading-worker.ts";
import { findSources } from "../../../src/trail/find-sources.ts";
import type { RecordSurvey } from "../../../src/trail/survey.ts";
import { findAny, rejectionOf, selectFrom } from "../records.ts";

/** A worker in this thread: what it says is copied or handed over, as between threads, and comes later. */
export const hireHere: Hire = ({ onReport, onDeath }) => {
  let isEnded = false;
  const later = (task: () => void) => setImmediate(() => isEnded || task());
  const worker = new ReadingWorker((report, moved) => {
    const copy = structuredClone(report, { transfer: moved });
    later(() => onReport(copy));
  });
  return {
    tell(order, moved) {
      const copy = structuredClone(order, { transfer: moved });
      later(() => void worker.take(copy)?.catch((error: unknown) => onDeath(String(error))));
    },
    end() {
      isEnded = true;
    },
  };
};

/** What is asked of the records besides selecting them. */
export interface Asked {
  readonly reads?: "each" | "sample" | undefined;
  readonly isCounted?: boolean;
  readonly includeReads?: boolean;
  readonly strict?: boolean;
}

/** Knows what does not begin with a vowel. */
const findSome: typeof findAny = (call) =>
  /^[AEIOU]/.test(call.eventName) ? { missing: "operation" } : findAny(call);

/** What counting asks of a record, which may have been skimmed. */
const COUNTED = [
  "eventID",
  "eventName",
  "eventSource",
  "eventTime",
  "awsRegion",
  "recipientAccountId",
  "errorCode",
  "apiVersion",
  "userIdentity",
  "userAgent",
  "sourceIPAddress",
  "requestParameters",
] as const;

/** All that selecting tells of what the paths name. */
export async function tellReading(
  paths: readonly string[],
  cores: Cores,
  asked: Asked = {},
): Promise<string> {
  const told: unknown[] = [];
  const survey: RecordSurvey = {
    add(record, ...judged) {
      told.push(["counted", COUNTED.map((name) => record[name] ?? "none"), judged]);
      return undefined;
    },
  };
  const { reads, isCounted, includeReads = false, strict = false } = asked;
  const reading = selectFrom(await findSources(paths), {
    cores,
    includeReads,
    strict,
    findOperation: findSome,
    survey: isCounted ? survey : undefined,
    witness: reads && {
      add(sighting) {
        // Its members stand in the log's order where its bytes were enough, else in the schema's.
        const members = Object.entries(sighting.record).sort(([one], [other]) => (one < other ? -1 : 1));
        told.push(["seen", sighting.isRead, members, sighting.makeEvent()]);
        return undefined;
      },
      ...(reads === "sample" && { onSample: (isWhole: boolean) => void told.push(["sampled", isWhole]) }),
    },
    onMalformed: (message) => told.push(message),
    onKept: (ordinal, { item, nth }) => told.push(["kept", ordinal, item.text, item.shell, nth]),
  });
  const failure = await rejectionOf(reading);
  const end = failure === "no rejection" ? await reading : failure;
  return JSON.stringify([end, told], null, 1);
}
