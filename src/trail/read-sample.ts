/**
 * Keeps some of a log's reads, each request once, so that they can be looked at when all is read: of most logs all, of
 * those with many different ones as many of each operation as are worth their time and memory.
 */
import type { RecordFacts } from "./facts.ts";
import type { RecordEntry } from "./record-entry.ts";
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
  /** Some of the same as they stand in the bytes of skimmed records, which need not be parsed to know them. */
  readonly bytes: Set<string>;
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

export class ReadSample {
  readonly #kept: Kept[] = [];
  #isWhole = true;
  /** By source and name of the event. */
  readonly #seen = new Map<string, Map<string, Seen>>();
  readonly #issuers = new Set<string | undefined>();
  #count = 0;

  /** The record is asked for where its facts do not tell that it is passed over. */
  add(facts: RecordFacts, ordinal: number, entry: Pick<RecordEntry, "record">): void {
    const { source, name, issuer } = facts;
    const ofSource = this.#seen.getOrInsertComputed(source, () => new Map<string, Seen>());
    const seen = ofSource.getOrInsertComputed(name, () => ({
      requests: new Set(),
      bytes: new Set(),
      row: 0,
    }));
    const { requests } = seen;
    const isKnownIssuer = this.#issuers.has(issuer);
    this.#count++;
    const isRepeating = this.#count > LONG_LOG && seen.row > LONGEST_ROW;
    const isPassed = requests.size >= MOST_OF_OPERATION || (isRepeating && this.#count % STRIDE !== 0);
    if (this.#kept.length >= MOST_READS || (isKnownIssuer && isPassed)) {
      this.#isWhole = false;
      return;
    }
    const { request } = facts;
    if (request !== undefined) {
      if (isKnownIssuer && seen.bytes.has(request)) {
        seen.row++;
        return;
      }
      if (seen.bytes.size < MOST_READS) seen.bytes.add(request);
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
