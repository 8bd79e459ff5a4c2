/**
 * Expressions of cron as EventBridge has them: minutes, hours, days of the month, months, days of the week and years, in UTC.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions
 */

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const DAYS = "SUN MON TUE WED THU FRI SAT".split(" ");
const DAY = 86_400_000;
/** Years that are looked through for a day that an expression means. */
const MOST_YEARS = 30;

interface Field {
  readonly least: number;
  readonly most: number;
  /** What stands for the numbers from the least on. */
  readonly words?: readonly string[];
}

const MINUTE: Field = { least: 0, most: 59 };
const HOUR: Field = { least: 0, most: 23 };
const DATE: Field = { least: 1, most: 31 };
const MONTH: Field = { least: 1, most: 12, words: MONTHS };
const WEEKDAY: Field = { least: 1, most: 7, words: DAYS };
const YEAR: Field = { least: 0, most: 9999 };

type Matches = (value: number) => boolean;

/** Whether a day is meant, of which the month and year are those of the date. */
type MatchesDay = (date: Date) => boolean;

/** A schedule that has been read. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly isMeant: MatchesDay;
}

function readValue({ least, most, words }: Field, text: string): number | undefined {
  const word = words?.indexOf(text.toUpperCase()) ?? -1;
  if (word >= 0) return least + word;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : -1;
  return value >= least && value <= most ? value : undefined;
}

/** `*`, `5`, `1-5`, `0/15`, `1-30/2`. */
function readPart(field: Field, text: string): Matches | undefined {
  const [range = "", step, ...more] = text.split("/");
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step))) return undefined;
  const [from = "", to, ...others] =
    range === "*" ? [String(field.least), String(field.most)] : range.split("-");
  const first = readValue(field, from);
  const last = to === undefined ? (step === undefined ? first : field.most) : readValue(field, to);
  if (others.length > 0 || first === undefined || last === undefined) return undefined;
  const by = step === undefined ? 1 : Number(step);
  // A range may go over the end: FRI-MON.
  if (last < first)
    return (value) =>
      (value >= first && (value - first) % by === 0) ||
      (value <= last && (value + field.most - field.least + 1 - first) % by === 0);
  return (value) => value >= first && value <= last && (value - first) % by === 0;
}

function readField(field: Field, text: string): Matches | undefined {
  const parts = text.split(",").map((part) => readPart(field, part));
  return parts.every((part) => part !== undefined) ? (value) => parts.some((part) => part(value)) : undefined;
}

function countDays(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The weekday nearest to a day of the month, within that. */
function findWeekday(date: Date, day: number): number {
  const last = countDays(date);
  const wanted = Math.min(day, last);
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), wanted)).getUTCDay();
  if (weekday === 6) return wanted > 1 ? wanted - 1 : wanted + 2;
  if (weekday === 0) return wanted < last ? wanted + 1 : wanted - 2;
  return wanted;
}

function readDate(text: string): MatchesDay | undefined {
  if (text === "L") return (date) => date.getUTCDate() === countDays(date);
  if (text === "LW") return (date) => date.getUTCDate() === findWeekday(date, 31);
  const [, nearest] = /^(\d{1,2})W$/.exec(text) ?? [];
  if (nearest !== undefined) {
    const day = readValue(DATE, nearest);
    return day === undefined ? undefined : (date) => date.getUTCDate() === findWeekday(date, day);
  }
  const matches = readField(DATE, text);
  return matches && ((date) => matches(date.getUTCDate()));
}

function readWeekday(text: string): MatchesDay | undefined {
  const tell = (date: Date) => date.getUTCDay() + 1;
  if (text === "L") return (date) => tell(date) === 7;
  const [, name, count, isLast] = /^(\w{1,3})(?:#([1-5])|(L))$/.exec(text) ?? [];
  if (name !== undefined && (count !== undefined || isLast !== undefined)) {
    const day = readValue(WEEKDAY, name);
    if (day === undefined) return undefined;
    if (isLast) return (date) => tell(date) === day && date.getUTCDate() > countDays(date) - 7;
    return (date) => tell(date) === day && Math.ceil(date.getUTCDate() / 7) === Number(count);
  }
  const matches = readField(WEEKDAY, text);
  return matches && ((date) => matches(tell(date)));
}

function listMatching({ least, most }: Field, matches: Matches): number[] {
  return Array.from({ length: most - least + 1 }, (_, index) => least + index).filter(matches);
}

/** Reads the six fields; undefined where they are none. One of the days is `?`, which says nothing. */
export function readCron(fields: readonly string[]): Cron | undefined {
  const [minute, hour, date, month, weekday, year, ...more] = fields;
  if (year === undefined || more.length > 0 || (date === "?") === (weekday === "?")) return undefined;
  const minutes = readField(MINUTE, minute ?? "");
  const hours = readField(HOUR, hour ?? "");
  const months = readField(MONTH, month ?? "");
  const years = readField(YEAR, year);
  const day = date === "?" ? readWeekday(weekday ?? "") : readDate(date ?? "");
  if (!minutes || !hours || !months || !years || !day) return undefined;
  return {
    minutes: listMatching(MINUTE, minutes),
    hours: listMatching(HOUR, hours),
    isMeant: (at) => years(at.getUTCFullYear()) && months(at.getUTCMonth() + 1) && day(at),
  };
}

/** The first moment after another one that is meant, in milliseconds since 1970; undefined where there is none. */
export function findNextMoment({ minutes, hours, isMeant }: Cron, after: number): number | undefined {
  const today = Math.floor(after / DAY) * DAY;
  for (let days = 0; days <= MOST_YEARS * 366; days++) {
    const midnight = today + days * DAY;
    if (!isMeant(new Date(midnight))) continue;
    for (const hour of hours)
      for (const minute of minutes) {
        const moment = midnight + (hour * 60 + minute) * 60_000;
        if (moment > after) return moment;
      }
  }
  return undefined;
}
