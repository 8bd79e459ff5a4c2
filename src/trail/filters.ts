/** The user's filters: their text forms, and which calls they keep. */

import { sourcePrefix, stripEventVersion } from "../aws/models/lookup.ts";
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

/** A value of a text form, or what is wrong with the text (a sentence for people). */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** `--services`, repeated or comma-separated; a full eventSource (`monitoring.amazonaws.com`) counts as its prefix. */
export function parseServices(texts: readonly string[]): Parsed<readonly string[]> {
  return { value: splitNames(texts).map(sourcePrefix) };
}

/** `--events`, e.g. `Create*,!CreateTags`. Only patterns with `!` keep everything but what they match. */
export function parseEvents(texts: readonly string[]): Parsed<readonly string[]> {
  const value = splitNames(texts);
  const bad = value.find((pattern) => !/^!?[\w*?.:-]+$/.test(pattern));
  if (bad === undefined) return { value };
  return { problem: `"${bad}" is not an event name. Write names with * and ?, as in Create*,!CreateTags.` };
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
  return { problem: `"${bad}" is not an account. Write its 12 digits, as in 123456789012.` };
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

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
  return { problem: `"${text}" is not a time. Write -24h, -7d, 2026-01-31, or 2026-01-31T12:00:00Z.` };
}

function splitNames(texts: readonly string[]): readonly string[] {
  const names = texts.flatMap((text) => text.split(","));
  return names.map((name) => name.trim().toLowerCase()).filter((name) => name !== "");
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
  const wanted = filters.events.filter((pattern) => !pattern.startsWith("!")).map(compileGlob);
  const unwanted = filters.events
    .filter((pattern) => pattern.startsWith("!"))
    .map((p) => compileGlob(p.slice(1)));
  const from = filters.from?.getTime() ?? Number.NEGATIVE_INFINITY;
  const to = filters.to?.getTime() ?? Number.POSITIVE_INFINITY;

  return (call) => {
    if (call.at < from || call.at >= to) return false;
    if (regions.size > 0 && !regions.has(call.region.toLowerCase())) return false;
    if (accounts.size > 0 && !accounts.has(call.account)) return false;
    const isWantedService = [call.service, ...call.sources].some((name) => services.has(sourcePrefix(name)));
    if (services.size > 0 && !isWantedService) return false;
    const matches = (glob: RegExp) => glob.test(call.eventName) || glob.test(call.operation);
    return (wanted.length === 0 || wanted.some(matches)) && !unwanted.some(matches);
  };
}

/** A pattern may have an API version at its end or not, as the log's names may. */
function compileGlob(pattern: string): RegExp {
  const source = stripEventVersion(pattern)
    .replace(/[^\w*?]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}(\\d{4}_?\\d{2}_?\\d{2}(v\\d+)?)?$`, "i");
}
