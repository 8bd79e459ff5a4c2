/** A client as SDKs are one: it writes requests in the service's protocol, and shows answers and errors as boto3 does. */

import { authorizeRequest } from "../../../../src/aws/authorize.ts";
import { listElements, nameOf, parseXml, textOf } from "../../../../src/aws/formats/xml-elements.ts";
import { loadOperation } from "../../../../src/aws/model/table.ts";
import { encodeRequest } from "../../../../src/aws/protocols/requests.ts";
import { decodeError, decodeResponse } from "../../../../src/aws/protocols/responses.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../../src/aws/values.ts";
import type { WireRequest, WireResponse } from "../../../../src/aws/wire.ts";
import { Instance, type InstanceSettings } from "../../../../src/instance/instance.ts";

/** What a call takes, as one writes it in a test. */
export type Given =
  | null
  | string
  | number
  | boolean
  | Date
  | Uint8Array
  | readonly Given[]
  | { readonly [name: string]: Given | undefined };

/** An answer as boto3 shows it: the output or `Error`, and the status. */
export interface Shown extends Readonly<Record<string, unknown>> {
  readonly Error?: { readonly Code: string; readonly Message: string } & Readonly<Record<string, unknown>>;
  readonly ResponseMetadata: { readonly HTTPStatusCode: number };
}

/** Where a call goes and as whom, where it is not the client's own place. */
export interface Elsewhere {
  readonly account?: string;
  readonly region?: string;
}

/** As the recordings call it. */
export const ACCOUNT = "111111111111";
export const REGION = "us-east-1";
/** 2026-04-01T00:00:00Z */
export const START = Date.UTC(2026, 3, 1);

/** Sends a request that has its Host header. */
type Send = (request: WireRequest) => Promise<WireResponse>;

/** A client of whatever answers requests. */
export class WireClient {
  readonly #send: Send;
  #count = 0;

  /** `now`: of signatures, in milliseconds since 1970. */
  constructor(
    send: Send,
    readonly now: () => number,
  ) {
    this.#send = send;
  }

  /** Asks an operation of a service, by botocore's names. Throws where the input cannot be written. */
  async call(
    service: string,
    name: string,
    input: { readonly [name: string]: Given | undefined } = {},
    { account = ACCOUNT, region = REGION }: Elsewhere = {},
  ): Promise<Shown> {
    const operation = await loadOperation(service, name);
    const encoded = encodeRequest(operation, toStructure(input), {
      idempotencyToken: `00000000-0000-4000-8000-${String(++this.#count).padStart(12, "0")}`,
    });
    if ("unsendable" in encoded) throw new Error(`${name}: ${encoded.unsendable}`);
    const { service: of, metadata } = operation.model;
    const signed = authorizeRequest(
      encoded.request,
      { service: of, account, region, at: this.now() },
      { signingName: metadata.signingName ?? metadata.endpointPrefix, version: "0" },
    );
    const headers = { ...signed.headers, host: "localhost:4566" };
    const response = await this.#send({ ...signed, headers });
    const ResponseMetadata = { HTTPStatusCode: response.status, HTTPHeaders: response.headers };
    const answer = decodeResponse(operation, response);
    if (answer.ok) return { ...answer.output, ResponseMetadata };
    const { code, message, members } = decodeError(operation, response);
    return {
      Error: {
        Code: code,
        Message: readMessage(response) ?? message ?? "",
        ...listErrorTexts(response.body),
      },
      ...members,
      ResponseMetadata,
    };
  }
}

/** The whole message of an error in JSON, "" where it has none; a report tells the beginning of it, or the status' reason. */
function readMessage({ body }: { readonly body: Uint8Array }): string | undefined {
  const text = Buffer.from(body).toString();
  if (!text.startsWith("{")) return undefined;
  const said: unknown = JSON.parse(text);
  const message = isStructure(said) ? (said["message"] ?? said["Message"]) : undefined;
  return typeof message === "string" ? message : "";
}

/** An instance of its own, whose clock goes only when it is told to. */
export class TestClient {
  readonly instance: Instance;
  /** Milliseconds since 1970. */
  now = START;
  readonly call: WireClient["call"];

  constructor(settings: Partial<InstanceSettings> = {}) {
    let count = 0;
    this.instance = new Instance({
      home: { account: ACCOUNT, region: REGION },
      now: () => this.now,
      random: (length) => {
        count++;
        return Bun.CryptoHasher.hash("sha512", String(count), "hex").padEnd(length, "a").slice(0, length);
      },
      sleep: async (ms) => {
        this.now += ms;
      },
      ...settings,
    });
    const client = new WireClient(
      (request) => this.instance.answer(request),
      () => this.now,
    );
    this.call = client.call.bind(client);
  }
}

/** What a document of S3's says of an error, of which its model knows nothing. */
function listErrorTexts(body: Uint8Array): Record<string, string> {
  const root = parseXml(Buffer.from(body).toString());
  const error = [root, ...(root ? listElements(root) : [])].find((node) => node && nameOf(node) === "Error");
  return Object.fromEntries(
    (error ? listElements(error) : []).map((element) => [nameOf(element), textOf(element)]),
  );
}

function toValue(given: Given): Value {
  if (Array.isArray(given)) return given.map(toValue);
  return isStructure(given) ? toStructure(given as Readonly<Record<string, Given>>) : (given as Value);
}

function toStructure(given: { readonly [name: string]: Given | undefined }): Structure {
  const structure = makeStructure();
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) structure[name] = toValue(value);
  return structure;
}
