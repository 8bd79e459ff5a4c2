/** Cuts CSV into rows, as S3 Select's input is described: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVInput.html */
import { makeStructure, type Structure } from "../../../../aws/values.ts";
import { readText } from "../../engine.ts";
import type { SelectRecord } from "./values.ts";

interface Form {
  readonly field: string;
  readonly record: string;
  readonly quote: string;
  readonly escaping: string;
  readonly comment: string;
}

function readForm(csv: Structure): Form {
  const given = (name: string, usual: string) => {
    const text = readText(csv, name);
    return text === "" ? usual : text;
  };
  const quote = given("QuoteCharacter", '"');
  return {
    field: given("FieldDelimiter", ","),
    record: given("RecordDelimiter", "\n"),
    quote,
    escaping: given("QuoteEscapeCharacter", quote),
    comment: given("Comments", "#"),
  };
}

/** The text of a cell in quotes that begins at `from`, and where it ends. One that does not end goes on to the end. */
function readQuoted(text: string, from: number, { quote, escaping }: Form): readonly [string, number] {
  const parts: string[] = [];
  for (let at = from + quote.length; ; ) {
    // By whole stretches: characters that are joined one by one take many times their memory.
    const next = find(text, quote, at);
    const behind = next + quote.length;
    const before = next - escaping.length;
    if (next === text.length) return [parts.join("") + text.slice(at), next];
    if (
      escaping === quote ? text.startsWith(quote, behind) : before >= at && text.startsWith(escaping, before)
    ) {
      parts.push(text.slice(at, escaping === quote ? next : before), quote);
      at = escaping === quote ? behind + quote.length : behind;
    } else return [parts.join("") + text.slice(at, next), behind];
  }
}

/** Where a text stands next, or the end. */
function find(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? text.length : at;
}

function* readRows(text: string, form: Form): Generator<string[]> {
  let [field, record] = [-1, -1];
  for (let at = 0; at < text.length; ) {
    if (text.startsWith(form.comment, at)) {
      at = find(text, form.record, at) + form.record.length;
      continue;
    }
    const row: string[] = [];
    for (;;) {
      let cell = "";
      if (text.startsWith(form.quote, at)) [cell, at] = readQuoted(text, at, form);
      // Each is looked for again only once it is passed, so that a text without one is read through once.
      if (field < at) field = find(text, form.field, at);
      if (record < at) record = find(text, form.record, at);
      const end = Math.min(field, record);
      row.push(cell + text.slice(at, end));
      at = end;
      if (field >= record) break;
      at += form.field.length;
    }
    at += form.record.length;
    // What spreadsheets end lines with is no part of the last cell.
    const last = row.at(-1);
    if (form.record === "\n" && last?.endsWith("\r")) row[row.length - 1] = last.slice(0, -1);
    if (row.length > 1 || row[0] !== "") yield row;
  }
}

function makeRow(cells: readonly (readonly [name: string, cell: string])[]): Structure {
  const row = makeStructure();
  for (const [name, cell] of cells) row[name] = cell;
  return row;
}

/** The records of a CSV text. */
export function* readCsv(text: string, csv: Structure): Generator<SelectRecord> {
  const header = readText(csv, "FileHeaderInfo");
  let names: readonly string[] | undefined;
  for (const cells of readRows(text.replace(/^\uFEFF/, ""), readForm(csv))) {
    if (names === undefined) {
      const isHeader = header === "USE" || header === "IGNORE";
      names = header === "USE" ? cells : [];
      if (isHeader) continue;
    }
    const named = cells.map((cell, index) => [names?.[index] ?? `_${index + 1}`, cell] as const);
    yield { value: makeRow(named), cells: named };
  }
}
