/** Keeps the attachments that are open in one service of a region, and finds those that a call can be about by what it names. */
import type { Attachment, NamedByMember } from "./attached.ts";

/** Attachments that name things of the same types, by the texts that they hold. */
interface Group {
  readonly types: ReadonlySet<string>;
  readonly byText: Map<string, Set<Attachment>>;
}

export class OpenAttachments {
  readonly #groups = new Map<string, Group>();
  /** Each with its place in the order of attaching. */
  readonly #places = new Map<Attachment, number>();
  #count = 0;

  add(attachment: Attachment): void {
    const { byText } = this.#groupOf(attachment);
    this.#places.set(attachment, this.#count++);
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
    if (!this.#places.delete(attachment)) return;
    const { byText } = this.#groupOf(attachment);
    for (const texts of attachment.names.values())
      for (const text of texts) byText.get(text)?.delete(attachment);
  }

  #groupOf({ names }: Attachment): Group {
    const signature = [...names.keys()].sort().join(" ");
    const known = this.#groups.get(signature) ?? { types: new Set(names.keys()), byText: new Map() };
    this.#groups.set(signature, known);
    return known;
  }

  /**
   * A superset, as small as the index allows, of the attachments that share a text with each of the sets that `choose`
   * gives for the types of their group: in the order of attaching.
   */
  find(choose: (types: ReadonlySet<string>) => readonly ReadonlySet<string>[]): Attachment[] {
    const found = [...this.#groups.values()].flatMap(({ types, byText }) => {
      const sizes = choose(types).map((texts) => {
        const sets = [...texts].flatMap((text) => byText.get(text) ?? []);
        return { sets, size: sets.reduce((sum, set) => sum + set.size, 0) };
      });
      const [smallest] = sizes.sort((a, b) => a.size - b.size);
      return [...new Set(smallest?.sets.flatMap((set) => [...set]))];
    });
    return found.sort((a, b) => (this.#places.get(a) ?? 0) - (this.#places.get(b) ?? 0));
  }

  /** Those that may concern what a call names of the types that both have. */
  findByCommon(names: readonly NamedByMember[]): Attachment[] {
    return this.find((types) => names.flatMap(({ type, keys }) => (types.has(type) ? [keys] : [])));
  }
}
