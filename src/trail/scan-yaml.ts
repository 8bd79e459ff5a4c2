/** Reads a YAML file as a whole: what the command line prints with --output yaml, and what a person keeps. */
import { type Damage, LONGEST_VALUE, type RecordCandidate, type Scanner } from "./scan.ts";

/** Each document of the file comes out as JSON. */
export class YamlScanner implements Scanner {
  damage: Damage | undefined;
  readonly sawContainer = false;
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  push(piece: Uint8Array): readonly RecordCandidate[] {
    if (this.damage !== undefined) return [];
    this.#pieces.push(piece.slice());
    this.#length += piece.length;
    if (this.#length > LONGEST_VALUE) this.#break(`the file is YAML longer than ${LONGEST_VALUE} bytes`);
    return [];
  }

  end(): readonly RecordCandidate[] {
    if (this.damage !== undefined) return [];
    const text = new TextDecoder().decode(Buffer.concat(this.#pieces));
    try {
      return [this.#makeItem(Bun.YAML.parse(text))];
    } catch {
      this.#break("not YAML");
      return [];
    }
  }

  #makeItem(document: unknown): RecordCandidate {
    const place = { unit: "document" as const, number: 1, list: undefined, index: undefined };
    return { text: JSON.stringify(document), place, offset: 0 };
  }

  #break(problem: string): void {
    const text = new TextDecoder().decode(Buffer.concat(this.#pieces).subarray(0, 65_536));
    this.damage = { offset: 0, problem, cut: false, text };
  }
}
