/** Takes things of a replayed company away behind the replay's back, and looks what a verification says of each. */
import { join } from "node:path";
import { Identities } from "../../../src/identities/identities.ts";
import { parseReplayOptions, type ReplayOptions } from "../../../src/options/options.ts";
import type { Surroundings } from "../../../src/options/surroundings.ts";
import { keepFinalState } from "../../../src/plan/final/final-state.ts";
import type { Step } from "../../../src/plan/steps.ts";
import { openSession, type Session } from "../../../src/run/open-session.ts";
import { performReplay } from "../../../src/run/perform-replay.ts";
import { performVerification } from "../../../src/run/perform-verification.ts";
import type { Fact } from "../../../src/verify/fact.ts";
import { deriveFacts } from "../../../src/verify/facts.ts";
import { fillInput } from "../../../src/verify/fill.ts";
import { KnowledgeBase } from "../../../src/verify/knowledge.ts";
import { makeLive } from "../../../src/verify/live.ts";
import type { VerifyReport } from "../../../src/verify/report-schema.ts";
import { callsSame } from "../../../src/verify/same-name.ts";
import { reset, type World } from "./world.ts";

/** What became of the things of a company that were taken away. */
export interface Deletions {
  /** How many of what was verified some operation takes away, and how many of these the emulator let go of. */
  readonly removable: number;
  readonly removed: number;
  /** A line for each that was taken away and not told. */
  readonly unnoticed: readonly string[];
  /** A line for each that is told though nothing that it names was taken away. */
  readonly accused: readonly string[];
  /** A line for each that the emulator never let go of, with what it said. */
  readonly refused: readonly string[];
  /** Verifications after which something was gone and the exit code was 0. */
  readonly silent: number;
}

const around: Surroundings = {
  remarks: { warn: () => {}, info: () => {} },
  signal: new AbortController().signal,
};

/** A company as it was replayed. */
interface Standing {
  readonly options: ReplayOptions;
  readonly session: Session;
  readonly facts: readonly Fact[];
}

function readOptions(
  world: World,
  endpoint: string,
  flags: Readonly<Record<string, string[]>>,
): ReplayOptions {
  return parseReplayOptions({ input: [world.trail], endpoint: [endpoint], ...flags }, {}, Date.now());
}

/** Replays a company into the emptied emulator, and derives what should stand there as a verification does. */
async function replay(endpoint: string, world: World): Promise<Standing> {
  await reset(endpoint);
  const map = join(world.folder, "ids.json");
  await performReplay(readOptions(world, endpoint, { "id-map": [map] }), around, {
    onLines: async () => true,
  });
  const options = readOptions(world, endpoint, { ids: [map] });
  const session = await openSession({ ...options, reads: "passed over" }, around);
  const { dictionary } = new Identities(session.places.rewriteText, options.ids?.pairs);
  const recorded = session.steps.filter(({ creation }) => !creation);
  const surviving = new Set(keepFinalState(recorded).lasting.map(({ id }) => id));
  const steps = session.steps.filter(({ id }) => surviving.has(id));
  const lives = steps.map((step) => makeLive(step, dictionary, session.places.rewriteText));
  return { options, session, facts: deriveFacts(lives, await KnowledgeBase.load(steps)) };
}

function nameFact({ live, own, others }: Fact): string {
  const { service, operation } = live.step;
  return `${service}.${operation.name} ${[...own, ...others].map(({ text }) => text).join(" ")}`;
}

/** Takes a thing away; undefined where that was done, else why not. */
async function takeAway(
  { session }: Standing,
  { knowledge, live, expectations }: Fact,
): Promise<string | undefined> {
  const { undoing } = knowledge;
  // What later calls took away in part is gone already.
  const [claim] = expectations.settle();
  const input = { ...live.input, ...claim?.expected };
  const filled = undoing && fillInput(undoing, { ...live, input });
  if (!undoing || !filled) return "nothing takes it away";
  const { placeholders: _, ...step }: Step = live.step;
  const prepared = session.prepare({ ...step, operation: undoing.operation, input: filled.input });
  if ("unsendable" in prepared) return prepared.unsendable;
  const sent = await session.send(prepared.request, around.signal, live.step);
  if ("failure" in sent) return sent.failure.message;
  const { status, body } = sent.response;
  return status < 300
    ? undefined
    : `${undoing.operation.name} ${status} ${new TextDecoder().decode(body).slice(0, 200)}`;
}

