/** The identities of one replay: what stands for what, learnt answer by answer and applied request by request. */
import { type CallAnswer, decodeResponse } from "../aws/protocols/responses.ts";
import { parsePath, readTexts } from "../aws/resources/read-texts.ts";
import { findMeaning } from "../aws/resources/table.ts";
import type { OperationMeaning } from "../aws/resources/types.ts";
import type { Structure } from "../aws/values.ts";
import type { WireResponse } from "../aws/wire.ts";
import { tellEventId } from "../dialect/call.ts";
import type { Step } from "../plan/steps.ts";
import { Dictionary } from "./dictionary.ts";
import { type IdPair, learnOnly, learnPairs, nameVersion } from "./learn.ts";
import { rewriteInput } from "./rewrite.ts";
import type { CountedVersion } from "./versions.ts";

/** A pair with the call whose answer taught it. */
export interface LearntPair extends IdPair {
  readonly service: string;
  readonly operation: string;
  /** "" where the log does not hold the call. */
  readonly eventId: string;
}

/** What one answer taught, all of it: with it, identities of another process know what these do. */
export interface Learnt {
  /** Names that production gave and that the target gave as well. */
  readonly kept: readonly string[];
  /** With what stands for each of these texts in the target's places. */
  readonly pairs: readonly (IdPair & { readonly placed: string })[];
  readonly versions: readonly CountedVersion[];
}

const NONE: readonly never[] = [];

const NUMBER = /^\d+$/;
/**
 * A number, a name with the number of a version, or few letters: elsewhere the like may be a count, the tag of an image, or a
 * word.
 */
const COMMON = /^(?:(?:[^:/]+:)?\d+|[A-Za-z]{1,7})$/;
const ACCOUNT = /^\d{12}$/;

function isEmpty(structure: Structure): boolean {
  for (const name in structure) if (structure[name] !== undefined) return false;
  return true;
}

/** Where the answer of what makes something has the identifiers of that. */
const ownPaths = new WeakMap<OperationMeaning, readonly (readonly string[])[]>();

function listOwnPaths({ deed, output }: OperationMeaning): readonly (readonly string[])[] {
  const isMaking = deed === "create" || deed === "put";
  return output.flatMap(({ part, path }) => (isMaking && part === "own" ? [parsePath(path)] : []));
}

export class Identities {
  readonly #dictionary = new Dictionary();
  readonly #pairs: LearntPair[] = [];
  /** The operation whose answer taught a pair, by the recorded text. */
  readonly #teachers = new Map<string, string>();
  readonly #placeText: (text: string) => string;
  readonly #callers: ReadonlySet<string>;
  /** Is told what an answer taught, where it taught anything. */
  onLearnt: ((learnt: Learnt) => void) | undefined;

  /**
   * `placeText` puts the target's accounts and regions into a recorded text: steps come with theirs put in, so that
   * recorded identifiers have to be looked up with theirs put in too. `known` are pairs of an earlier run, `callers` the
   * accounts of the log that calls are made in.
   */
  constructor(
    placeText: (text: string) => string = (text) => text,
    known: readonly Pick<LearntPair, "recorded" | "live" | "service">[] = [],
    callers: ReadonlySet<string> = new Set(),
  ) {
    this.#placeText = placeText;
    this.#callers = callers;
    for (const { recorded, live, service } of known) this.#set(placeText(recorded), live, service);
  }

