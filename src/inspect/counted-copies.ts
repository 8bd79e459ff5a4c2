/** In whose log the copy of a shared event was counted, in a few bytes each: a log may hold millions of them. */
import { IdTable } from "../trail/id-table.ts";

/** A table holds numbers up to 255; of more accounts than that the last ones are taken for one. */
const MOST_ACCOUNTS = 254;

export class CountedCopies {
  readonly #table = new IdTable();
  readonly #accounts: string[] = [];

  /** The account whose copy was counted, which it is no more; undefined where none was. */
  take(sharedEventID: string): string | undefined {
    const place = this.#table.get(sharedEventID);
    if (place === 0) return undefined;
    // Nothing is taken out of a table: the last number stands for none.
    if (place > MOST_ACCOUNTS) return undefined;
    this.#table.set(sharedEventID, MOST_ACCOUNTS + 1);
    return this.#accounts[place - 1];
  }

  put(sharedEventID: string, account: string): void {
    const known = this.#accounts.indexOf(account);
    const place = known >= 0 ? known : Math.min(this.#accounts.length, MOST_ACCOUNTS - 1);
    if (known < 0 && this.#accounts.length < MOST_ACCOUNTS) this.#accounts.push(account);
    this.#table.set(sharedEventID, place + 1);
  }
}
