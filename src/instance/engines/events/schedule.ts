/** When rules with a schedule fire. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
import { type Cron, findNextMoment, readCron } from "./cron.ts";

/** By what each is called: one of them, and several. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", 86_400_000],
]);

/** A schedule: each so many milliseconds, or by the calendar. */
export type FiringSchedule = { readonly every: number } | { readonly cron: Cron };

function readRate(text: string): FiringSchedule | undefined {
  const [count = "", name = "", ...more] = text.split(" ");
  if (more.length > 0 || !/^[1-9]\d{0,8}$/.test(count)) return undefined;
  const unit = UNITS.get(count === "1" ? name : name.endsWith("s") ? name.slice(0, -1) : "");
  return unit === undefined ? undefined : { every: Number(count) * unit };
}

/** Reads an expression; undefined where it is none. */
export function readSchedule(expression: string): FiringSchedule | undefined {
  const [, kind, inside = ""] = /^([a-z]+)\(([^()]*)\)$/.exec(expression) ?? [];
  if (kind === "rate") return readRate(inside);
  const cron = kind === "cron" ? readCron(inside.split(" ")) : undefined;
  return cron && { cron };
}

/** The first moment after another one at which a schedule fires that began at a third; undefined where it never does again. */
export function findNextFiring(schedule: FiringSchedule, began: number, after: number): number | undefined {
  if ("cron" in schedule) return findNextMoment(schedule.cron, after);
  const { every } = schedule;
  return began + Math.max(1, Math.floor((after - began) / every) + 1) * every;
}
