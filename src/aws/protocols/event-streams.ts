/** Answers that are streams of events, in json, AWS's older CBOR and rest-xml: https://smithy.io/2.0/spec/streaming.html#event-streams */
import { writeMessage } from "../formats/event-stream.ts";
import { Unsendable } from "../formats/unsendable.ts";
import { writeXmlElement } from "../formats/xml.ts";
import { renderXml, XML_DECLARATION } from "../formats/xml-elements.ts";
import { listMembers } from "../model/shape.ts";
import type { Operation, Protocol, Shape } from "../model/types.ts";
import { isStructure, makeStructure, type Structure } from "../values.ts";
import type { WireResponse } from "../wire.ts";
import { chooseProtocol } from "./protocols.ts";

const TYPE = "application/vnd.amazon.eventstream";

/** The protocols that are spoken, and whether they say the rest of an output in a first message instead of headers. */
const SPOKEN: ReadonlyMap<Protocol, boolean> = new Map([
  ["json", true],
  ["amz-cbor", true],
  ["rest-xml", false],
]);

interface EventBody {
  readonly body: string | Uint8Array;
  /** What it is called; nothing where there is none. */
  readonly type?: string | undefined;
}

/** What an event of rest-xml holds: the bytes or the document of the one member that is its payload. */
function writePayload(shape: Shape, value: Structure): EventBody {
  const [name, payload] = listMembers(shape).find(([, { eventpayload }]) => eventpayload) ?? [];
  const held = name === undefined ? undefined : value[name];
  if (held instanceof Uint8Array) return { body: held, type: "application/octet-stream" };
  if (!payload || !isStructure(held)) return { body: "" };
  const document = writeXmlElement(payload, held, payload.name);
  return { body: XML_DECLARATION + renderXml(document), type: "text/xml" };
}

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
  const { body, type }: EventBody =
    protocol === "rest-xml" ? writePayload(shape, value) : writeBody(operation, protocol, shape, value);
  const kind = shape.exception
    ? { ":message-type": "exception", ":exception-type": name }
    : { ":message-type": "event", ":event-type": name };
  return writeMessage({ ...kind, ...(type !== undefined && { ":content-type": type }) }, Buffer.from(body));
}

/** The message of what an output says besides its stream. */
function writeFirst(operation: Operation, protocol: Protocol, said: Structure): Uint8Array {
  const { body, type } = writeBody(operation, protocol, operation.output, said);
  const headers = { ":message-type": "event", ":event-type": "initial-response", ":content-type": type };
  return writeMessage(headers, Buffer.from(body));
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
  const beginsWithMessage = SPOKEN.get(protocol);
  if (beginsWithMessage === undefined)
    throw new Unsendable(`${operation.name} answers with a stream of events`);
  const [member] = findStream(operation);
  const { [member]: first, ...rest } = output;
  const said = Object.assign(makeStructure(), rest);
  // The headers of any answer of the service, whatever it says.
  const bare = chooseProtocol(operation, protocol).encodeResponse(
    { ...operation, output: undefined },
    makeStructure(),
    requestId,
  );
  const head = beginsWithMessage ? writeFirst(operation, protocol, said) : Buffer.of();
  const list = Array.isArray(first) ? (first as readonly Structure[]) : [];
  return {
    status: 200,
    headers: { ...bare.headers, "content-type": TYPE },
    body: Buffer.concat([head, ...list.map((event) => writeEvent(operation, protocol, event))]),
    ...(events && { more: writeEvents(operation, protocol, events) }),
  };
}
