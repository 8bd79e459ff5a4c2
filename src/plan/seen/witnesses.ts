/** Keeps what a log's reads and its records' ARNs say of things that are there: as few calls as tell of each thing. */
import type { Sighting, Testimony, TrailEvent } from "../../trail/record.ts";
import type { Witness } from "../../trail/sightings.ts";
import { readTestimony } from "../../trail/testimony.ts";
import { tellProven } from "../missing/proofs.ts";
import { listArnReferences } from "../missing/references.ts";
import { loadArns, nameEvent } from "./name-event.ts";

/** One call of an operation may not tell all of a thing: items of a table have its keys, which of them differ tells more. */
const CALLS_OF_THING = 4;
/** So many texts are known to have been looked at, so that the same one is not again; then it begins anew. */
const MOST_TEXTS = 200_000;

/** Knows texts that it has met, but for some that were long ago. */
class MetTexts {
  readonly #hashes = new Set<bigint | number>();

  /** Whether a text is a new one, which from then on it is not. */
  isNew(text: string): boolean {
    const hash = Bun.hash(text);
    if (this.#hashes.has(hash)) return false;
    if (this.#hashes.size >= MOST_TEXTS) this.#hashes.clear();
    this.#hashes.add(hash);
    return true;
  }
}

/** Takes memory that grows with the things that are named, not with the calls that name them. */
class Testimonies {
  readonly events: TrailEvent[] = [];
  readonly #met = new MetTexts();
  /** The things that ARNs have named. */
  readonly #keys = new Set<string>();
  readonly #counts = new Map<string, number>();
  /** How roles were taken that made calls. */
  readonly #takings = new Set<string>();

  /** Takes note of a call of the log. */
  async add(sighting: Sighting): Promise<void> {
    const testimony = readTestimony(sighting.record);
    const { account } = sighting;
    const askers = [...testimony.actors, ...(testimony.user === undefined ? [] : [testimony.user])];
    const arns = [...testimony.touched, ...askers];
    const news = arns.filter((arn) => this.#met.isNew(`${account} ${arn}`));
    const tells = this.#tellsOfTaking(testimony);
    if (!sighting.isRead && news.length === 0 && !tells) return;
    const event = sighting.makeEvent();
    await loadArns(news);
    const fresh = new Set(this.#chooseArns(event, news));
    if (tells && testimony.taking) fresh.add(testimony.taking.role);
    const actors = askers.filter((arn) => fresh.has(arn));
    if (sighting.isRead && (await this.#tellsMore(event, testimony))) {
      this.events.push({ ...event, seen: { ...testimony, actors } });
    } else if (fresh.size > 0) {
      const { taking } = testimony;
      const touched = testimony.touched.filter((arn) => fresh.has(arn));
      const seen = { touched, actors, ...(taking && { taking }) };
      this.events.push({ ...event, requestParameters: null, responseElements: null, seen });
    }
  }

  /** Whether a call was made in the name of a role that was taken in a way which is new. */
  #tellsOfTaking({ taking }: Testimony): boolean {
    if (!taking) return false;
    const { size } = this.#takings;
    return this.#takings.add(`${taking.role} ${taking.kind} ${taking.text}`).size > size;
  }

  /** Those that name things which no ARN has named before. */
  #chooseArns(event: TrailEvent, arns: readonly string[]): ReadonlySet<string> {
    const fresh = arns.filter((arn) => {
      const [named] = listArnReferences([arn], event);
      if (!named || this.#keys.has(named.key)) return false;
      this.#keys.add(named.key);
      return true;
    });
    return new Set(fresh);
  }

  async #tellsMore(event: TrailEvent, seen: Testimony): Promise<boolean> {
    const { used, called, step } = await nameEvent({ ...event, seen });
    const proven = tellProven(step);
    const keys = [...[...used, ...called].map(({ key }) => key), ...(proven === undefined ? [] : [proven])];
    let tellsMore = false;
    for (const key of new Set(keys.map((one) => `${event.operation} ${seen.by?.text} ${one}`))) {
      const count = this.#counts.get(key) ?? 0;
      if (count < CALLS_OF_THING) this.#counts.set(key, count + 1);
      tellsMore ||= count < CALLS_OF_THING;
    }
    return tellsMore;
  }
}

/** What the calls of a log say of things that are there, and of a shard what those of each other shard do. */
export class Witnesses implements Witness {
  readonly #own = new Testimonies();
  readonly #elsewhere = new Map<number, Testimonies>();

  get events(): readonly TrailEvent[] {
    return this.#own.events;
  }

  add(sighting: Sighting): Promise<void> {
    return this.#own.add(sighting);
  }

  addElsewhere(sighting: Sighting, shard: number): Promise<void> {
    return this.#elsewhere.getOrInsertComputed(shard, () => new Testimonies()).add(sighting);
  }

  /** What the other shards' calls say, with the shard of each. */
  listElsewhere(): readonly (readonly [event: TrailEvent, shard: number])[] {
    return [...this.#elsewhere].flatMap(([shard, { events }]) =>
      events.map((event) => [event, shard] as const),
    );
  }
}
