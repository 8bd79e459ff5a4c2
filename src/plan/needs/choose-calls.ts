/** The calls of a log that are left by what was asked for: what survives, what one thing needs. */
import type { SkipCounts, TrailEvent } from "../../trail/record.ts";
import { addPrerequisites } from "../missing/add-prerequisites.ts";
import { completeAnswers } from "../missing/complete-answers.ts";
import { completeArns } from "../missing/complete-arns.ts";
import { RECIPES, tellMade } from "../missing/recipes.ts";
import { type OrderedStep, orderSteps } from "../order/order.ts";
import { leaveOutChildren, type StackMode } from "../parents.ts";
import { chooseWanted } from "../plan-replay.ts";
import { type Creation, planSteps, type Step } from "../steps.ts";
import { leaveOutTwins, mayHaveTwin } from "../twins.ts";
import { Closure } from "./close-over.ts";
import { NamesOfThings } from "./names.ts";
import { type LoggedThing, ThingsOfCalls } from "./things.ts";

/** What is to be left of a log. */
export interface WantedCalls {
  readonly stacks: StackMode;
  /** Whether what does not survive to the end of the log is left out. */
  readonly finalState: boolean;
  /** ARNs, ids or names of things; all calls where there is none. */
  readonly resources: readonly string[];
}

/** One of the things that were asked for. */
export interface AskedThing {
  readonly text: string;
  /** What it was taken for: `dynamodb table`. Several where a name is that of several things. */
  readonly kinds: readonly string[];
}

/** A call that is left, by its eventID and its place in the input. */
export type ChosenCall = Pick<Step, "id" | "ordinal">;

/** What is left of a log. */
export type ChosenCalls =
  | {
      /** In the order of time. */
      readonly calls: readonly ChosenCall[];
      /** What planning left out besides, where no thing was asked for, by reason. */
      readonly skipped: SkipCounts;
      readonly asked: readonly AskedThing[];
      /** How many things besides those that were asked for, and what stands in these, come up. */
      readonly others: number;
    }
  /** What no call of the log names, and what things are called that it may have meant. */
  | { readonly unknown: string; readonly names: Iterable<string> };

/** Made up again and again: what is added for one thing may need another. */
const MOST_ROUNDS = 10;

function tellKind(thing: LoggedThing, calls: ThingsOfCalls): string {
  const [place = 0] = [...calls.listAbout(thing), ...calls.listUsing(thing)];
  const { service = "" } = calls.steps[place] ?? {};
  const used = calls.listNamed(place).find(({ things }) => things.includes(thing))?.use.type;
  const type = typeof thing === "string" ? used : thing.type;
  const [owner, bare] = type?.includes(":") ? type.split(":") : [service, type];
  return [owner, bare ?? "thing"].join(" ");
}

function sortByTime(steps: readonly OrderedStep[]): OrderedStep[] {
  return steps.toSorted((one, other) => one.at - other.at || one.ordinal - other.ordinal);
}

function listChosen(steps: readonly OrderedStep[], { places }: Closure): OrderedStep[] {
  return sortByTime(steps.filter((_, place) => places.has(place)));
}

/** What would be made up, were only these calls replayed. */
async function listMadeUp(steps: readonly Step[]): Promise<Creation[]> {
  const all = await addPrerequisites(steps);
  return all.flatMap(({ creation }) => (creation?.kind === "prerequisite" ? [creation] : []));
}

/** The calls that make things and whose answers do not tell what these are called, by type and where that is. */
class SilentMakers {
  readonly #steps: readonly OrderedStep[];
  readonly #byType: ReadonlyMap<string, readonly number[]>;

  constructor(steps: readonly OrderedStep[]) {
    this.#steps = steps;
    const places = [...steps.keys()].filter((place) => {
      const touch = steps[place]?.touch;
      return touch?.deed === "create" && !touch.uses.some(({ isOwn, isMinted }) => isOwn && isMinted);
    });
    this.#byType = Map.groupBy(places, (place) => {
      const step = steps[place];
      return this.#tellPlace(`${step?.service}:${step?.touch.type}`, step);
    });
  }

  #tellPlace(type: string, step: Step | undefined): string {
    return `${type} ${step?.account} ${step?.region}`;
  }

  /** Those before a call that made something of the type that is made up for it. */
  list({ type }: Creation, place: number): readonly number[] {
    const recipe = RECIPES.find((one) => one.type === type);
    const made = this.#tellPlace(recipe ? tellMade(recipe) : type, this.#steps[place]);
    return this.#byType.get(made)?.filter((at) => at < place) ?? [];
  }
}

/** Chooses the makers of what would be made up, were the chosen calls replayed by themselves. */
async function chooseMakers(closure: Closure, names: NamesOfThings): Promise<void> {
  const { steps } = closure.calls;
  const places = new Map(steps.map(({ id }, place) => [id, place]));
  const silent = new SilentMakers(steps);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = closure.places.size;
    for (const creation of await listMadeUp(listChosen(steps, closure))) {
      const place = places.get(creation.neededBy) ?? -1;
      // What is made later may be meant too, as by a permission for what is to come.
      const isMeant = (thing: LoggedThing) =>
        typeof thing !== "string" && thing.start >= 0 && thing.end >= place;
      const meant = [...names.find(creation.recorded)].filter(isMeant);
      if (meant.length > 0) closure.need(meant);
      else closure.take(silent.list(creation, place));
    }
    if (closure.places.size === before) return;
  }
}

async function chooseFor(steps: readonly OrderedStep[], resources: readonly string[]): Promise<ChosenCalls> {
  const calls = new ThingsOfCalls(steps);
  const names = new NamesOfThings(calls);
  const closure = new Closure(calls);
  const asked: AskedThing[] = [];
  for (const text of resources) {
    const things = names.find(text);
    if (things.size === 0) return { unknown: text, names: names.texts };
    asked.push({ text, kinds: [...new Set([...things].map((thing) => tellKind(thing, calls)))] });
    closure.ask(things);
  }
  await chooseMakers(closure, names);
  const others = closure.needed.size - closure.asked.size;
  return { calls: listChosen(steps, closure), asked, others, skipped: {} };
}

/** Chooses of `events` (sorted by time) the calls that are wanted, as a replay of the whole log would make them. */
export async function chooseCalls(events: readonly TrailEvent[], wanted: WantedCalls): Promise<ChosenCalls> {
  const { kept, madeByParent } = leaveOutChildren(events, wanted.stacks);
  const isAll = !wanted.finalState && wanted.resources.length === 0;
  // To decode calls takes longer than to read them.
  if (isAll && !kept.some(mayHaveTwin)) {
    const calls = kept.map(({ eventId, ordinal }) => ({ id: eventId, ordinal }));
    return { calls, asked: [], others: 0, skipped: madeByParent > 0 ? { made_by_parent: madeByParent } : {} };
  }
  const { kept: own, twins } = leaveOutTwins(await planSteps(kept));
  const decoded = isAll ? own : completeArns(completeAnswers(own));
  const { wanted: left, superseded } = await chooseWanted(decoded, wanted.finalState, undefined);
  if (wanted.resources.length > 0) return chooseFor(await orderSteps(left), wanted.resources);
  const children = madeByParent + twins;
  const skipped = {
    ...(children > 0 && { made_by_parent: children }),
    ...(superseded > 0 && { superseded }),
  };
  return { calls: left, asked: [], others: 0, skipped };
}
