/**
 * Answers that are failures to a code and a message.
 *
 * Which form a body has is seen, not looked up: emulators answer in another protocol than they were asked in
 * when they do not know the operation, and proxies answer in HTML.
 */

import { STATUS_CODES } from "node:http";
import { isObject } from "../../base/values.ts";
import { parseCbor } from "../formats/cbor-items.ts";
import { parseJson } from "../formats/json.ts";
import { MAX_CODE, MAX_MESSAGE } from "../formats/limits.ts";
import { decodeLeniently, foldLine, isPage } from "../formats/text.ts";
import { findElement, nameOf, parseXml, textOf, type XmlNode } from "../formats/xml-elements.ts";
import type { WireResponse } from "../wire.ts";

/** A failed call: both texts are one line and not empty, the code at most 128 and the message at most 300 characters. */
export interface FailedAnswer {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
}

interface Said {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** Roots that only wrap an error; another root's name is itself the code (`<UnknownOperationException/>`). */
const ENVELOPES = new Set(["ErrorResponse", "Response", "Errors", "Error"]);

/** The first of `names` that holds a text. */
function pickText(json: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = json[name];
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return undefined;
}

/** `aws.protocoltests#FooError:http://…` is FooError: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization */
function stripCode(code: string | undefined): string | undefined {
  return code?.split(":", 1)[0]?.split("#").at(-1)?.trim();
}

function readJsonError(json: unknown): Said {
  if (!isObject(json)) return {};
  const code = stripCode(pickText(json, ["__type", "code", "Code"]));
  const message = pickText(json, ["message", "Message", "errorMessage"]);
  if (code || message) return { code, message };
  return readJsonError(json["Error"] ?? json["error"]);
}

/** The element of an answer that has the code: AWS's protocols wrap it in three ways. */
export function findErrorElement(root: XmlNode): XmlNode {
  if (nameOf(root) === "Error") return root;
  return findElement(root, "Error") ?? findElement(findElement(root, "Errors"), "Error") ?? root;
}

function readXmlError(root: XmlNode): Said {
  const error = findErrorElement(root);
  const code = findElement(error, "Code") ?? findElement(error, "code");
  const message = findElement(error, "Message") ?? findElement(error, "message");
  return {
    code: code ? textOf(code) : ENVELOPES.has(nameOf(error)) ? undefined : nameOf(error),
    message: message && textOf(message),
  };
}

const TITLE = /<(?:title|h1)\b[^<>]*>([^<]+)/i;

function readPage(text: string): Said {
  if (!isPage(text)) return { message: text.split(/[\r\n]/, 1)[0] };
  return { message: TITLE.exec(text)?.[1] ?? text.replace(/<[^<>]*>/g, " ") };
}

function readBody(response: WireResponse): Said {
  const { body, headers } = response;
  if (headers["content-type"]?.includes("cbor")) return readJsonError(parseCbor(body));
  const text = decodeLeniently(body).trim();
  if (isPage(text)) return readPage(text);
  if (text.startsWith("{")) {
    const json = parseJson(text);
    const said = readJsonError(json);
    if (said.code || said.message || text === "{}") return said;
    if (json !== undefined) return { message: text };
  }
  const root = text.startsWith("<") ? parseXml(text) : undefined;
  return root ? readXmlError(root) : readPage(text);
}

function describeStatus(response: WireResponse): string {
  const reason = STATUS_CODES[response.status] ?? `HTTP status ${response.status}`;
  const { location } = response.headers;
  const isRedirect = response.status >= 300 && response.status < 400;
  return isRedirect && location ? `${reason}: a redirect to ${location}, which is not followed` : reason;
}

/**
 * The code and the message of an answer that is a failure. Where the answer names no code, the code is the
 * status in digits (`404`), and where it has no message the message is the status' reason (`Not Found`), as in
 * botocore: an S3 HEAD has no body to say more.
 */
export function readFailure(response: WireResponse): FailedAnswer {
  const said = readBody(response);
  // awsQueryCompatible services keep their old code here, which production's log names too:
  // https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
  const queryCode = response.headers["x-amzn-query-error"]?.split(";", 1)[0];
  const codes = [queryCode, stripCode(response.headers["x-amzn-errortype"]), said.code];
  const code = codes.map((text) => foldLine(text ?? "", MAX_CODE)).find((text) => text !== "");
  const message = foldLine(said.message ?? "", MAX_MESSAGE);
  return {
    ok: false,
    code: code ?? String(response.status),
    message: message || foldLine(describeStatus(response), MAX_MESSAGE),
  };
}
