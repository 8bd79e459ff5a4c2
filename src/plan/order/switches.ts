/**
 * What is switched on and off: an instance is stopped and started, a trail logs and does not. Which of two such calls of one
 * second goes first is told by how the thing stands; states.json says what it stands like at first.
 */

import { findMeaning } from "../../aws/resources/table.ts";
import type { Deed } from "../../aws/resources/types.ts";
import { compileLightly } from "../../base/compiling.ts";
import { listSwitches } from "../missing/states.ts";
import type { Step } from "../steps.ts";
import { findSequencePlace, listPredecessors } from "./sequences.ts";
import type { TouchingStep } from "./touches.ts";
import { alternate, type Round, type Turn, type Turns } from "./turns.ts";

/** What a call does to the switch of a thing: turns it on or off, or goes while it is on. */
type Kind = "on" | "off" | "during";

interface Part {
  readonly name: string;
  readonly tellKind: (step: Step) => Kind | undefined;
}

interface Switching {
  readonly step: Step;
  readonly things: readonly string[];
  readonly kind: Kind;
  /** The switch and the thing that has it. */
  readonly place: string;
}

/** What makes, ends or changes more than a switch has its place by that. */
const SWITCHING: ReadonlySet<Deed> = new Set(["act", "detach"]);

function isSwitching(service: string, operation: string): boolean {
  return SWITCHING.has(findMeaning(service, operation).deed);
}

const byService = new Map<string, Map<string, Part[]>>();
for (const { on, proved, proves } of listSwitches()) {
  const name = `${on.service} ${on.operation}`;
  const add = (operation: string, tellKind: Part["tellKind"]) =>
    byService
      .getOrInsertComputed(on.service, () => new Map<string, Part[]>())
      .getOrInsertComputed(operation, () => [])
      .push({ name, tellKind });
  const isOnly = proved.length === 1;
  // Of several that look like it none is known to be what turns it off.
  const turnsOff = (step: Step) =>
    isSwitching(step.service, step.operation.name) &&
    (isOnly || proved.filter((one) => isSwitching(one.service, one.operation)).length === 1);
  // What is deleted once it is off goes last in any case.
  const isDuring = (step: Step) =>
    proves(step) && (isOnly || findMeaning(step.service, step.operation.name).deed !== "delete");
  const turnsOn = ({ service, operation }: Step) =>
    isSwitching(service, operation.name) ||
    (!isOnly && findMeaning(service, operation.name).deed === "attach");
  add(on.operation, (step) => (turnsOn(step) ? "on" : undefined));
  for (const { operation } of proved)
    add(operation, (step) => (turnsOff(step) ? "off" : isDuring(step) ? "during" : undefined));
}

/** The part of a call in a switch, and whose switch that is; undefined where it has none. */
function readSwitching({ step, touch }: TouchingStep): Switching | undefined {
  for (const { name, tellKind } of byService.get(step.service)?.get(step.operation.name) ?? []) {
    const kind = tellKind(step);
    const things = touch.uses.flatMap(({ isOwn, isJoined, key }) => (isOwn && !isJoined ? key : []));
    if (kind && things.length > 0) return { kind, step, things, place: [name, ...things.sort()].join("\n") };
  }
  return undefined;
}

function doesPrecede({ operation }: Step, { service, operation: { name } }: Step): boolean {
  return listPredecessors(service, name).includes(operation.name);
}

/** What the sequence of a switch's calls has between them: an application is changed while it is stopped. */
function listBetween(second: readonly TouchingStep[], one: Switching | undefined): readonly Step[] {
  if (one === undefined || findSequencePlace(one.step) === undefined) return [];
  const { service, operation } = one.step;
  const isAbout = ({ step, touch }: TouchingStep) =>
    step.service === service &&
    touch.uses.some(({ isOwn, key }) => isOwn && one.things.includes(key)) &&
    byService.get(service)?.has(step.operation.name) !== true &&
    (listPredecessors(service, step.operation.name).includes(operation.name) ||
      listPredecessors(service, operation.name).includes(step.operation.name));
  return second.flatMap((call) => (call.touch.deed !== "create" && isAbout(call) ? call.step : []));
}

/** Keeps, second by second, which switches are on. */
export class Switches {
  readonly #on = new Set<string>();
  /** The things with switches that the log has made: of others it is not known how they stood at first. */
  readonly #made = new Set<string>();

  #noteMade(second: readonly TouchingStep[]): void {
    for (const { step, touch } of second) {
      if (touch.deed !== "create" || !byService.has(step.service)) continue;
      for (const { isOwn, role, key } of touch.uses) if (isOwn && role === "makes") this.#made.add(key);
    }
  }

  /** Whether a sequence has to tell, since nothing says how the things stood. */
  #isUntold({ step, things }: Switching): boolean {
    return findSequencePlace(step) !== undefined && !things.some((thing) => this.#made.has(thing));
  }

  /** Where the calls go that switch a thing of a second on and off. */
  place(second: readonly TouchingStep[]): Turns {
    this.#noteMade(second);
    const turns = new Map<Step, Turn>();
    const switching = second
      .flatMap((call) => readSwitching(call) ?? [])
      .filter((one) => !this.#isUntold(one));
    if (switching.length === 0) return turns;
    for (const [place, group] of Map.groupBy(switching, (one) => one.place)) {
      const pick = (kind: Kind) => group.flatMap((one) => (one.kind === kind ? one.step : []));
      const [on, off, during] = [pick("on"), pick("off"), pick("during")];
      // What is turned off and stood turned on was the thing that was there before.
      if (on.length === 0 && this.#on.has(place)) for (const step of off) turns.set(step, "early");
      if (on.length === 0 || off.length + during.length === 0) continue;
      const isOn = off.length > on.length || (off.length === on.length && this.#on.has(place));
      const calls = isOn ? alternate(off, on) : alternate(on, off);
      calls.splice(calls.indexOf(on[0] as Step) + 1, 0, ...during);
      for (const step of listBetween(second, group[0])) {
        const after = calls.findIndex((one) => doesPrecede(one, step));
        calls.splice(after + 1, 0, step);
      }
      const isParting = ({ operation: { name }, service }: Step) =>
        findMeaning(service, name).deed === "detach";
      const round: Round = { calls, parting: calls.find(isParting) };
      for (const step of calls) turns.set(step, round);
    }
    return turns;
  }

  /** Notes what the calls of a second did, in the order in which they go. */
  note(second: readonly TouchingStep[]): void {
    for (const call of second) {
      const switching = readSwitching(call);
      if (switching?.kind === "on") this.#on.add(switching.place);
      else if (switching?.kind === "off") this.#on.delete(switching.place);
    }
  }
}

compileLightly(readSwitching, Switches.prototype.place, Switches.prototype.note);
