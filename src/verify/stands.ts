/** Whether one call was made, by what stands in the target: for a call of which nobody knows whether it reached it. */
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Clock } from "../base/clock.ts";
import { matchMember } from "../dialect/match-member.ts";
import type { Dictionary } from "../identities/dictionary.ts";
import { isMinted } from "../identities/minted.ts";
import type { Step } from "../plan/steps.ts";
import { listTexts, readItems } from "./answer-items.ts";
import { compareInput } from "./compare.ts";
import type { Fact, Reader } from "./fact.ts";
import { deriveFacts } from "./facts.ts";
import { findReaders } from "./find-readers.ts";
import type { Found } from "./found.ts";
import { UNTOLD } from "./judge.ts";
import { type Knowledge, KnowledgeBase, lastMember } from "./knowledge.ts";
import { type LiveStep, makeLive } from "./live.ts";
import { listNamed, listOwn, type Named } from "./named.ts";
import { findNextPage } from "./pages.ts";
import { makeReads, type ReadStages, type Reads } from "./read-back.ts";
import { isRemoving } from "./removals.ts";
import { makeWait, verifyFact, type Wait } from "./verify-fact.ts";

/** What stands of a call. */
export type CallStanding =
  /** `asAsked`: all that the call asked for is so. `live`: its recorded answer with what stands in the place of it. */
  | { readonly stands: "yes"; readonly asAsked: boolean; readonly read: string; readonly live: Structure }
  | { readonly stands: "no"; readonly read: string }
  | { readonly stands: "unknown"; readonly reason: string };

/** What is known beside the target. */
export interface KnownBeside {
  readonly dictionary: Dictionary;
  /** Puts the target's accounts and regions into a recorded text. */
  readonly placeText: (text: string) => string;
  /** What later calls call the thing that the step made, where its answer does not tell it. */
  readonly told?: string | undefined;
  /** Whether what the call makes has production's own identifiers in the target. */
  readonly isKept: boolean;
  /** Identifiers of things that other calls made. */
  readonly taken: ReadonlySet<string>;
  /** How many calls that ask for the same are not known of. */
  readonly twins: number;
  /** Whether such things come with others by themselves: then one that is alike need not be the call's. */
  readonly comesAlong: boolean;
}

/** How far something is what a call asked for. */
type Likeness = "alike" | "other" | "unclear";

const MOST_PAGES = 50;
/** Fewer equal members than these do not tell a thing from what came by itself. */
const LEAST_EQUAL = 2;

function unknown(reason: string): CallStanding {
  return { stands: "unknown", reason };
}

/** A recorded answer with the texts that a thing has under the same names. */
function putTexts(recorded: Structure, found: Structure): Structure {
  const put = (value: Value | undefined, name: string): Value => {
    const own = found[name];
    if (typeof value === "string") return typeof own === "string" ? own : value;
    if (isStructure(value)) return putTexts(value, isStructure(own) ? own : found);
    // Of a list of one thing, that one.
    if (Array.isArray(value) && value.length === 1)
      return [put((value as readonly Value[])[0], name)] as readonly Value[];
    return value ?? null;
  };
  const changed = makeStructure();
  for (const [name, value] of Object.entries(recorded)) changed[name] = put(value, name);
  return changed;
}

/** Whether a text of an answer is one of these names, or a path or an ARN that ends with it. */
function endsWithName(output: Structure, names: readonly Named[]): boolean {
  const ends = names.flatMap(({ text }) => [`/${text}`, `:${text}`]);
  for (const text of listTexts(output))
    if (names.some((one) => one.text === text) || ends.some((end) => text.endsWith(end))) return true;
  return false;
}

/** Reads back single calls. */
export class CallReader {
  readonly #base: KnowledgeBase;
  readonly #reads: Reads;
  readonly #wait: Wait;

  private constructor(base: KnowledgeBase, stages: ReadStages, clock: Clock, signal: AbortSignal) {
    this.#base = base;
    this.#reads = makeReads(stages, signal);
    this.#wait = makeWait(clock, signal);
  }

  /** Loads what is known of the operations of these steps. */
  static async load(
    steps: readonly Step[],
    stages: ReadStages,
    clock: Clock,
    signal: AbortSignal,
  ): Promise<CallReader> {
    return new CallReader(await KnowledgeBase.load(steps), stages, clock, signal);
  }

  /** What is known of a step's operation. */
  find({ operation }: Step): Pick<Knowledge, "deed" | "type" | "leavesSomething"> {
    return this.#base.find(operation);
  }

