/** What the log's own calls do to things without a recipe: what they make needs no read to tell of it. */
import type { Operation } from "../../aws/model/types.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { MemberMeaning } from "../../aws/resources/types.ts";
import type { Structure } from "../../aws/values.ts";
import type { Step } from "../steps.ts";
import { findRecipe } from "./catalogue.ts";
import { listPartTexts } from "./proofs.ts";
import type { Unopened } from "./unopened.ts";

/** Deeds that leave the thing there. */
const KEEPING: ReadonlySet<string> = new Set(["create", "put", "update", "attach", "tag", "act"]);

/** Stands for what has no name. */
const NAMELESS = "";

function nameIn({ service, account, region }: Step, text: string): string {
  return `${service} ${account} ${region} ${text}`;
}

/** What tells calls on one kind of thing: its type, or the operation where it has none of its own. */
function listKinds({ model, name }: Operation): readonly string[] {
  const { type } = findMeaning(model.service, name);
  const isPlain = type === undefined || findRecipe(model.service, type) !== undefined;
  return isPlain ? [`${name}()`] : [type, `${name}()`];
}

/** The texts by which a call that makes something was asked for it and answered with it. */
function listMadeTexts({ service, operation, input, output }: Step): readonly string[] {
  const { deed, input: asked, output: answered } = findMeaning(service, operation.name);
  if (deed !== "create" && deed !== "put") return [];
  const read = (meanings: readonly MemberMeaning[], value: Structure) =>
    meanings.filter(({ part }) => part === "own").flatMap(({ path }) => readTexts(parsePath(path), value));
  return [...read(asked, input), ...read(answered, output)];
}

export class OwnParts {
  readonly #made = new Set<string>();
  /** The calls about one kind of things, by each of their names. */
  readonly #calls = new Map<string, Step[]>();

  /** `steps` (sorted by time) are the log's calls, of which those about what `proven` have put on count. */
  constructor(steps: readonly Step[], proven: Iterable<Unopened>) {
    const services = new Set<string>();
    const kinds = new Set<string>();
    for (const { pair } of proven) {
      services.add(pair.opens.model.service);
      for (const kind of listKinds(pair.opens)) kinds.add(kind);
    }
    for (const step of steps) {
      if (!services.has(step.service)) continue;
      for (const text of listMadeTexts(step)) this.#made.add(nameIn(step, text));
      const meant = listKinds(step.operation).filter((kind) => kinds.has(kind));
      if (meant.length === 0) continue;
      const names = new Set([NAMELESS, ...listPartTexts(step.operation, step.input)]);
      for (const kind of meant)
        for (const name of names)
          this.#calls.getOrInsertComputed(nameIn(step, `${kind} ${name}`), () => []).push(step);
    }
  }

  /** Whether the log makes something that a read calls by one of these texts. */
  hasMade(read: Step, texts: readonly string[]): boolean {
    return texts.some((text) => this.#made.has(nameIn(read, text)));
  }

  /** Whether the log makes by itself what a read tells of: before it, or after it as something new. */
  makes(read: Step, { pair, told }: Unopened): boolean {
    const names = listPartTexts(pair.closes, told);
    const last = names.at(-1) ?? NAMELESS;
    const calls = listKinds(pair.opens).flatMap(
      (kind) => this.#calls.get(nameIn(read, `${kind} ${last}`)) ?? [],
    );
    const same = calls.filter(({ operation, input }) => {
      const own = listPartTexts(operation, input);
      return names.every((name) => own.includes(name));
    });
    const before = same.filter(({ at }) => at <= read.at).sort((a, b) => a.at - b.at);
    const call = before.at(-1) ?? same.find(({ at }) => at > read.at);
    if (!call) return false;
    const { deed } = findMeaning(call.service, call.operation.name);
    return before.length > 0 ? KEEPING.has(deed) : deed === "create";
  }
}
