/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { RecordRange } from "../../records.ts";
import { readText } from "../engine.ts";
import { encodeSegment } from "./keys.ts";
import { checkOperator, readConditions } from "./legacy.ts";
import { checkMixing, readAttributesToGet, readExpressions } from "./parameters.ts";
import { answerPage } from "./read-page.ts";
import { checkSelect, findIndex, makeRequest } from "./read-request.ts";
import { refuse } from "./refusal.ts";
import { checkIndexStart, checkStartNames, checkTableStart, encodeStart, readStartKey } from "./start-key.ts";
import { getTable } from "./tables.ts";

/** A share of a table that is scanned at the same time as the others. */
interface Segment {
  readonly segment: number;
  readonly total: number;
}

function readSegment({ Segment: segment, TotalSegments: total }: Structure): Segment | undefined {
  if (typeof total !== "number") {
    if (typeof segment !== "number") return undefined;
    throw refuse(
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    );
  }
  if (typeof segment !== "number")
    throw refuse(
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    );
  if (segment >= total)
    throw refuse(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  return { segment, total };
}

function findRange(part: Segment | undefined, after: Uint8Array | undefined): RecordRange {
  if (!part) return { after };
  const from = encodeSegment(part.segment, part.total);
  const to = encodeSegment(part.segment + 1, part.total);
  const isOutside =
    after && ((from && Buffer.compare(after, from) < 0) || (to && Buffer.compare(after, to) >= 0));
  if (isOutside)
    throw refuse(
      `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${part.total} Segment: ${part.segment}`,
    );
  return { from, to, after };
}

/** All items of a table or an index, by their hashes. */
export function scan(context: Context): Structure {
  const { input } = context;
  checkMixing(
    input,
    ["ProjectionExpression", "FilterExpression"],
    ["AttributesToGet", "ScanFilter", "ConditionalOperator"],
  );
  const names = readAttributesToGet(input);
  checkSelect(input);
  const filters = readConditions(input["ScanFilter"]);
  checkOperator(input, filters.length);
  const start = readStartKey(input);
  const part = readSegment(input);
  const expressions = readExpressions(input);
  const table = getTable(context, readText(input, "TableName"));
  const index = findIndex(table, input);
  if (start) {
    const message = "The provided starting key is invalid";
    const more = ": The provided key element does not match the schema";
    checkStartNames(table, index, start, index ? message : message + more);
    if (index) checkIndexStart(index.keys, start);
  }
  if (start) checkTableStart(table, start);
  const range = findRange(part, start && encodeStart(table, index, start));
  const request = makeRequest(input, table, index, { names, filters, expressions });
  return answerPage(context, request, range);
}
