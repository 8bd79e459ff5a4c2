/**
 * Keeps some of a log's reads, each request once, so that they can be looked at when all is read: of most logs all, of
 * those with many different ones as many of each operation as are worth their time and memory.
 */
import { isObject } from "../base/values.ts";
import type { RecordEntry } from "./record-entry.ts";
import type { RecordFields } from "./record-fields.ts";
import type { CloudTrailRecord } from "./schema.ts";

const MOST_OF_OPERATION = 250;
const MOST_READS = 1_000;
/** Of a long log, fewer are worth it: they take as long to look at as it takes to read twenty megabytes more. */
const MOST_OF_LONG = 100;

/**
 * A log with more reads than this repeats itself: after so many known requests of a name in a row, only one in so many
 * is looked at.
 */
const LONG_LOG = 10_000;
const LONGEST_ROW = 50;
const STRIDE = 32;

/** What is known of the reads of one name. */
interface Seen {
  /** As hashes. */
  readonly requests: Set<number>;
  /** How many known ones came in a row. */
  row: number;
}

interface Kept {
  readonly record: CloudTrailRecord;
  readonly ordinal: number;
}

/** What of a record tells of things; the rest would take most of the memory. */
function trim(record: CloudTrailRecord): CloudTrailRecord {
  const { eventID, eventName, eventSource, eventTime, awsRegion, apiVersion, recipientAccountId } = record;
  const { requestParameters, userIdentity, resources } = record;
  const names = { eventID, eventName, eventSource, eventTime, awsRegion, apiVersion, recipientAccountId };
  return { ...names, requestParameters, userIdentity, resources };
}

/** The role that made a call, as far as it is written in the usual way: this is asked for each record. */
function findIssuer({ userIdentity }: RecordFields): unknown {
  const context = isObject(userIdentity) ? userIdentity["sessionContext"] : undefined;
  const issuer = isObject(context) ? context["sessionIssuer"] : undefined;
  return isObject(issuer) ? issuer["arn"] : undefined;
}

export class ReadSample {
  readonly #kept: Kept[] = [];
  #isWhole = true;
  /** By source and name of the event. */
  readonly #seen = new Map<string, Map<string, Seen>>();
  readonly #issuers = new Set<unknown>();
  #count = 0;

  add(entry: Pick<RecordEntry, "fields" | "record">, ordinal: number): void {
    const { eventSource, eventName } = entry.fields;
    const ofSource = this.#seen.getOrInsertComputed(eventSource, () => new Map<string, Seen>());
    const seen = ofSource.getOrInsertComputed(eventName, () => ({ requests: new Set(), row: 0 }));
    const { requests } = seen;
    const issuer = findIssuer(entry.fields);
    const isKnownIssuer = this.#issuers.has(issuer);
    this.#count++;
    const isRepeating = this.#count > LONG_LOG && seen.row > LONGEST_ROW;
    const isPassed = requests.size >= MOST_OF_OPERATION || (isRepeating && this.#count % STRIDE !== 0);
    if (this.#kept.length >= MOST_READS || (isKnownIssuer && isPassed)) {
      this.#isWhole = false;
      return;
    }
    const { record } = entry;
    const { awsRegion, recipientAccountId, requestParameters, resources } = record;
    const told = [awsRegion, recipientAccountId, requestParameters, resources];
    const hash = Bun.hash.xxHash32(JSON.stringify(told));
    if (isKnownIssuer && requests.has(hash)) {
      seen.row++;
      return;
    }
    seen.row = 0;
    requests.add(hash);
    this.#issuers.add(issuer);
    this.#kept.push({ record: trim(record), ordinal });
  }

  /** What is to be looked at, and whether each read that is not among it was the same as one that is. */
  choose(): { readonly kept: readonly Kept[]; readonly isWhole: boolean } {
    if (this.#count <= LONG_LOG) return { kept: this.#kept, isWhole: this.#isWhole };
    const counts = new Map<string, number>();
    const kept = this.#kept.filter(({ record: { eventSource, eventName } }) => {
      const name = `${eventSource} ${eventName}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return count <= MOST_OF_LONG;
    });
    return { kept, isWhole: this.#isWhole && kept.length === this.#kept.length };
  }
}
