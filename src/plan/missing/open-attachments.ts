/** Keeps the attachments that are open in one service of a region, and finds those that a call can be about by what it names. */
import type { Attachment, Names } from "./attached.ts";

/** Attachments that name things by the same members, by the texts that they hold. */
interface Group {
  readonly members: ReadonlySet<string>;
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
    const known = this.#groups.get(signature) ?? { members: new Set(names.keys()), byText: new Map() };
    this.#groups.set(signature, known);
    return known;
  }

  /**
   * A superset, as small as the index allows, of the attachments that share a text with each of the sets that `choose`
   * gives for the members of their group: in the order of attaching.
   */
  find(choose: (members: ReadonlySet<string>) => readonly ReadonlySet<string>[]): Attachment[] {
    const found = [...this.#groups.values()].flatMap(({ members, byText }) => {
      const sizes = choose(members).map((texts) => {
        const sets = [...texts].flatMap((text) => byText.get(text) ?? []);
        return { sets, size: sets.reduce((sum, set) => sum + set.size, 0) };
      });
      const [smallest] = sizes.sort((a, b) => a.size - b.size);
      return [...new Set(smallest?.sets.flatMap((set) => [...set]))];
    });
    return found.sort((a, b) => (this.#places.get(a) ?? 0) - (this.#places.get(b) ?? 0));
  }

  /** Those that may concern what a call names by the members that both have. */
  findByCommon(names: Names): Attachment[] {
    return this.find((members) =>
      [...names].flatMap(([member, texts]) => (members.has(member) ? [texts] : [])),
    );
  }
}
