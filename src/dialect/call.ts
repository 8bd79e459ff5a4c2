/** A call of an API as the log has it, decoded once: what was asked, and what production answered. */
import type { Operation } from "../aws/model/types.ts";
import { makeStructure, type Structure } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import type { TrailEvent } from "../trail/record.ts";
import { decodeAnswer } from "./answers.ts";
import { addCaller } from "./caller.ts";
import { collectNames } from "./correct.ts";
import { findCorrections } from "./corrections.ts";
import { findHiddenObjects } from "./hidden.ts";
import { type KeyTypes, makeKeyContext } from "./key-types.ts";
import { decodeParameters } from "./parameters.ts";
import { addToldBeside } from "./told-beside.ts";
import { addToldNames } from "./told-names.ts";

/** What the log says of a call beside what was asked and answered. */
export type CallRecord = Pick<TrailEvent, "eventName" | "eventTime" | "additionalEventData" | "principal">;

/** One call of one operation, in the API's own names. */
export interface Call {
  /** The record's eventID; of a call that the log does not hold, a UUID of its own, the same in every run. */
  readonly id: string;
  /** undefined for a call that the log does not hold. */
  readonly event?: CallRecord | undefined;
  /** botocore's name of the service. */
  readonly service: string;
  readonly operation: Operation;
  readonly account: string;
  readonly region: string;
  /** When production's call completed, in milliseconds since 1970; by whole seconds. */
  readonly at: number;
  /** Orders the calls of one second as the input has them. */
  readonly ordinal: number;
  readonly input: Structure;
  /** What production answered; empty where the log has nothing of it. */
  readonly output: Structure;
  /** Recorded parameters that fit no member of the input, as paths. */
  readonly unmatched: readonly string[];
  /** Those of `unmatched` where a marker stands for a hidden object or list, with the paths of their members. */
  readonly hidden?: ReadonlyMap<string, string>;
  /** Names of which the log holds no values, by the path of the map in the input that has them: an item's attributes. */
  readonly named?: ReadonlyMap<string, readonly string[]>;
  /** Set where the call is not to be made, and only says what there is. */
  readonly seen?: NonNullable<TrailEvent["seen"]>;
}

/** The record's eventID; "" for a call that the log does not hold. */
export function tellEventId({ id, event }: Call): string {
  return event ? id : "";
}

/** The name that the log has, or would have, for the event: `CreateFunction20150331`. */
export function tellEventName({ event, operation }: Call): string {
  return event?.eventName ?? operation.name;
}

/** When the call completed, as recorded: ISO 8601. */
export function tellEventTime({ event, at }: Call): string {
  return event?.eventTime ?? new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

/** What holds nothing is one for all calls: many have no answer, and most nothing unmatched. */
const NOTHING: Structure = makeStructure();
const NONE: readonly string[] = [];

/** The call of `operation` that an event records. Never throws for what a record can hold. */
export function decodeCall(event: TrailEvent, operation: Operation, keyTypes: KeyTypes): Call {
  const rows = findCorrections(event.service, event.operation);
  const { eventId, eventName, eventTime, additionalEventData, principal } = event;
  const { service, account, region, at, ordinal } = event;
  const { input, unmatched } = decodeParameters(operation, event.requestParameters, (corrected) =>
    makeKeyContext(keyTypes, event, corrected),
  );
  const output = decodeAnswer(operation, event.responseElements);
  const hidden = findHiddenObjects(operation, event.requestParameters, unmatched);
  const named = collectNames(event.requestParameters, rows);
  const call = {
    id: eventId,
    event: { eventName, eventTime, additionalEventData, principal },
    service,
    operation,
    account,
    region,
    at,
    ordinal,
    input: addToldNames(
      addCaller(addToldBeside(input, rows, event), operation, rows, output, event.caller),
      operation,
      output,
    ),
    output: Object.keys(output).length === 0 ? NOTHING : output,
    unmatched: unmatched.length === 0 ? NONE : unmatched,
  };
  if (hidden.size === 0 && named.size === 0 && event.seen === undefined) return call;
  return {
    ...call,
    ...(hidden.size > 0 && { hidden }),
    ...(named.size > 0 && { named }),
    ...(event.seen && { seen: event.seen }),
  };
}

compileLightly(decodeCall);
