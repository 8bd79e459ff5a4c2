/** Tells of the calls that say what there is, within the filters and the shard. */
import { describeCall, failedInProduction, findReasonInModel, makeEvent, nameUnknown } from "./classify.ts";
import type { FilteredCall } from "./filters.ts";
import type { FindOperation } from "./find-operation.ts";
import { MetReads } from "./met-reads.ts";
import { readExactly } from "./read-records.ts";
import { ReadSample } from "./read-sample.ts";
import type { Sighting, TrailEvent } from "./record.ts";
import type { RecordEntry } from "./record-entry.ts";
import type { CloudTrailRecord } from "./schema.ts";

/** Who is told what there is. */
export interface Witness {
  /** Gets each selected call and, of the reads that succeeded and are not, each request once or, after very many, again. */
  add(sighting: Sighting): Promise<void> | undefined;
  /** The same of the calls of other shards, where that is asked for. */
  addElsewhere?(sighting: Sighting, shard: number): Promise<void> | undefined;
  /**
   * Set where it does not need each read: then it gets the reads at the end, each request once, and not all of a log with
   * very many different ones.
   */
  onSample?(isWhole: boolean): void;
}

/** How a read is judged as a call to replay would be. */
interface Judging {
  readonly findOperation: FindOperation;
  keeps(call: FilteredCall): boolean;
  /** The shard that an event is of; undefined where it is the own one. */
  findOtherShard(event: TrailEvent): number | undefined;
}

/** A call that names nothing, in the place of one that is none of an API: what it touched and who made it are there all the same. */
const NAMELESS = { service: "sts", operation: "GetCallerIdentity" };
const NOTHING = { requestParameters: null, responseElements: null, additionalEventData: null };

export class Sightings {
  readonly #witness: Witness;
  readonly #judging: Judging;
  readonly #sample: ReadSample | undefined;
  readonly #met = new MetReads();

  constructor(witness: Witness, judging: Judging) {
    this.#witness = witness;
    this.#judging = judging;
    this.#sample = witness.onSample && new ReadSample();
  }

  /** Tells of a call that is selected. */
  tellCall(record: CloudTrailRecord, event: TrailEvent): Promise<void> | undefined {
    return this.#hand(record, event, false, () => event);
  }

  #hand(
    record: CloudTrailRecord,
    event: TrailEvent,
    isRead: boolean,
    makeEvent: () => TrailEvent,
  ): Promise<void> | undefined {
    const { service, operation, account } = event;
    const sighting = { record, service, operation, account, isRead, makeEvent };
    const shard = this.#judging.findOtherShard(event);
    return shard === undefined ? this.#witness.add(sighting) : this.#witness.addElsewhere?.(sighting, shard);
  }

  /** Tells of a read, or of a call that is none of an API, now or at the end. */
  tellRead(entry: RecordEntry, ordinal: number): Promise<void> | undefined {
    if (failedInProduction(entry.fields)) return undefined;
    if (this.#sample) {
      this.#sample.add(entry, ordinal);
      return undefined;
    }
    const { record } = entry;
    const note = this.#met.meet(record);
    return note && this.#tell(record, ordinal, () => readExactly(entry), note);
  }

  /** Tells of the reads that waited for the end. */
  async finish(): Promise<void> {
    if (!this.#sample) return;
    const { kept, isWhole } = this.#sample.choose();
    for (const { record, ordinal } of kept) await this.#tell(record, ordinal, () => record);
    this.#witness.onSample?.(isWhole);
  }

  /** `onTold` is called for what the filters let through. */
  #tell(
    record: CloudTrailRecord,
    ordinal: number,
    read: () => CloudTrailRecord,
    onTold?: () => void,
  ): Promise<void> | undefined {
    const judge = (found: Awaited<ReturnType<FindOperation>>) => {
      const known = "missing" in found ? nameUnknown(record) : found;
      if (findReasonInModel(record, known, this.#judging.keeps) !== undefined) return undefined;
      const make = (from: CloudTrailRecord) =>
        "missing" in found
          ? { ...makeEvent(from, NAMELESS, ordinal), ...NOTHING }
          : makeEvent(from, found, ordinal);
      const event = make(record);
      if (!this.#witness.addElsewhere && this.#judging.findOtherShard(event) !== undefined) return undefined;
      onTold?.();
      return this.#hand(record, event, true, () => make(read()));
    };
    const found = this.#judging.findOperation(describeCall(record));
    return found instanceof Promise ? found.then(judge) : judge(found);
  }
}
