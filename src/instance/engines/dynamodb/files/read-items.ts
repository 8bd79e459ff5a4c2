/** The items of files of an import: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.Format.html */

import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { isStructure, type Structure, type Value } from "../../../../aws/values.ts";
import { ownRows } from "../../../../base/own-rows.ts";
import { isObject } from "../../../../base/values.ts";
import { listStructures, parseObject, readText } from "../../engine.ts";
import { makeItem, type TableItem } from "../attributes.ts";
import { readItem } from "../item-text.ts";
import { listTexts, readStructure } from "../read-members.ts";
import { FailedTask } from "./objects.ts";
import { splitRows } from "./split-values.ts";

const OPENERS: Readonly<Record<string, (content: Uint8Array) => Uint8Array>> = ownRows({
  GZIP: (content) => gunzipSync(content),
  ZSTD: (content) => zstdDecompressSync(content),
});

/** What is in a file. Throws where it is not compressed as it is said to be. */
export function openFile(content: Uint8Array, compression: string): Uint8Array {
  try {
    return OPENERS[compression]?.(content) ?? content;
  } catch {
    throw new FailedTask("InvalidInputFormat", `The file is not compressed with ${compression}.`);
  }
}

/** Items, or undefined in the place of what is none. */
type ReadItems = Generator<TableItem | undefined>;

/** An item on each line. What follows a line without one is not read. */
function* readJson(text: string): ReadItems {
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const item = parseObject(line)?.["Item"];
    if (!isObject(item)) {
      yield undefined;
      return;
    }
    try {
      yield "" in item ? undefined : readItem(JSON.stringify(item));
    } catch {
      yield undefined;
    }
  }
}

/** The types of the attributes of keys: all others of rows are texts. */
function readTypes(parameters: Structure): ReadonlyMap<string, string> {
  return new Map(
    listStructures(parameters["AttributeDefinitions"]).map((one) => [
      readText(one, "AttributeName"),
      readText(one, "AttributeType"),
    ]),
  );
}

function* readRows(text: string, options: Structure, parameters: Structure): ReadItems {
  const { Csv } = options;
  const { Delimiter, HeaderList } = readStructure(Csv);
  const types = readTypes(parameters);
  let names = listTexts(HeaderList);
  for (const row of splitRows(text, typeof Delimiter === "string" ? Delimiter : ",")) {
    if (names.length === 0) {
      names = row;
      continue;
    }
    const item = makeItem();
    for (const [at, name] of names.entries()) {
      const field = row[at] ?? "";
      const type = types.get(name);
      if (field === "" && type === undefined) continue;
      item[name] =
        type === "N" ? { N: field } : type === "B" ? { B: Buffer.from(field, "base64") } : { S: field };
    }
    yield item;
  }
}

/** The items of a text in a format that is read. */
export function readItems(text: string, input: Structure): ReadItems {
  const options: Value | undefined = input["InputFormatOptions"];
  return input["InputFormat"] === "CSV"
    ? readRows(text, isStructure(options) ? options : {}, readStructure(input["TableCreationParameters"]))
    : readJson(text);
}
