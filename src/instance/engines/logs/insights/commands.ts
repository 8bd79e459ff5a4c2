/** Commands of Insights' queries: what each makes of the rows before it. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
import { type Evaluate, givesMoment, readExpression, readSum, writeGroupField } from "./expressions.ts";
import { BadQuery, type GroupValue, type QueryWords, UnknownCommand } from "./lexer.ts";
import { isUndone } from "./undone.ts";
import { compareCells, type EventRow, isTrue } from "./values.ts";

/** What a command does. */
export interface QueryCommand {
  readonly name: string;
  readonly run: (rows: readonly EventRow[]) => EventRow[];
  /** The fields that it shows, in this order. */
  readonly shows?: readonly string[];
  /** Fields that have moments. */
  readonly moments?: readonly string[];
  /** Whether it is told how many rows there are to be. */
  readonly limit?: number;
}

interface Named {
  readonly name: string;
  readonly evaluate: Evaluate;
}

/** The text of a query between two of its words. */
function quote(query: string, start: number, end: number): string {
  return query.slice(start, end).trim();
}

/** An expression with its name: the one behind `as`, else its text. */
function readNamed(words: QueryWords, query: string, read: (words: QueryWords) => Evaluate): Named {
  const start = words.peek();
  const evaluate = read(words);
  const end = words.peek().at;
  const name = words.takeWord("as") ? words.demand("name") : undefined;
  const text = quote(query, start.at, end);
  return { name: name ?? (start.kind === "name" && text.startsWith("`") ? start.text : text), evaluate };
}

function readList(words: QueryWords, query: string, read: (words: QueryWords) => Evaluate): Named[] {
  const all: Named[] = [];
  do all.push(readNamed(words, query, read));
  while (words.takeSign(","));
  return all;
}

function add(rows: readonly EventRow[], named: readonly Named[]): EventRow[] {
  return rows.map((row) => {
    const more = new Map(row);
    for (const { name, evaluate } of named) more.set(name, evaluate(more));
    return more;
  });
}

function readFields(name: string, words: QueryWords, query: string): QueryCommand {
  const named = readList(words, query, readExpression);
  const shows = named.map((one) => one.name);
  return { name, run: (rows) => add(rows, named), shows, moments: shows.filter(givesMoment) };
}

function readSort(words: QueryWords): QueryCommand {
  const by: { readonly evaluate: Evaluate; readonly direction: number }[] = [];
  do {
    const evaluate = readSum(words);
    const isUp = words.takeWord("asc");
    by.push({ evaluate, direction: !isUp && words.takeWord("desc") ? -1 : isUp ? 1 : -1 });
  } while (words.takeSign(","));
  const compare = (a: EventRow, b: EventRow) => {
    for (const { evaluate, direction } of by) {
      const order = compareCells(evaluate(a), evaluate(b)) * direction;
      if (order !== 0) return order;
    }
    return 0;
  };
  return { name: "sort", run: (rows) => rows.toSorted(compare) };
}

/** What is told of a group: what an expression makes of the values of functions on it. */
function readGroupValue(words: QueryWords): GroupValue {
  const start = words.peek();
  const aggregates: GroupValue[] = [];
  words.aggregates = aggregates;
  const evaluate = readSum(words);
  words.aggregates = undefined;
  if (aggregates.length === 0) throw words.refuse(start);
  return (rows) =>
    evaluate(new Map(aggregates.map((tell, at) => [writeGroupField(at), tell(rows)] as const)));
}

