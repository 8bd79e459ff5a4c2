/** Makes trails for tests: records, and the files that hold them in a folder of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export type TrailRecord = Readonly<Record<string, unknown>>;

let made = 0;

/** A production access key as a log holds it. */
export const RECORDED_ACCESS_KEY = "AKIAEXAMPLEPROD00001";

/** A CreateQueue of its own eventID, with what the test changes. */
export function makeRecord(changes: TrailRecord = {}): TrailRecord {
  made++;
  return {
    eventVersion: "1.09",
    userIdentity: {
      type: "IAMUser",
      arn: "arn:aws:iam::111122223333:user/robin",
      accountId: "111122223333",
      accessKeyId: RECORDED_ACCESS_KEY,
    },
    eventTime: "2026-04-01T09:00:00Z",
    eventSource: "sqs.amazonaws.com",
    eventName: "CreateQueue",
    awsRegion: "eu-west-1",
    sourceIPAddress: "192.0.2.10",
    userAgent: "aws-cli/2.15.0",
    requestParameters: { queueName: `orders-${made}` },
    responseElements: null,
    eventID: `00000000-0000-4000-8000-${String(made).padStart(12, "0")}`,
    readOnly: false,
    eventType: "AwsApiCall",
    recipientAccountId: "111122223333",
    ...changes,
  };
}

/** The text of a log file as CloudTrail delivers it. */
export function formatTrail(...records: readonly unknown[]): string {
  return JSON.stringify({ Records: records });
}

export interface TestFolder extends Disposable {
  readonly path: string;
  /** Writes a file, whose name may hold folders, and gives its path. */
  write(name: string, content: string | Uint8Array): string;
}

/** A new folder, which is removed when it is disposed of. */
export function makeFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), "cloudmock-e2e-"));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
