/** Reads S3 Select's statements: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-select.html */
import { refusal } from "../../refusal.ts";
import { isName, readName, readSteps, readTerm } from "./parse-term.ts";
import { unsupported } from "./refusals.ts";
import type { ObjectQuery, SelectColumn, SelectStep, SelectTerm } from "./syntax.ts";
import { SelectReader } from "./tokens.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html: 256 KB */
const LONGEST = 256 * 1024;

/** What the object is called in every statement. */
const SOURCE = "S3OBJECT";

/** Clauses that S3 Select does not have. */
const LACKING = ["GROUP", "ORDER", "HAVING", "UNION", "JOIN"] as const;

function nameOf(term: SelectTerm, index: number): string {
  const last = term.kind === "path" ? term.steps.at(-1) : undefined;
  return last?.kind === "name" ? last.name : `_${index + 1}`;
}

function readColumns(reader: SelectReader): SelectColumn[] | undefined {
  if (reader.takes("*")) return undefined;
  const columns: SelectColumn[] = [];
  do {
    const term = readTerm(reader);
    const isNamed = reader.takes("AS") || isName(reader);
    columns.push({ term, name: isNamed ? readName(reader).name : nameOf(term, columns.length) });
  } while (reader.takes(","));
  return columns;
}

function readLimit(reader: SelectReader): number | undefined {
  if (!reader.takes("LIMIT")) return undefined;
  const { kind, text } = reader.token;
  if (kind !== "number" || !/^\d+$/.test(text)) throw reader.unexpected();
  reader.pass();
  return Number(text);
}

/** A statement. Throws a refusal of what is none, and of what is not done. */
export function parseStatement(text: string): ObjectQuery {
  if (Buffer.byteLength(text) > LONGEST)
    throw refusal("ExpressionTooLong", "The SQL expression is too long: The maximum byte-length is 256 KB.");
  const reader = new SelectReader(text);
  if (!reader.takes("SELECT")) throw reader.unexpected();
  const columns = readColumns(reader);
  if (!reader.takes("FROM"))
    throw refusal("ParseSelectMissingFrom", "The SQL expression contains a missing FROM clause.");
  const source = readName(reader);
  if (source.name.toUpperCase() !== SOURCE)
    throw refusal("InvalidTableAlias", "The SQL expression contains an invalid table alias.");
  const from: readonly SelectStep[] = readSteps(reader);
  const names = new Set([SOURCE]);
  if (reader.takes("AS") || isName(reader)) names.add(readName(reader).name.toUpperCase());
  const where = reader.takes("WHERE") ? readTerm(reader) : undefined;
  const lacking = LACKING.find((word) => reader.token.is === word);
  if (lacking) throw unsupported(lacking);
  const limit = readLimit(reader);
  reader.takes(";");
  if (reader.token.kind !== "end") throw reader.unexpected();
  return { columns, from, names, where, limit };
}
