/** What resources and parameters of a template are called: letters and digits, from what people call the things. */

const LONGEST = 120;

/** A text as words that begin with a capital; "" of one without letters and digits of ASCII. */
function capitalise(text: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? [];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** Gives names, each once. */
export class LogicalIds {
  readonly #given = new Set<string>();

  /** The name for a thing of a type (`AWS::SQS::Queue`) that people call so; `id` is what AWS calls it. */
  give(type: string, label: string, id: string | undefined): string {
    const noun = capitalise(type.split("::").at(-1) ?? type);
    // An id that AWS made up tells nobody anything.
    const called = label === id && /\d/.test(label) ? "" : capitalise(label).slice(0, LONGEST);
    const isSaid = called.toLowerCase().endsWith(noun.toLowerCase());
    const name = isSaid ? called : `${called}${noun}`;
    return this.take(/^[0-9]/.test(name) ? `${noun}${called}` : name);
  }

  /** A name like the one that is wanted, which nothing else has. */
  take(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#given.has(name.toLowerCase()); count++) name = `${wanted}${count}`;
    this.#given.add(name.toLowerCase());
    return name;
  }
}
