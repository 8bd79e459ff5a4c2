/** Which recorded texts the calls of a plan name: a secret that none of them names need not be kept for them. */
import type { Value } from "../../aws/values.ts";
import type { Step } from "../../plan/steps.ts";

const WORD = /[A-Za-z0-9_-]+/g;

function* listTexts(value: Value | undefined): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null && !(value instanceof Uint8Array))
    for (const inner of Object.values(value)) yield* listTexts(inner as Value);
}

/** The words of all inputs, gathered when they are first asked for: few plans have secrets that answers tell. */
export class LaterNames {
  readonly #steps: readonly Pick<Step, "input">[];
  #words: Set<string> | undefined;

  constructor(steps: readonly Pick<Step, "input">[]) {
    this.#steps = steps;
  }

  /** Whether a text may stand in an input: it does not where its last word does not. */
  has(text: string): boolean {
    this.#words ??= new Set(
      this.#steps.flatMap(({ input }) => [...listTexts(input)].flatMap((one) => one.match(WORD) ?? [])),
    );
    const last = text.match(WORD)?.at(-1);
    return last !== undefined && this.#words.has(last);
  }
}