  /** What stands of a step. Nothing but reads is sent. */
  async look(step: Step, known: KnownBeside): Promise<CallStanding> {
    const knowledge = this.#base.find(step.operation);
    if (!knowledge.leavesSomething || isRemoving(knowledge)) return unknown("no read tells of it");
    const live = makeLive(step, known.dictionary, known.placeText, known.told);
    const facts = deriveFacts([live], this.#base);
    const told: CallStanding[] = [];
    for (const fact of facts) told.push(await this.#lookAt(fact, facts.length === 1, live, known));
    const [first] = told;
    if (!first) return unknown("no read tells of it");
    // Of several things that one call makes, all have to say the same.
    return told.find(({ stands }) => stands !== first.stands)
      ? unknown("only a part of it stands")
      : (told.find((one) => one.stands === "yes" && !one.asAsked) ?? first);
  }

  async #lookAt(fact: Fact, isOnly: boolean, live: LiveStep, known: KnownBeside): Promise<CallStanding> {
    const isOpen = ({ row, text }: Named) =>
      !known.isKept && row.side === "output" && isMinted(text, lastMember(row.steps));
    const own = fact.own.filter((one) => !isOpen(one));
    const others = fact.others.filter((one) => !isOpen(one));
    const readers = fact.readers.filter(({ used }) => !used.some(isOpen));
    const isNamed = own.length > 0 || readers.some(({ used }) => used.length > 0);
    const told = readers.length > 0 && isNamed && (await this.#ask({ ...fact, own, others, readers }, live));
    if (told && told.stands !== "unknown") return told;
    const [minted] = listOwn(listNamed(fact.knowledge, live)).filter(isOpen);
    if (!minted || !isOnly || fact.knowledge.deed !== "create")
      return told || unknown("no name tells which it is");
    return this.#search(fact, minted, live, known);
  }

  async #ask(fact: Fact, live: LiveStep, onCompared?: (count: number) => void): Promise<CallStanding> {
    let found: Found | undefined;
    const { result, silence } = await verifyFact(
      fact,
      async ({ own, others, version, readers, knowledge }, index, anew) => {
        const reader = readers[index];
        if (!reader) return { kind: "unreadable", reason: "no reader" };
        const identity = { own, others, version, deed: knowledge.deed };
        const back = await this.#reads.find(reader, identity, live.step, anew);
        if (back.kind !== "found") return back;
        // Of a list as a whole it is not said whose it is, unless a name in it does.
        const isList = reader.isList || this.#base.find(reader.operation).deed === "list";
        const isWhole = isList && back.found.value === back.output && knowledge.deed === "create";
        if (isWhole && !endsWithName(back.output, own)) return { kind: "unreadable", reason: UNTOLD };
        found = back.found;
        return back;
      },
      this.#wait,
    );
    const { status, read = "", reason } = result;
    onCompared?.(result.compared);
    if (status === "unreadable" || silence) return unknown(reason ?? "no read tells of it");
    if (status === "missing") return { stands: "no", read };
    const value = found?.value;
    const asAsked = status === "verified";
    return { stands: "yes", asAsked, read, live: value ? putTexts(live.output, value) : live.output };
  }

  /** Looks for what the call made among those of its kind that no other call has made. */
  async #search(fact: Fact, minted: Named, live: LiveStep, known: KnownBeside): Promise<CallStanding> {
    const { knowledge } = fact;
    const reads = [...this.#base.listings(knowledge.operation), ...knowledge.reads];
    let reason = "nothing lists what it makes";
    for (const reader of findReaders({ reads }, { input: live.input, output: makeStructure() })) {
      if (!reader.isList) continue;
      const listed = await this.#list(reader, lastMember(minted.row.steps), live.step);
      if (!listed) continue;
      const free = listed.filter(([id]) => !known.taken.has(id)).map(([, found]) => found);
      const likeness: Likeness[] = [];
      for (const found of free) likeness.push(await this.#liken(fact, live, found, known));
      const read = reader.operation.name;
      const alike = free.filter((_, place) => likeness[place] === "alike");
      reason = `what ${read} lists may be it or not`;
      if (likeness.includes("unclear") || alike.length > known.twins) continue;
      const [first] = alike;
      if (!first) return { stands: "no", read };
      const { value = makeStructure() } = first;
      return { stands: "yes", asAsked: true, read, live: putTexts(live.output, value) };
    }
    return unknown(reason);
  }

  /** Whether something that a list has is what a call asked for. A list may tell no more than its name: then it is asked for by that. */
  async #liken(fact: Fact, live: LiveStep, found: Found, known: KnownBeside): Promise<Likeness> {
    const least = known.comesAlong ? LEAST_EQUAL : 1;
    const equal = this.#countEqual(fact, live, found);
    if (equal === undefined) return "other";
    if (equal >= least) return "alike";
    const named = { ...live, output: putTexts(live.output, found.value ?? makeStructure()) };
    const [own, ...more] = deriveFacts([named], this.#base);
    if (!own || more.length > 0) return "unclear";
    let compared = 0;
    const standing = await this.#ask(own, named, (one) => {
      compared = one;
    });
    if (standing.stands !== "yes") return standing.stands === "no" ? "other" : "unclear";
    if (!standing.asAsked) return "other";
    return compared >= least ? "alike" : "unclear";
  }

  /** How many members are as asked for; undefined where one is not. */
  #countEqual({ knowledge }: Fact, { step, input }: LiveStep, found: Found): number | undefined {
    const { operation, type } = knowledge;
    if (!operation.input) return 0;
    const skipped = new Set(step.placeholders?.map(({ path }) => path));
    const settings = { ref: operation.input, isWhole: false, skipped, type };
    const { compared, differences } = compareInput(operation, input, found, settings);
    return differences.length === 0 ? compared : undefined;
  }

  /** What a list has, by the member that holds the thing's own identifier; undefined where it cannot be had whole. */
  async #list(
    reader: Reader,
    member: string,
    about: Step,
  ): Promise<readonly (readonly [string, Found])[] | undefined> {
    const { output: shape } = reader.operation;
    if (!shape) return undefined;
    const listed = new Map<string, Found>();
    let isOther = false;
    let input: Structure | undefined = reader.input;
    for (let page = 0; input; page++) {
      const answered = await this.#reads.call({ ...reader, input }, about);
      if ("kind" in answered) return answered.kind === "absent" ? [] : undefined;
      for (const { ref, value } of readItems(shape, answered.output).all) {
        if (!isStructure(value)) continue;
        const match = ref && matchMember(ref, member);
        const id = match && value[match.name];
        if (typeof id !== "string") isOther = true;
        else if (!listed.has(id)) listed.set(id, { ref, value });
      }
      if (page === MOST_PAGES) return undefined;
      input = findNextPage(reader.operation, input, answered.output);
    }
    // A list without the member names its things otherwise.
    return listed.size === 0 && isOther ? undefined : [...listed];
  }
}
