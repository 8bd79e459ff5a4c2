/** Tells the streams of a log group. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
import { isStructure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { writeOutput } from "../../behaviour/reads/view.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { readSummary, type Summary } from "./event-space.ts";
import { findAskedGroup, listStreams, nameOf, readNumber } from "./groups.ts";
import { paginate } from "./pages.ts";
import { fail, refuse } from "./refusals.ts";

const USUAL_PAGE = 50;

interface Told {
  readonly stream: Thing;
  readonly summary: Summary | undefined;
}

function tellSummary({ stream, summary }: Told) {
  if (!summary) return {};
  const digits = Bun.CryptoHasher.hash("sha256", JSON.stringify([stream.chain, summary.count]), "hex");
  return {
    firstEventTimestamp: summary.first,
    lastEventTimestamp: summary.last,
    lastIngestionTime: summary.ingested,
    uploadSequenceToken: `49${BigInt(`0x${digits.slice(0, 44)}`)}`.padEnd(56, "0").slice(0, 56),
  };
}

/** A page of streams, by their names or their last events. */
export function describeLogStreams(context: Context): Done {
  const { input } = context;
  if (readText(input, "logGroupName") !== "" && readText(input, "logGroupIdentifier") !== "")
    return fail("ValidationException", "LogGroup name and LogGroup ARN are mutually exclusive parameters.");
  const found = findAskedGroup(context);
  if ("error" in found) return found;
  const [prefix, isByTime] = [readText(input, "logStreamNamePrefix"), input["orderBy"] === "LastEventTime"];
  if (isByTime && prefix !== "") return refuse("Cannot order by LastEventTime with a logStreamNamePrefix.");
  const streams = listStreams(context, found.group).filter((one) => nameOf(one).startsWith(prefix));
  const read = (stream: Thing): Told => ({ stream, summary: readSummary(context, found.group, stream) });
  const ordered = isByTime
    ? streams
        .map(read)
        .sort((a, b) => (a.summary?.last ?? 0) - (b.summary?.last ?? 0))
        .map(({ stream }) => stream)
    : streams;
  if (input["descending"] === true) ordered.reverse();
  const limit = readNumber(input, "limit") ?? USUAL_PAGE;
  const page = paginate(ordered, nameOf, readText(input, "nextToken"), limit, nameOf(found.group));
  if ("error" in page) return page;
  const { logStreams } = writeOutput(context, page.items, "logStreams[]");
  const told = (Array.isArray(logStreams) ? (logStreams as readonly Value[]) : []).map((item, at) => {
    const stream = page.items[at];
    return isStructure(item) && stream ? merge(item, tellSummary(read(stream))) : item;
  });
  return { output: merge({ logStreams: told }, page.more) };
}
