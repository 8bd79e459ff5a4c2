/** Keeps the attachments that are open in one service of a region, and finds those that a call can be about by what it names. */
import { compileLightly } from "../../base/compiling.ts";
import type { Attachment, NamedByMember } from "./attached.ts";

/** Attachments that name things of the same types, by the texts that they hold. */
interface Group {
  readonly types: ReadonlySet<string>;
  readonly byText: Map<string, Set<Attachment>>;
}

/** The group of an attachment, and its place in the order of attaching. */
interface Place {
  readonly group: Group;
  readonly at: number;
}

const NONE: ReadonlySet<Attachment> = new Set();

export class OpenAttachments {
  readonly #groups = new Map<string, Group>();
  readonly #places = new Map<Attachment, Place>();
  #count = 0;

  add(attachment: Attachment): void {
    const group = this.#groupOf(attachment);
    const { byText } = group;
    this.#places.set(attachment, { group, at: this.#count++ });
    for (const texts of attachment.names.values()) {
      for (const text of texts) {
        const sharing = byText.get(text) ?? new Set();
        byText.set(text, sharing.add(attachment));
      }
    }
  }

  has(attachment: Attachment): boolean {
    return this.#places.has(attachment);
  }

  delete(attachment: Attachment): void {
    const place = this.#places.get(attachment);
    if (!place) return;
    this.#places.delete(attachment);
    for (const texts of attachment.names.values())
      for (const text of texts) place.group.byText.get(text)?.delete(attachment);
  }

  #groupOf({ names }: Attachment): Group {
    const signature = [...names.keys()].sort().join(" ");
    return this.#groups.getOrInsertComputed(signature, () => ({
      types: new Set(names.keys()),
      byText: new Map(),
    }));
  }

  /**
   * A superset, as small as the index allows, of the attachments that share a text with each of the sets that `choose`
   * gives for the types of their group: in the order of attaching.
   */
  find(choose: (types: ReadonlySet<string>) => readonly ReadonlySet<string>[]): Attachment[] {
    const found: Attachment[] = [];
    for (const { types, byText } of this.#groups.values()) {
      let smallest: readonly Set<Attachment>[] | undefined;
      let least = Number.POSITIVE_INFINITY;
      for (const texts of choose(types)) {
        const sets = [...texts].flatMap((text) => byText.get(text) ?? []);
        const size = sets.reduce((sum, set) => sum + set.size, 0);
        if (size < least) [smallest, least] = [sets, size];
      }
      if (least === 0 || smallest === undefined) continue;
      const [only, ...others] = smallest;
      const all = others.reduce((sum: ReadonlySet<Attachment>, set) => sum.union(set), only ?? NONE);
      for (const one of all) found.push(one);
    }
    if (found.length < 2) return found;
    const tell = (one: Attachment) => this.#places.get(one)?.at ?? 0;
    return found.sort((a, b) => tell(a) - tell(b));
  }

  /** Those that may concern what a call names of the types that both have. */
  findByCommon(names: readonly NamedByMember[]): Attachment[] {
    return this.find((types) => names.flatMap(({ type, keys }) => (types.has(type) ? [keys] : [])));
  }
}

compileLightly(OpenAttachments.prototype.add, OpenAttachments.prototype.find);
