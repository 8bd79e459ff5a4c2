/** Reads answers that are streams of events. */
import { authorizeRequest } from "../../../../src/aws/authorize.ts";
import { readMessages } from "../../../../src/aws/formats/event-stream.ts";
import { loadOperation } from "../../../../src/aws/model/table.ts";
import { encodeRequest } from "../../../../src/aws/protocols/requests.ts";
import type { Structure } from "../../../../src/aws/values.ts";
import { ACCOUNT, REGION, type TestClient } from "./client.ts";

/** An event with its name. */
export interface ReadEvent {
  readonly name: string;
  readonly event: ReturnType<typeof JSON.parse>;
}

/** Asks for a stream, and tells what is answered at once. */
export async function askForStream(client: TestClient, service: string, name: string, input: Structure) {
  const operation = await loadOperation(service, name);
  const encoded = encodeRequest(operation, input, { idempotencyToken: "" });
  if ("unsendable" in encoded) throw new Error(encoded.unsendable);
  const place = { service, account: ACCOUNT, region: REGION, at: client.now };
  const signed = authorizeRequest(encoded.request, place, { signingName: service, version: "0" });
  const headers = { ...signed.headers, host: "localhost" };
  const { status, body, more } = await client.instance.answer({ ...signed, headers });
  return { status, bytes: Buffer.from(body), more };
}

/** Asks for a stream, and tells its events one by one. Throws where the answer is an error. */
export async function* askForEvents(
  client: TestClient,
  service: string,
  name: string,
  input: Structure,
): AsyncGenerator<ReadEvent> {
  const { status, bytes: body, more } = await askForStream(client, service, name, input);
  if (status !== 200) throw new Error(body.toString());
  const read = function* (bytes: Uint8Array) {
    for (const { headers: told, payload } of readMessages(bytes))
      yield { name: told[":event-type"] ?? "", event: JSON.parse(Buffer.from(payload).toString()) };
  };
  yield* read(body);
  for await (const part of more ?? []) yield* read(part);
}
