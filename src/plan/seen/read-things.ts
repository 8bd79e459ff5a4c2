/** Counts what a log's reads name and its calls neither make nor need: what could be made from reads, where that was not asked for. */
import { loadIndex } from "../../aws/model/table.ts";
import { loadSharedTypes } from "../../aws/resources/table.ts";
import type { Sighting } from "../../trail/record.ts";
import type { Witness } from "../../trail/sightings.ts";
import { readTestimony } from "../../trail/testimony.ts";
import type { NamedStep } from "../missing/log-facts.ts";
import { listMade, listNeeded } from "../missing/moments.ts";
import type { Recipe } from "../missing/recipes.ts";
import type { Reference } from "../missing/reference.ts";
import { listArnReferences } from "../missing/references.ts";
import { nameEvent } from "./name-event.ts";

/** Things that a log's reads name and its calls do not. */
export interface OnlyRead {
  /** How many there are, or at least where not all reads were looked at. */
  readonly things: number;
  readonly isWhole: boolean;
  /** How many of each type, those with most first; and the type in words. */
  readonly types: readonly { readonly type: string; readonly count: number; readonly words: string }[];
}

/** So many types are named. */
const NAMED_TYPES = 2;

/** What a recipe makes in words: `access key`, and with the service where the type's name does not tell it: `S3 bucket`, `KMS key`. */
function printType(
  { service, type, named, is }: Recipe,
  shared: ReadonlySet<string>,
  ids: ReadonlyMap<string, string>,
): string {
  const isPrefixed = type.startsWith(`${service}:`) || type.startsWith(`${service}-`);
  const words = (isPrefixed ? type.slice(service.length + 1) : type).replaceAll("-", " ");
  const isTold = !isPrefixed && !shared.has(named ?? is ?? type);
  return isTold ? words : `${ids.get(service) ?? service} ${words}`;
}

/** The same for several: `access keys`, `ECR repositories`, `KMS aliases`. */
function printPlural(words: string): string {
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`;
  return /[^aius]s$/.test(words) ? words : `${words}${/(?:s|x|ch)$/.test(words) ? "es" : "s"}`;
}

export class ReadThings implements Witness {
  /** How the things are made, by their keys. */
  readonly #things = new Map<string, Recipe>();
  readonly #actors = new Set<string>();
  #isWhole = true;

  /** Takes note of a call of the log. */
  add(sighting: Sighting): Promise<void> | undefined {
    if (sighting.isRead) return this.#addRead(sighting);
    const { actors } = readTestimony(sighting.record);
    const fresh = actors.filter((arn) => !this.#actors.has(arn));
    if (fresh.length === 0) return undefined;
    for (const arn of fresh) this.#actors.add(arn);
    this.#note(listArnReferences(fresh, sighting.makeEvent()));
    return undefined;
  }

  async #addRead(sighting: Sighting): Promise<void> {
    const event = { ...sighting.makeEvent(), seen: readTestimony(sighting.record) };
    this.#note(listNeeded(await nameEvent(event)));
  }

  /** Told when all reads were looked at, or only as many as are worth it. */
  onSample(isWhole: boolean): void {
    this.#isWhole = isWhole;
  }

  #note(references: readonly Reference[]): void {
    for (const { key, recipe } of references) this.#things.set(key, recipe);
  }

  /** Takes out what a call of the log makes or needs: that comes to be in any case. */
  leaveOut(call: NamedStep): void {
    const { used, answered, renamed, seen, called } = call;
    for (const { key } of called) this.#things.delete(key);
    const names = (all: readonly Reference[]) => all.some(({ key }) => this.#things.has(key));
    // Most calls name nothing that only reads name, and what they make of it costs more to tell.
    if (![used, answered, renamed, seen].some(names)) return;
    const made = listMade(call);
    for (const { key } of [...made, ...listNeeded(call, made)]) this.#things.delete(key);
  }

  /** What is left; undefined where nothing is. */
  async summarise(): Promise<OnlyRead | undefined> {
    const { size } = this.#things;
    if (size === 0) return undefined;
    const [shared, { services }] = await Promise.all([loadSharedTypes(), loadIndex()]);
    const ids = new Map(services.map(({ service, serviceId }) => [service, serviceId]));
    const types = [...Map.groupBy(this.#things.values(), ({ type }) => type)]
      .flatMap(([type, [recipe, ...others]]) =>
        recipe ? [{ type, count: others.length + 1, words: printType(recipe, shared, ids) }] : [],
      )
      .sort((a, b) => b.count - a.count);
    return { things: size, isWhole: this.#isWhole, types };
  }
}

/** The same in a sentence. */
export function describeOnlyRead({ things, isWhole, types }: OnlyRead): string {
  const named = types
    .slice(0, NAMED_TYPES)
    .map(({ count, words }) => `${count} ${count === 1 ? words : printPlural(words)}`);
  const list = [...named, ...(types.length > NAMED_TYPES ? ["…"] : [])].join(", ");
  const [are, them] = things === 1 ? ["thing is", "it"] : ["things are", "them"];
  return `${isWhole ? "" : "at least "}${things} ${are} only read in this log (${list}); --from-reads makes ${them} too`;
}
