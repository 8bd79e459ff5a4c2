/** Selects rows of an object: https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html */
import { isStructure, makeStructure, type Structure } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import type { Done } from "../../../gateway.ts";
import { merge, readText } from "../../engine.ts";
import { answering } from "../../refusal.ts";
import { joinContent } from "../content.ts";
import { refuseWithoutKey } from "../encryption.ts";
import { isRefusal } from "../errors.ts";
import { findObject, refuseArchived } from "../find-object.ts";
import { openBucket } from "../open-bucket.ts";
import { parseStatement } from "./parse-statement.ts";
import { LARGEST_SELECTED, readRecords } from "./records.ts";
import { unsupported } from "./refusals.ts";
import { selectRows } from "./select-rows.ts";
import { makeWriter } from "./write-rows.ts";

/** What is answered in one event: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html */
const LARGEST_EVENT = 1024 ** 2;

function* listRecordEvents(texts: Iterable<string>): Generator<Structure> {
  let [held, size] = [[] as string[], 0];
  const tell = () => merge({ Records: merge({ Payload: Buffer.from(held.join("")) }) });
  for (const text of texts) {
    held.push(text);
    size += text.length;
    if (size < LARGEST_EVENT) continue;
    yield tell();
    [held, size] = [[], 0];
  }
  if (size > 0) yield tell();
}

function part(input: Structure, member: string): Structure {
  const given = input[member];
  return isStructure(given) ? given : makeStructure();
}

/** All events of an answer, before the first of which is sent: what is wrong in a row is answered as an error. */
function listEvents(input: Structure, bytes: Uint8Array): Structure[] {
  if (isStructure(input["ScanRange"])) throw unsupported("ScanRange");
  const statement = parseStatement(readText(input, "Expression"));
  const write = makeWriter(part(input, "OutputSerialization"));
  const { records, size } = readRecords(bytes, part(input, "InputSerialization"));
  const events = [...listRecordEvents(selectRows(statement, records).map(write))];
  const returned = events.reduce((sum, { Records: told }) => {
    const payload = isStructure(told) ? told["Payload"] : undefined;
    return sum + (payload instanceof Uint8Array ? payload.length : 0);
  }, 0);
  const counts = merge({ BytesScanned: bytes.length, BytesProcessed: size, BytesReturned: returned });
  return [...events, merge({ Stats: merge({ Details: counts }) }), merge({ End: makeStructure() })];
}

function select(context: Context): Done {
  const bucket = openBucket(context);
  if (isRefusal(bucket)) return bucket;
  const found = findObject(context, bucket);
  if (isRefusal(found)) return found;
  const { stored } = found;
  const refused = refuseArchived(stored, context.now) ?? refuseWithoutKey(context, stored);
  if (refused) return refused;
  if (stored.size > LARGEST_SELECTED) throw unsupported(`an object of more than ${LARGEST_SELECTED} bytes`);
  const bytes = joinContent(bucket, stored.pieces, 0, stored.size);
  return { output: merge({ Payload: listEvents(context.input, bytes) }) };
}

/** SelectObjectContent. */
export const selectObject = answering(select);
