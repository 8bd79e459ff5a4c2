/** The user's filters: their text forms, and which calls they keep. */

import { ownRows } from "../base/own-rows.ts";
import type { Parsed } from "../base/parsed.ts";
import { compilePattern, printPattern } from "../base/pattern.ts";
import { sourcePrefix, stripEventVersion } from "./event-names.ts";
import { parseMoment } from "./time.ts";

/** Lists that are empty and bounds that are undefined keep everything. */
export interface Filters {
  /** botocore's names or eventSource prefixes, lower-case. */
  readonly services: readonly string[];
  /** Globs over event names, lower-case; one that begins with `!` takes out. */
  readonly events: readonly string[];
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
  /** The first moment that is kept. */
  readonly from: Date | undefined;
  /** The first moment that is no longer kept. */
  readonly to: Date | undefined;
}

export const NO_FILTERS: Filters = {
  services: [],
  events: [],
  regions: [],
  accounts: [],
  from: undefined,
  to: undefined,
};

/** `--services`, repeated or comma-separated; a full eventSource (`monitoring.amazonaws.com`) counts as its prefix. */
export function parseServices(texts: readonly string[]): Parsed<readonly string[]> {
  return { value: splitNames(texts).map(sourcePrefix) };
}

/** `--events`, e.g. `Create*,!CreateTags`. Only patterns with `!` keep everything but what they match. */
export function parseEvents(texts: readonly string[]): Parsed<readonly string[]> {
  const value = splitNames(texts);
  const bad = value.find((pattern) => !/^!?[\w*?.:-]+$/.test(pattern));
  if (bad === undefined) return { value };
  return { error: `"${bad}" is not an event name. Write names with * and ?, as in Create*,!CreateTags.` };
}

/** `--regions`, e.g. `us-east-1,eu-west-1`. */
export function parseRegions(texts: readonly string[]): Parsed<readonly string[]> {
  return { value: splitNames(texts) };
}

/** `--accounts`, each of 12 digits. */
export function parseAccounts(texts: readonly string[]): Parsed<readonly string[]> {
  const value = splitNames(texts);
  const bad = value.find((account) => !/^\d{12}$/.test(account));
  if (bad === undefined) return { value };
  return { error: `"${bad}" is not an account. Write its 12 digits, as in 123456789012.` };
}

const UNITS: Readonly<Record<string, number>> = ownRows({ s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 });

/**
 * `--from` and `--to`: `-24h` (s, m, h, d or w before `now`), or an ISO 8601 date or time, UTC where it names no zone. A
 * date alone is its first moment. --from is inclusive, --to exclusive, so that two neighbouring ranges share no event.
 */
export function parseTimeBound(text: string, now: Date): Parsed<Date> {
  const relative = /^-(\d+(?:\.\d+)?)([smhdw])$/.exec(text.trim());
  const unit = UNITS[relative?.[2] ?? ""];
  const at =
    unit === undefined ? parseMoment(text.trim()) : now.getTime() - Number(relative?.[1]) * unit * 1000;
  // Beyond what a Date holds.
  if (at !== undefined && Math.abs(at) <= 8.64e15) return { value: new Date(at) };
  return { error: `"${text}" is not a time. Write -24h, -7d, 2026-01-31, or 2026-01-31T12:00:00Z.` };
}

function splitNames(texts: readonly string[]): readonly string[] {
  const names = texts.flatMap((text) => text.split(","));
  return names.map((name) => name.trim().toLowerCase()).filter((name) => name !== "");
}

/** The patterns that keep, and those that take out, without their `!`. */
export function splitEvents(events: Filters["events"]) {
  const wanted = events.filter((pattern) => !pattern.startsWith("!"));
  const unwanted = events.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  return { wanted, unwanted };
}

/** What the filters look at. */
export interface FilteredCall {
  readonly service: string;
  readonly operation: string;
  /** eventSource prefixes of the service, the recorded one among them. */
  readonly sources: readonly string[];
  readonly eventName: string;
  readonly region: string;
  readonly account: string;
  readonly at: number;
}

/** Makes the test that is true for the calls that the filters keep. Names are compared without case. */
export function compileFilters(filters: Filters): (call: FilteredCall) => boolean {
  const services = new Set(filters.services);
  const regions = new Set(filters.regions);
  const accounts = new Set(filters.accounts);
  const { wanted, unwanted } = splitEvents(filters.events);
  const isWantedService = (name: string) => services.has(sourcePrefix(name));
  const isWanted = compileGlobs(wanted);
  const isUnwanted = compileGlobs(unwanted);
  const from = filters.from?.getTime() ?? Number.NEGATIVE_INFINITY;
  const to = filters.to?.getTime() ?? Number.POSITIVE_INFINITY;

  return (call) => {
    if (call.at < from || call.at >= to) return false;
    if (regions.size > 0 && !regions.has(call.region.toLowerCase())) return false;
    if (accounts.size > 0 && !accounts.has(call.account)) return false;
    if (services.size > 0 && ![call.service, ...call.sources].some(isWantedService)) return false;
    const names = [call.eventName, call.operation];
    if (wanted.length > 0 && !names.some(isWanted)) return false;
    return unwanted.length === 0 || !names.some(isUnwanted);
  };
}

/**
 * A regular expression for the event names that patterns of Filters.events (without their `!`) mean, case aside, in the
 * part of the syntax that SQL engines have too. A pattern may have an API version at its end or not, as names may.
 */
export function printGlobs(patterns: readonly string[]): string {
  const source = printPattern(patterns.map(stripEventVersion).join("|"));
  return `^(?:${source})(?:[0-9]{4}_?[0-9]{2}_?[0-9]{2}(?:v[0-9]+)?)?$`;
}

/** Makes the test whether an event's name, with or without an API version at its end, is one that the patterns mean. */
export function compileGlobs(patterns: readonly string[]): (name: string) => boolean {
  const isMeant = compilePattern(patterns.map(stripEventVersion).join("|").toLowerCase());
  return (name) => {
    const folded = name.toLowerCase();
    return isMeant(folded) || isMeant(stripEventVersion(folded));
  };
}
