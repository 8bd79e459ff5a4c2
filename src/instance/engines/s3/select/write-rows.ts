/** Writes rows as S3 Select's output is described: https://docs.aws.amazon.com/AmazonS3/latest/API/API_OutputSerialization.html */
import { writeDocument } from "../../../../aws/formats/json.ts";
import { isStructure, type Structure } from "../../../../aws/values.ts";
import { readText } from "../../engine.ts";
import { refusal } from "../../refusal.ts";
import { type NamedCells, type SelectedCell, toText } from "./values.ts";

function writeAsJson(row: NamedCells): string {
  const members = row.flatMap(([name, cell]) =>
    cell === undefined ? [] : [`${JSON.stringify(name)}:${writeDocument(cell)}`],
  );
  return `{${members.join(",")}}`;
}

function makeCsvWriter(csv: Structure): (row: NamedCells) => string {
  const given = (name: string, usual: string) => {
    const text = csv[name];
    return typeof text === "string" && text !== "" ? text : usual;
  };
  const [field, record] = [given("FieldDelimiter", ","), given("RecordDelimiter", "\n")];
  const [quote, escaping] = [given("QuoteCharacter", '"'), given("QuoteEscapeCharacter", '"')];
  const isAlways = readText(csv, "QuoteFields") === "ALWAYS";
  const write = (cell: SelectedCell) => {
    const text = toText(cell);
    const needs = isAlways || [field, record, quote].some((sign) => text.includes(sign));
    return needs ? quote + text.replaceAll(quote, () => escaping + quote) + quote : text;
  };
  return (row) => row.map(([, cell]) => write(cell)).join(field) + record;
}

/** How a row is written. Throws a refusal of an output that is none. */
export function makeWriter({ CSV: csv, JSON: json }: Structure): (row: NamedCells) => string {
  if (isStructure(csv) === isStructure(json))
    throw refusal("ObjectSerializationConflict", "OutputSerialization takes one of CSV and JSON.");
  if (isStructure(csv)) return makeCsvWriter(csv);
  const given = isStructure(json) ? json["RecordDelimiter"] : undefined;
  const delimiter = typeof given === "string" && given !== "" ? given : "\n";
  return (row) => writeAsJson(row) + delimiter;
}
