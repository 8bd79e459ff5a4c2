/** PutEvents and TestEventPattern. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */

import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { standUp } from "../../behaviour/makes/stand-up.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import { listTexts, merge, parseObject, readText } from "../engine.ts";
import { matchesEvent } from "../patterns/match-event.ts";
import { readPattern } from "../patterns/read-pattern.ts";
import { type BusEvent, writeEvent } from "./bus-event.ts";
import { type BusName, invalid, readBusName, refusePattern } from "./buses.ts";
import { compactJson } from "./compact-json.ts";
import { sendEvent } from "./send-event.ts";

/** The most that one call may put, in bytes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const MOST_BYTES = 1_048_576;
/** A moment counts as much. */
const MOMENT_BYTES = 14;
/** Sources of AWS's own events begin so. */
const OWN_SOURCES = "aws.";

function countBytes(entry: Structure): number {
  const texts = [readText(entry, "Source"), readText(entry, "DetailType"), readText(entry, "Detail")];
  const all = [...texts, ...listTexts(entry["Resources"])];
  return all.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function fail(ErrorCode: string, ErrorMessage: string): Structure {
  return merge({ ErrorCode, ErrorMessage });
}

/** Where entries go. */
export interface EntryRoute {
  /** The bus that one is for; undefined where there is none. */
  readonly busOf: (entry: Structure) => BusName | undefined;
  /** Whether they are those of a partner of AWS's, whose sources have its names. */
  readonly isPartner: boolean;
}

/** What is wrong with an entry. */
function refuseEntry(entry: Structure, isPartner: boolean): Structure | undefined {
  for (const member of ["Source", "DetailType", "Detail"])
    if (readText(entry, member) === "")
      return fail(
        "InvalidArgument",
        `Parameter ${member} is not valid. Reason: ${member} is a required argument.`,
      );
  if (!isPartner && readText(entry, "Source").startsWith(OWN_SOURCES))
    return fail("NotAuthorizedForSourceException", "Not authorized for the source.");
  return undefined;
}

const MALFORMED = fail("MalformedDetail", "Detail is malformed.");

/** An event that is put, with where it goes; or what is wrong with it. */
type Read = { readonly event: BusEvent; readonly bus: BusName | undefined } | { readonly refused: Structure };

function readEntry(
  { caller, now, mint, told }: Context,
  entry: Structure,
  at: number,
  { busOf, isPartner }: EntryRoute,
): Read {
  const refused = refuseEntry(entry, isPartner);
  if (refused) return { refused };
  const detail = compactJson(readText(entry, "Detail"));
  if (detail === undefined || !detail.startsWith("{")) return { refused: MALFORMED };
  const { Time } = entry;
  const size = countBytes(entry);
  const event = writeEvent({
    id: readToldId(told?.output, at) ?? makeUuid(mint(32)),
    type: readText(entry, "DetailType"),
    source: readText(entry, "Source"),
    account: caller.account,
    region: caller.region,
    happenedAt: Time instanceof Date ? Time.getTime() : now,
    gotAt: now,
    resources: listTexts(entry["Resources"]),
    detail,
    // Archives count a moment as it is written.
    size: size + 20,
  });
  return { event, bus: busOf(entry) };
}

function readToldId(output: Structure | undefined, at: number): string | undefined {
  const entries = output?.["Entries"];
  const entry: Value | undefined = Array.isArray(entries) ? entries[at] : undefined;
  return isStructure(entry) ? readText(entry, "EventId") || undefined : undefined;
}

/** Puts events on the buses that they are for, and sends each to all that gets it. */
export async function putEntries(context: Context, route: EntryRoute): Promise<Done> {
  const { input, told } = context;
  const given = Array.isArray(input["Entries"]) ? (input["Entries"] as readonly Value[]) : [];
  const entries = given.filter((entry) => isStructure(entry));
  const bytes = entries.reduce(
    (sum, entry) => sum + countBytes(entry) + (entry["Time"] instanceof Date ? MOMENT_BYTES : 0),
    0,
  );
  if (bytes > MOST_BYTES && !told)
    return { error: invalid("Total size of the entries in the request is over the limit.") };
  standUp(context);
  const read = entries.map((entry, at) => readEntry(context, entry, at, route));
  for (const one of read)
    if ("event" in one && one.bus) await sendEvent(context, one.bus, one.event, { isKept: true });
  if (told) return { output: told.output };
  const answers = read.map((one) => ("event" in one ? merge({ EventId: one.event.id }) : one.refused));
  const FailedEntryCount = read.filter((one) => "refused" in one).length;
  return { output: merge({ FailedEntryCount, Entries: answers }) };
}

/** Puts a client's events on buses. */
export function putEvents(context: Context): Promise<Done> {
  const busOf = (entry: Structure) => readBusName(readText(entry, "EventBusName"), context.caller);
  return putEntries(context, { busOf, isPartner: false });
}

/** What every event has: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
const DEMANDED = ["id", "account", "source", "time", "region", "detail-type"];

/** Whether a pattern matches an event. */
export function testEventPattern({ input }: Context): Done {
  const text = readText(input, "EventPattern");
  const event = parseObject(readText(input, "Event"));
  if (!event) return { error: invalid("Parameter Event is not valid.") };
  const refused = refusePattern(text);
  if (refused) return { error: refused };
  if (DEMANDED.some((member) => event[member] === undefined || event[member] === null))
    return { error: invalid("Parameter Event is not valid.") };
  const read = readPattern(text);
  const Result = "pattern" in read && matchesEvent(read.pattern, event);
  return { output: Object.assign(makeStructure(), { Result }) };
}