/** How many things of each call are told, alone or with what they stood in. */
function countTold({ resources }: VerifyReport): ReadonlyMap<string, number> {
  const told = resources.flatMap(({ status, event_id, parts }) => [
    ...(status === "missing" || status === "different" ? [event_id] : []),
    ...parts.map((part) => part.event_id),
  ]);
  return new Map([...Map.groupBy(told, (id) => id ?? "")].map(([id, all]) => [id, all.length]));
}

/** The facts in batches, of each operation as few in one as can be, so that what stays is alike what goes. */
function makeBatches(facts: readonly Fact[], count: number): ReadonlySet<number>[] {
  const seen = new Map<string, number>();
  const batches = Array.from({ length: count }, () => new Set<number>());
  for (const [place, { live }] of facts.entries()) {
    const { service, operation } = live.step;
    const key = `${service} ${operation.name}`;
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    batches[nth % count]?.add(place);
  }
  return batches;
}

function listTexts({ named }: Fact): string[] {
  return named.map(({ text }) => text);
}

/** A company from which things are taken away, again and again. */
class Removal {
  readonly removable = new Set<number>();
  readonly removed = new Set<number>();
  readonly refused = new Map<number, string>();
  readonly unnoticed: string[] = [];
  readonly accused: string[] = [];
  silent = 0;

  /** Takes what was verified away, what was made last first; gives what is gone. */
  async #remove(standing: Standing, places: Iterable<number>, before: VerifyReport): Promise<Set<number>> {
    const verified = new Set(
      before.resources.flatMap(({ status, event_id }) => (status === "verified" ? event_id : [])),
    );
    const gone = new Set<number>();
    for (const place of [...places].sort((a, b) => b - a)) {
      const fact = standing.facts[place];
      if (!fact?.knowledge.undoing || !verified.has(fact.live.step.id)) continue;
      this.removable.add(place);
      const refusal = await takeAway(standing, fact);
      if (refusal === undefined) gone.add(place);
      else this.refused.set(place, `${nameFact(fact)}: ${refusal}`);
    }
    return gone;
  }

  /** Takes things away and looks what a verification says then. */
  async inspect(standing: Standing, places: Iterable<number>): Promise<void> {
    const { report: before } = await performVerification(standing.options, around);
    const gone = await this.#remove(standing, places, before);
    const { report, exitCode } = await performVerification(standing.options, around);
    if (exitCode === 0) this.silent++;
    for (const place of gone) this.removed.add(place);
    const [earlier, told] = [countTold(before), countTold(report)];
    const countMore = ({ live }: Fact) => (told.get(live.step.id) ?? 0) - (earlier.get(live.step.id) ?? 0);
    const facts = [...gone].flatMap((place) => standing.facts[place] ?? []);
    for (const [id, made] of Map.groupBy(facts, ({ live }) => live.step.id)) {
      const said = report.resources.filter(({ event_id }) => event_id === id);
      const saying = said.map(({ status, read, reason }) => `${status} by ${read} ${reason ?? ""}`);
      const [fact] = made;
      if (fact && countMore(fact) < made.length) this.unnoticed.push(`${nameFact(fact)}: ${saying.join()}`);
    }
    const texts = [...new Set(facts.flatMap(listTexts))];
    for (const [place, fact] of standing.facts.entries()) {
      if (gone.has(place) || this.refused.has(place)) continue;
      const isNamed = listTexts(fact).some((text) => texts.some((other) => callsSame(text, other)));
      if (countMore(fact) > 0 && !isNamed) this.accused.push(nameFact(fact));
    }
  }
}

/**
 * Takes each thing of a company away that an operation takes away: in batches, each after a replay of its own, and at last
 * all that there is, for what had to go after others.
 */
export async function deleteEach(endpoint: string, world: World, batches: number): Promise<Deletions> {
  const removal = new Removal();
  let standing = await replay(endpoint, world);
  for (const places of makeBatches(standing.facts, batches)) {
    await removal.inspect(standing, places);
    standing = await replay(endpoint, world);
  }
  await removal.inspect(standing, standing.facts.keys());
  const { removable, removed, refused, unnoticed, accused, silent } = removal;
  const lines = [...refused].flatMap(([place, line]) => (removed.has(place) ? [] : line));
  return {
    removable: removable.size,
    removed: removed.size,
    unnoticed: [...new Set(unnoticed)],
    accused,
    refused: lines,
    silent,
  };
}