function readStats(words: QueryWords, query: string): QueryCommand {
  const told: { readonly name: string; readonly tell: GroupValue }[] = [];
  do {
    const start = words.peek().at;
    const tell = readGroupValue(words);
    const text = quote(query, start, words.peek().at);
    told.push({ name: words.takeWord("as") ? words.demand("name") : text, tell });
  } while (words.takeSign(","));
  const by = words.takeWord("by") ? readList(words, query, readExpression) : [];
  const run = (rows: readonly EventRow[]): EventRow[] => {
    const groups = Map.groupBy(add(rows, by), (row) =>
      JSON.stringify(by.map(({ name }) => row.get(name) ?? null)),
    );
    // Without groups, there is one, of all.
    if (by.length === 0 && groups.size === 0) groups.set("", []);
    return [...groups.values()].map(
      (group) =>
        new Map([
          ...by.map(({ name }) => [name, group[0]?.get(name)] as const),
          ...told.map(({ name, tell }) => [name, tell(group)] as const),
        ]),
    );
  };
  const names = by.map(({ name }) => name);
  return {
    name: "stats",
    run,
    shows: [...names, ...told.map(({ name }) => name)],
    moments: names.filter(givesMoment),
  };
}

/** What a text has at the stars of a pattern; undefined where it is not like that. */
function matchStars(parts: readonly string[], text: string): string[] | undefined {
  const [head = "", ...rest] = parts;
  const start = text.indexOf(head);
  if (start < 0) return undefined;
  const found: string[] = [];
  let at = start + head.length;
  for (const [index, part] of rest.entries()) {
    const end = part === "" && index === rest.length - 1 ? text.length : text.indexOf(part, at);
    if (end < 0) return undefined;
    found.push(text.slice(at, end));
    at = end + part.length;
  }
  return found;
}

function readParse(words: QueryWords): QueryCommand {
  const field = words.peek().kind === "name" ? words.demand("name") : "@message";
  if (words.peek().kind === "expression") throw new UnknownCommand("parse with a regular expression");
  const parts = words.demand("text").split("*");
  if (!words.takeWord("as")) throw words.refuse();
  const names: string[] = [];
  do names.push(words.demand("name"));
  while (words.takeSign(","));
  if (names.length !== parts.length - 1)
    throw new BadQuery(`parse has ${parts.length - 1} wildcards and ${names.length} names`);
  const run = (rows: readonly EventRow[]): EventRow[] =>
    rows.map((row) => {
      const found = matchStars(parts, String(row.get(field) ?? ""));
      return found ? new Map([...row, ...names.map((name, at) => [name, found[at]] as const)]) : row;
    });
  return { name: "parse", run };
}

function readDedup(words: QueryWords, query: string): QueryCommand {
  const by = readList(words, query, readSum);
  const run = (rows: readonly EventRow[]): EventRow[] => {
    const seen = new Set<string>();
    return rows.filter((row) => {
      const values = by.map(({ evaluate }) => evaluate(row));
      // What lacks a field is kept.
      if (values.includes(undefined)) return true;
      const text = JSON.stringify(values);
      const isNew = !seen.has(text);
      seen.add(text);
      return isNew;
    });
  };
  return { name: "dedup", run };
}

function readCommand(words: QueryWords, query: string): QueryCommand {
  const token = words.peek();
  const name = words.demand("name").toLowerCase();
  switch (name) {
    case "fields":
    case "display":
      return readFields(name, words, query);
    case "filter":
    case "where": {
      const test = readExpression(words);
      return { name: "filter", run: (rows) => rows.filter((row) => isTrue(test(row))) };
    }
    case "sort":
      return readSort(words);
    case "limit":
    case "head": {
      const limit = Number(words.demand("number"));
      return { name: "limit", run: (rows) => rows.slice(0, limit), limit };
    }
    case "stats":
      return readStats(words, query);
    case "parse":
      return readParse(words);
    case "dedup":
      return readDedup(words, query);
    default:
      throw isUndone("command", name) ? new UnknownCommand(name) : words.refuse(token);
  }
}

/** The commands of a query. Throws BadQuery and UnknownCommand. */
export function readCommands(words: QueryWords, query: string): QueryCommand[] {
  const commands: QueryCommand[] = [];
  do {
    if (words.peek().kind === "end" && commands.length > 0) break;
    commands.push(readCommand(words, query));
  } while (words.takeSign("|"));
  if (words.peek().kind !== "end") throw words.refuse();
  return commands;
}
