/** Runs a query of Insights over rows. */
import { type QueryCommand, readCommands } from "./commands.ts";
import { listTokens, QueryWords } from "./lexer.ts";
import { type Cell, type EventRow, formatMoment } from "./values.ts";

/** What a query gives. */
export interface QueryOutcome {
  /** Each with its fields in the order in which they are shown. */
  readonly rows: readonly (readonly (readonly [field: string, value: string])[])[];
  /** How many rows there were after the filters. */
  readonly matched: number;
}

const USUAL_LIMIT = 10_000;
const POINTER = "@ptr";
const USUAL_FIELDS = ["@timestamp", "@message"];
const MOMENTS: ReadonlySet<string> = new Set(["@timestamp", "@ingestionTime"]);

/** A query that has been read. */
export interface LogQuery {
  readonly commands: readonly QueryCommand[];
}

/** Reads a query. Throws BadQuery and UnknownCommand. */
export function readQuery(text: string): LogQuery {
  const words = new QueryWords(listTokens(text));
  return { commands: text.trim() === "" ? [] : readCommands(words, text) };
}

/** The fields that a query shows: those of the last command that says them all, else all that are named. */
function listShown(commands: readonly QueryCommand[]): readonly string[] {
  const last = commands.findLastIndex(({ name }) => name === "stats" || name === "display");
  const rest = commands
    .slice(Math.max(last, 0))
    .flatMap(({ name, shows = [] }, at) => (at === 0 || name === "fields" ? shows : []));
  const all = last < 0 ? commands.flatMap(({ shows = [] }) => shows) : rest;
  return all.length === 0 ? USUAL_FIELDS : [...new Set(all)];
}

function show(name: string, value: Cell, moments: ReadonlySet<string>): string {
  const isMoment = MOMENTS.has(name) || moments.has(name);
  if (typeof value !== "number") return String(value);
  return isMoment ? formatMoment(value) : String(value);
}

/** The rows that a query gives of those that come by their times, the last first. */
export function runQuery(
  { commands }: LogQuery,
  given: readonly EventRow[],
  limit = USUAL_LIMIT,
): QueryOutcome {
  let rows: readonly EventRow[] = given;
  let matched = given.length;
  for (const { name, run } of commands) {
    rows = run(rows);
    if (name === "filter") matched = rows.length;
  }
  const isLimited = commands.some((one) => one.limit !== undefined);
  const shown = listShown(commands);
  const moments = new Set(commands.flatMap((one) => one.moments ?? []));
  const isGrouped = commands.some(({ name }) => name === "stats");
  const fields = isGrouped ? shown : [...shown.filter((name) => name !== POINTER), POINTER];
  return {
    matched,
    rows: (isLimited ? rows : rows.slice(0, limit)).map((row) =>
      fields.flatMap((name) => {
        const value = row.get(name);
        return value === undefined ? [] : [[name, show(name, value, moments)] as const];
      }),
    ),
  };
}
