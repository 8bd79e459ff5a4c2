/**
 * Fires rules with a schedule when they are due. A timer runs only while something is scheduled. What was due while nothing ran is
 * not made up for, as the time of a rule counts on from when it was made.
 */

import type { SetAlarm } from "../../../base/clock.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Thing } from "../../thing.ts";
import type { DeliveryWorld } from "../deliveries/deliver.ts";
import { readText } from "../engine.ts";
import { writeEvent } from "./bus-event.ts";
import { isEnabled, RULE, SERVICE } from "./buses.ts";
import { findNextFiring, readSchedule } from "./schedule.ts";
import { sendByRule } from "./send-event.ts";

/** What a scheduler works with. */
export interface SchedulerWorld extends Omit<DeliveryWorld, "now"> {
  readonly now: () => number;
  readonly setAlarm: SetAlarm;
  /** Is told of what came of it when rules have fired. */
  readonly onFired: (fired: Promise<void>) => void;
}

/** When a rule fires next: never, where that is infinite, which takes its time to find out. */
interface Due {
  readonly rule: Thing;
  readonly expression: string;
  readonly at: number;
}

/** All rules with a schedule, of every account and region. */
export class Scheduler {
  readonly #world: SchedulerWorld;
  #due = new Map<string, Due>();
  #cancel: (() => void) | undefined;

  constructor(world: SchedulerWorld) {
    this.#world = world;
    this.refresh();
  }

  /** Looks which rules there are now, and waits for the first of them. */
  refresh(): void {
    const { store, now } = this.#world;
    const due = new Map<string, Due>();
    const kind = { service: SERVICE, type: RULE };
    for (const place of store.listPlaces(kind))
      for (const rule of store.list(place, kind)) {
        const expression = readText(rule.members, "ScheduleExpression");
        if (expression === "" || !isEnabled(rule)) continue;
        const name = nameThing(rule);
        const before = this.#due.get(name);
        const at = before?.expression === expression ? before.at : findNext(rule, expression, now());
        due.set(name, { rule, expression, at });
      }
    this.#due = due;
    this.#wait();
  }

  /** Fires nothing more. */
  stop(): void {
    this.#due.clear();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #wait(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const { now, setAlarm, onFired } = this.#world;
    const first = Math.min(...[...this.#due.values()].map(({ at }) => at));
    if (Number.isFinite(first))
      this.#cancel = setAlarm(Math.max(0, first - now()), () => onFired(this.#ring()));
  }

  async #ring(): Promise<void> {
    this.#cancel = undefined;
    const moment = this.#world.now();
    const all = [...this.#due].filter(([, { at }]) => at <= moment);
    for (const [name, { rule, expression }] of all)
      this.#due.set(name, { rule, expression, at: findNext(rule, expression, moment) });
    this.#wait();
    for (const [, { rule, at }] of all) await this.#fire(rule, at);
  }

  async #fire(rule: Thing, at: number): Promise<void> {
    const { mint, now } = this.#world;
    const { account, region } = rule.place;
    const moment = now();
    const event = writeEvent({
      id: makeUuid(mint(32)),
      type: "Scheduled Event",
      source: "aws.events",
      account,
      region,
      happenedAt: at,
      gotAt: moment,
      resources: [rule.names.arn ?? ""],
      detail: "{}",
      size: 0,
    });
    await sendByRule({ ...this.#world, now: moment }, rule, event);
  }
}

function findNext({ createdAt }: Thing, expression: string, after: number): number {
  const schedule = readSchedule(expression);
  return (schedule && findNextFiring(schedule, createdAt, after)) ?? Number.POSITIVE_INFINITY;
}
