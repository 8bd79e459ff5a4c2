/** Answers that are streams of events, in json and AWS's older CBOR: https://smithy.io/2.0/spec/streaming.html#event-streams */
import { writeMessage } from "../formats/event-stream.ts";
import { Unsendable } from "../formats/unsendable.ts";
import { listMembers } from "../model/shape.ts";
import type { Operation, Protocol, Shape } from "../model/types.ts";
import { isStructure, makeStructure, type Structure } from "../values.ts";
import type { WireResponse } from "../wire.ts";
import { chooseProtocol } from "./protocols.ts";

const TYPE = "application/vnd.amazon.eventstream";

/** The protocols whose events are each one body. */
const SPOKEN: ReadonlySet<Protocol> = new Set(["json", "amz-cbor"]);

/** The bytes of a structure as the protocol has it in a body, and what those are called. */
function writeBody(operation: Operation, protocol: Protocol, output: Shape | undefined, values: Structure) {
  const { body, headers } = chooseProtocol(operation, protocol).encodeResponse(
    { ...operation, output },
    values,
    "",
  );
  return { body, type: headers["content-type"] ?? "" };
}

/** The member of an output that is the stream. */
function findStream({ output }: Operation): readonly [string, Shape] {
  const found = listMembers(output).find(([, { eventstream }]) => eventstream);
  if (!found) throw new Unsendable("no member is a stream of events");
  return found;
}

/** A message of one event: a structure whose only member is called as the event is. */
function writeEvent(operation: Operation, protocol: Protocol, event: Structure): Uint8Array {
  const [, stream] = findStream(operation);
  const [[name = "", value] = []] = Object.entries(event);
  const shape = stream.members?.[name];
  if (!shape || !isStructure(value)) throw new Unsendable(`${operation.name} has no event ${name}`);
  const { body, type } = writeBody(operation, protocol, shape, value);
  const kind = shape.exception
    ? { ":message-type": "exception", ":exception-type": name }
    : { ":message-type": "event", ":event-type": name };
  return writeMessage({ ...kind, ":content-type": type }, body);
}

async function* writeEvents(
  operation: Operation,
  protocol: Protocol,
  events: AsyncIterable<Structure>,
): AsyncGenerator<Uint8Array> {
  for await (const event of events) yield writeEvent(operation, protocol, event);
}

/**
 * The answer of an operation whose output has a stream: what else it says in a first message, then the events, those that
 * are there already in the body. Throws Unsendable.
 */
export function encodeEventStream(
  operation: Operation,
  output: Structure,
  { requestId, protocol }: { readonly requestId: string; readonly protocol: Protocol },
  events?: AsyncIterable<Structure>,
): WireResponse {
  if (!SPOKEN.has(protocol)) throw new Unsendable(`${operation.name} answers with a stream of events`);
  const [member] = findStream(operation);
  const { [member]: first, ...rest } = output;
  const said = Object.assign(makeStructure(), rest);
  const begin = writeBody(operation, protocol, operation.output, said);
  const head = writeMessage(
    { ":message-type": "event", ":event-type": "initial-response", ":content-type": begin.type },
    begin.body,
  );
  const list = Array.isArray(first) ? (first as readonly Structure[]) : [];
  return {
    status: 200,
    headers: { "content-type": TYPE, "x-amzn-requestid": requestId },
    body: Buffer.concat([head, ...list.map((event) => writeEvent(operation, protocol, event))]),
    ...(events && { more: writeEvents(operation, protocol, events) }),
  };
}
