/** The request half of the protocol test vectors, which derive from Smithy's: https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html. */

import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderUrl } from "../../../src/aws/bindings/uri.ts";
import { linkModel } from "../../../src/aws/model/link.ts";
import type { PackedOperation, PackedShape, ServiceMetadata } from "../../../src/aws/model/types.ts";
import { encodeRequest } from "../../../src/aws/protocols/requests.ts";
import { isStructure, makeStructure, type Structure } from "../../../src/aws/values.ts";
import type { WireRequest } from "../../../src/aws/wire.ts";
import { readCbor } from "./read-cbor.ts";
import { convertValue, parseVectors } from "./vector-values.ts";
import leftOut from "./vectors-left-out.json";

const folder = join(import.meta.dir, "../../../../shared/vectors/input");

interface Expected {
  readonly method?: string;
  readonly uri: string;
  readonly headers?: Record<string, string>;
  readonly forbidHeaders?: string[];
  readonly requireHeaders?: string[];
  readonly body?: string;
}

interface Case {
  readonly id: string;
  readonly given: PackedOperation;
  readonly params: Structure;
  readonly serialized: Expected;
}

interface Suite {
  readonly metadata: ServiceMetadata;
  readonly shapes: Record<string, PackedShape>;
  readonly clientEndpoint?: string;
  readonly cases: Case[];
}

function readSuites(file: string): Suite[] {
  return parseVectors(readFileSync(join(folder, file), "utf8")) as Suite[];
}

function encodeCase(suite: Suite, { given, params }: Case): WireRequest {
  const { metadata, shapes } = suite;
  const model = linkModel({ service: "vectors", metadata, shapes, operations: { [given.name]: given } });
  const operation = model.operations[given.name];
  if (!operation) throw new Error(given.name);
  const input = operation.input ? convertValue(operation.input, params) : params;
  const encoded = encodeRequest(operation, isStructure(input) ? input : makeStructure(), {
    idempotencyToken: "00000000-0000-4000-8000-000000000000",
  });
  if ("unsendable" in encoded) throw new Error(encoded.unsendable);
  return encoded.request;
}

/** XML without white space between elements, and with every empty element written out. */
function normaliseXml(text: string): string {
  return text
    .replace(/<([^\s/>]+)([^>]*?)\s*\/>/g, "<$1$2></$1>")
    .replace(/>\s+</g, "><")
    .trim();
}

function readBody(text: string, contentType: string | undefined, isCbor: boolean): unknown {
  if (text === "") return "";
  if (isCbor) return readCbor(Buffer.from(text, "base64"));
  if (contentType?.includes("json")) return JSON.parse(text);
  return contentType?.includes("xml") ? normaliseXml(text) : text;
}

function checkBody(request: WireRequest, expected: Expected, isCbor: boolean): void {
  // A case without a body says nothing of it.
  if (expected.body === undefined) return;
  const encoding = isCbor ? "base64" : "utf8";
  const sent = request.body === undefined ? "" : Buffer.from(request.body).toString(encoding);
  const type = request.headers["content-type"];
  expect(readBody(sent, type, isCbor)).toEqual(readBody(expected.body, type, isCbor));
}

/** Without the charset of query's media type and the optional space after a comma, both as botocore sends them. */
function normaliseHeader(value: string | undefined): string | undefined {
  return value?.replace("; charset=utf-8", "").replaceAll(", ", ",");
}

function checkCase(suite: Suite, vector: Case): void {
  const request = encodeCase(suite, vector);
  const expected = vector.serialized;
  if (expected.method) expect(request.method).toBe(expected.method);
  const url = renderUrl(suite.clientEndpoint ?? "https://example.com", request);
  expect(url.replace(/^https:\/\/[^/]+/, "")).toBe(expected.uri);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    expect(`${name}: ${normaliseHeader(request.headers[name.toLowerCase()])}`).toBe(
      `${name}: ${normaliseHeader(value)}`,
    );
  }
  for (const name of expected.forbidHeaders ?? [])
    expect(request.headers).not.toHaveProperty([name.toLowerCase()]);
  // The HTTP client counts the bytes, wherever there is a body.
  for (const name of expected.requireHeaders ?? []) {
    expect(
      name === "Content-Length" ? request.body !== undefined : name.toLowerCase() in request.headers,
    ).toBe(true);
  }
  checkBody(request, expected, suite.metadata.protocol === "smithy-rpc-v2-cbor");
}

const files = existsSync(folder) ? readdirSync(folder).sort() : [];

test.skipIf(!existsSync(folder))("there are 367 cases, and every one left out exists", () => {
  const ids = files.flatMap((file) =>
    readSuites(file).flatMap((suite) => suite.cases.map((vector) => `${file} ${vector.id}`)),
  );
  expect(ids.length).toBe(367);
  for (const row of leftOut) expect(ids).toContain(`${row.file} ${row.case}`);
});

for (const file of files) {
  for (const suite of readSuites(file)) {
    for (const vector of suite.cases) {
      const row = leftOut.find((left) => left.file === file && left.case === vector.id);
      if (row === undefined) test(`${file} ${vector.id}`, () => checkCase(suite, vector));
      else test(`${file} ${vector.id} is left out`, () => expect(() => checkCase(suite, vector)).toThrow());
    }
  }
}