  #set(recorded: string, live: string, service: string): void {
    // A new account is named by all services; but where calls are made in it, what they make stands under its recorded number.
    const isAccount = ACCOUNT.test(recorded) && !this.#callers.has(recorded);
    if (COMMON.test(recorded) && !isAccount) this.#dictionary.setCommon(recorded, live, service);
    else this.#dictionary.set(recorded, live);
  }

  /** Every pair learnt so far that is no secret, in the order of learning. */
  get pairs(): readonly LearntPair[] {
    return this.#pairs;
  }

  /** What the pairs say, by recorded texts with the target's places put in. */
  get dictionary(): Dictionary {
    return this.#dictionary;
  }

  /** The live identifier that stands for a recorded one; undefined where none is known. */
  findLive(recorded: string): string | undefined {
    return this.#dictionary.get(this.#placeText(recorded));
  }

  /** The input of a step in live identifiers. */
  rewrite(step: Step): Structure {
    const { service, operation, input } = step;
    const rewritten = rewriteInput(this.#dictionary.of(service), operation.input, input);
    return this.#dictionary.versions.rewrite(step, "input", rewritten);
  }

  /** Takes note of what a call has made under the identifiers that production's had: what merely mentions it says no other. */
  #noteKept({ service, operation, output: recorded }: Step, live: Structure): readonly string[] {
    const meaning = findMeaning(service, operation.name);
    const kept: string[] = [];
    for (const steps of ownPaths.getOrInsertComputed(meaning, listOwnPaths)) {
      const before = readTexts(steps, recorded);
      if (before.length === 0) continue;
      const texts = readTexts(steps, live);
      for (const text of before.map(this.#placeText))
        if (texts.includes(text))
          for (const name of [text, nameVersion(text)])
            if (name !== undefined && !this.#teachers.has(name)) kept.push(name);
    }
    for (const name of kept) this.#teachers.set(name, `${service} ${operation.name}`);
    return kept;
  }

  /** Reads the answer to a step and learns from it what stands for what production had answered. */
  read(step: Step, response: WireResponse): CallAnswer {
    const answer = decodeResponse(step.operation, response);
    if (answer.ok) this.learn(step, answer.output);
    return answer;
  }

  /** Learns from a live answer to a step what stands for what production had answered; gives the pairs that are new. */
  learn(step: Step, live: Structure): readonly Pick<IdPair, "recorded" | "live">[] {
    const { operation, input, output } = step;
    // Where one of the answers says nothing, there is nothing to compare: most calls are answered so.
    if (isEmpty(output) || isEmpty(live)) return NONE;
    const kept = this.#noteKept(step, live);
    const versions = this.#dictionary.versions.learn(step, live);
    const learn = step.creation?.kind === "lookup" ? learnOnly : learnPairs;
    const pairs = learn(operation, output, live, input, (text) => this.findLive(text));
    const learnt: (IdPair & { readonly placed: string })[] = [];
    for (const pair of pairs) {
      const placed = this.#placeText(pair.recorded);
      if (this.#isNew(step, pair, placed)) {
        this.#take(step, pair, placed);
        learnt.push({ ...pair, placed });
      }
    }
    if (this.onLearnt && kept.length + learnt.length + versions.length > 0)
      this.onLearnt({ kept, pairs: learnt, versions });
    return learnt.map(({ placed, live: now }) => ({ recorded: placed, live: now }));
  }

  #isNew({ service, operation }: Step, { recorded, live }: IdPair, placed: string): boolean {
    // An account of the log is where the target has it, whatever number the target gives to a new one.
    if (NUMBER.test(recorded) && placed !== recorded) return false;
    if (placed === live || this.#dictionary.of(service).get(placed) === live) return false;
    // Only what made a thing can have made it anew; others merely mention it, some with an id of their own.
    const teacher = `${service} ${operation.name}`;
    return (this.#teachers.get(placed) ?? teacher) === teacher;
  }

  #take(step: Step, pair: IdPair, placed: string): void {
    const { service, operation } = step;
    this.#teachers.set(placed, `${service} ${operation.name}`);
    this.#set(placed, pair.live, service);
    if (!pair.isSecret)
      this.#pairs.push({ ...pair, service, operation: operation.name, eventId: tellEventId(step) });
  }

  /** Takes what an answer to the step has taught other identities. */
  recall(step: Step, { kept, pairs, versions }: Learnt): void {
    for (const name of kept) this.#teachers.getOrInsert(name, `${step.service} ${step.operation.name}`);
    this.#dictionary.versions.add(versions);
    for (const { placed, ...pair } of pairs) this.#take(step, pair, placed);
  }
}
