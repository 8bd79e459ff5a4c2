/** What the log's own calls do to things without a recipe: what they make needs no read to tell of it. */
import { findMeaning } from "../../aws/resources/table.ts";
import type { Step } from "../steps.ts";
import { listPartTexts } from "./proofs.ts";
import type { Unopened } from "./unopened.ts";

/** Deeds that leave the thing there. */
const KEEPING: ReadonlySet<string> = new Set(["create", "put", "update", "attach", "act"]);

/** Stands for what has no name. */
const NAMELESS = "";

function nameKind({ service, account, region }: Step, type: string): string {
  return `${service} ${account} ${region} ${type}`;
}

export class OwnParts {
  /** The calls about things of a type, by its last name. */
  readonly #calls = new Map<string, Step[]>();

  /** `steps` are sorted by time. */
  constructor(steps: readonly Step[]) {
    for (const step of steps) {
      const { type } = findMeaning(step.service, step.operation.name);
      if (type === undefined) continue;
      const names = new Set([NAMELESS, ...listPartTexts(step.operation, step.input)]);
      for (const name of names)
        this.#calls.getOrInsertComputed(`${nameKind(step, type)} ${name}`, () => []).push(step);
    }
  }

  /** Whether the log makes by itself what a read tells of: before it, or after it as something new. */
  makes(read: Step, { pair, told }: Unopened): boolean {
    const { type = "" } = findMeaning(read.service, pair.closes.name);
    const names = listPartTexts(pair.closes, told);
    const last = names.at(-1) ?? NAMELESS;
    const calls = this.#calls.get(`${nameKind(read, type)} ${last}`) ?? [];
    const same = calls.filter(({ operation, input }) => {
      const own = listPartTexts(operation, input);
      return names.every((name) => own.includes(name));
    });
    const before = same.findLast(({ at }) => at <= read.at);
    const call = before ?? same.find(({ at }) => at > read.at);
    if (!call) return false;
    const { deed } = findMeaning(call.service, call.operation.name);
    return before ? KEEPING.has(deed) : deed === "create";
  }
}
