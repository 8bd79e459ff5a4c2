/** What Insights finds in the lines that Lambda writes of a function's calls: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html */
import { type Cell, toNumber } from "./values.ts";

/** Of the groups of functions. */
const PREFIX = "/aws/lambda/";
const LINE = /^(START|END|REPORT) RequestId: ([\w-]{1,64})/;
const MEGABYTE = 1_000_000;

interface Measure {
  readonly field: string;
  /** What a number counts that is told in the line's unit. */
  readonly each: number;
}

const MEASURES: ReadonlyMap<string, Measure> = new Map([
  ["Duration", { field: "@duration", each: 1 }],
  ["Billed Duration", { field: "@billedDuration", each: 1 }],
  ["Memory Size", { field: "@memorySize", each: MEGABYTE }],
  ["Max Memory Used", { field: "@maxMemoryUsed", each: MEGABYTE }],
]);

/** The fields of an event of a group: none but in what Lambda writes of calls. */
export function findFunctionFields(group: string, message: string): (readonly [string, Cell])[] {
  const [, type, request] = (group.startsWith(PREFIX) && LINE.exec(message)) || [];
  if (type === undefined) return [];
  const found: (readonly [string, Cell])[] = [
    ["@type", type],
    ["@requestId", request],
  ];
  if (type !== "REPORT") return found;
  for (const part of message.split("\t")) {
    const [name = "", value = ""] = part.split(": ");
    const measure = MEASURES.get(name.trim());
    const number = toNumber(value.split(" ")[0]);
    if (measure && number !== undefined) found.push([measure.field, number * measure.each]);
  }
  return found;
}
