/** What people may call the things in a log: by ARN, URL, id, name, or the names of what it stands in and its own. */

import { splitArn } from "../../aws/resources/arns.ts";
import type { Scope } from "../../aws/resources/types.ts";
import { isSame } from "../final/life.ts";
import { BETWEEN, isUnique, makeKey, nameInKey, readName, stripQualifier } from "../order/keys.ts";
import { findKind } from "../order/kinds.ts";
import type { LoggedThing, ThingsOfCalls } from "./things.ts";

const SCOPES: readonly Scope[] = ["region", "account", "partition"];

export class NamesOfThings {
  readonly #byText = new Map<string, Set<LoggedThing>>();
  readonly #byKey = new Map<string, Set<LoggedThing>>();
  readonly #accounts: ReadonlySet<string>;

  constructor(calls: ThingsOfCalls) {
    this.#accounts = new Set(calls.steps.map(({ account }) => account));
    for (const place of calls.steps.keys())
      for (const { use, things } of calls.listNamed(place)) {
        if (use.isLinked || use.isAround) continue;
        const name = nameInKey(use.key);
        const last = name.slice(name.lastIndexOf(BETWEEN) + 1);
        for (const thing of things) {
          for (const text of new Set([use.text, last, name.replaceAll(BETWEEN, "/")]))
            this.#add(this.#byText, text, thing);
          this.#add(this.#byKey, use.key, thing);
        }
      }
    this.#byText.delete("");
  }

  #add(index: Map<string, Set<LoggedThing>>, text: string, thing: LoggedThing): void {
    index.getOrInsertComputed(text, () => new Set()).add(thing);
  }

  /** The texts that things are known by. */
  get texts(): Iterable<string> {
    return this.#byText.keys();
  }

  /** The things that a text means; none where no call of the log names such a thing. */
  find(text: string): ReadonlySet<LoggedThing> {
    if (!text.startsWith("arn:")) return this.#byText.get(text) ?? this.#findByUrl(text);
    // Calls may name by a name alone what has an ARN, or by an id that AWS made up.
    const id = text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf(":")) + 1);
    const byId = isUnique(id) ? this.#byText.get(id) : undefined;
    return new Set([...(this.#byText.get(text) ?? []), ...this.#findByArn(text), ...(byId ?? [])]);
  }

  /** What goes by the last name of a URL, in the account and region and of the service that it tells: a queue. */
  #findByUrl(url: string): ReadonlySet<LoggedThing> {
    if (!/^https?:/.test(url)) return new Set();
    const parts = new Set(url.split(/[/.:]+/));
    const named = this.#byText.get(url.slice(url.lastIndexOf("/") + 1)) ?? [];
    const isTold = (key: string) => {
      const [service = "", where = ""] = key.split(" ", 2);
      return parts.has(service) && where.split("/").every((part) => part === "" || parts.has(part));
    };
    return new Set(
      [...named].filter((thing) =>
        typeof thing === "string" ? isTold(thing) : thing.names.values().some(isTold),
      ),
    );
  }

  #findByArn(arn: string): readonly LoggedThing[] {
    const keys = new Set<string>();
    let owner: string | undefined;
    let type: string | undefined;
    for (const account of this.#accounts) {
      const named = readName(arn, "arn", { signingName: "", account, region: "" });
      ({ owner, type } = named);
      const last = named.chain.at(-1) ?? "";
      const bare = stripQualifier(last);
      // The slash that a name begins with is not told twice in an ARN.
      const whole = [named.chain, [last], [`/${last}`], [splitArn(arn)?.resource ?? last]];
      for (const names of bare === undefined ? whole : [...whole, [bare]])
        for (const scope of SCOPES) keys.add(makeKey(named, scope, names));
    }
    const kind = owner === undefined ? undefined : findKind({ service: owner }, type);
    const found = [...keys].flatMap((key) =>
      [...(this.#byKey.get(key) ?? [])].map((thing) => ({ key, thing })),
    );
    // Of one name there may be things of several types, and one type may go by two names.
    const same = found.filter(
      ({ key, thing }) => typeof thing === "string" || isSame(thing, { key, type, kind }),
    );
    return (same.length > 0 ? same : found).map(({ thing }) => thing);
  }
}
