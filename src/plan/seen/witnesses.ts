/** Keeps what a log's reads and its records' ARNs say of things that are there: as few calls as tell of each thing. */
import { loadOperation } from "../../aws/model/table.ts";
import { decodeCall } from "../../dialect/call.ts";
import { learnKeyTypes } from "../../dialect/key-types.ts";
import type { TrailEvent } from "../../trail/record.ts";
import { loadRecipes } from "../missing/catalogue.ts";
import { nameStep } from "../missing/log-facts.ts";
import { listArnReferences } from "../missing/references.ts";

/** One call of an operation may not tell all of a thing: two items of a table have its keys, the attributes differ. */
const CALLS_OF_THING = 2;
/** Requests that were looked at, so that the same one is not again; then it begins anew. */
const MOST_REQUESTS = 200_000;

/** The types of a table's keys do not change what a call names. */
const NO_TYPES = learnKeyTypes([]);

/** Takes memory that grows with the things that are named, not with the calls that name them. */
export class Witnesses {
  readonly events: TrailEvent[] = [];
  readonly #requests = new Set<bigint | number>();
  readonly #arns = new Set<string>();
  readonly #counts = new Map<string, number>();

  /** Takes note of a call of the log; `isRead`: it is not made itself. */
  async add(event: TrailEvent, arns: readonly string[], isRead: boolean): Promise<void> {
    const fresh = this.#chooseArns(event, arns);
    if (isRead && this.#isNewRequest(event) && (await this.#tellsMore(event)))
      this.events.push({ ...event, seen: { arns: fresh, by: event.invokedBy } });
    else if (fresh.length > 0)
      this.events.push({ ...event, requestParameters: null, responseElements: null, seen: { arns: fresh } });
  }

  #chooseArns(event: TrailEvent, arns: readonly string[]): readonly string[] {
    return arns.filter((arn) => {
      if (this.#arns.has(arn)) return false;
      const isOurs = listArnReferences([arn], event).length > 0;
      if (isOurs) this.#arns.add(arn);
      return isOurs;
    });
  }

  #isNewRequest({ service, operation, account, region, requestParameters }: TrailEvent): boolean {
    const request = Bun.hash(JSON.stringify([service, operation, account, region, requestParameters]));
    if (this.#requests.has(request)) return false;
    if (this.#requests.size >= MOST_REQUESTS) this.#requests.clear();
    this.#requests.add(request);
    return true;
  }

  async #tellsMore(event: TrailEvent): Promise<boolean> {
    await loadRecipes(event.service);
    const operation = await loadOperation(event.service, event.operation);
    const { used } = nameStep(decodeCall(event, operation, NO_TYPES));
    let tellsMore = false;
    for (const key of new Set(used.map((reference) => `${event.operation} ${reference.key}`))) {
      const count = this.#counts.get(key) ?? 0;
      if (count < CALLS_OF_THING) this.#counts.set(key, count + 1);
      tellsMore ||= count < CALLS_OF_THING;
    }
    return tellsMore;
  }
}
