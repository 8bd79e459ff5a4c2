/** A success's body, opened by protocol: what is left to say is which shape to read from it. */
import type { Operation, Protocol, Shape } from "../model/types.ts";
import type { Value } from "../values.ts";
import { parseCbor } from "./cbor.ts";
import { parseJson, readJsonValue } from "./json.ts";
import { decodeLeniently, decodeText, foldLine, isPage } from "./text.ts";
import { EMPTY_ELEMENT, findElement, parseXml, readXmlValue, type XmlElement } from "./xml.ts";

/** Either reads the value of a shape from the whole body, or says what is wrong with the body. */
export type Body =
  | { readonly read: (ref: Shape) => Value; readonly root?: XmlElement }
  | { readonly problem: string };

/** How much of an unreadable body a problem shows. */
const SHOWN = 80;

function describe(expected: string, body: Uint8Array): Body {
  if (body.length === 0) return { problem: `an empty body instead of ${expected}` };
  const start = foldLine(decodeLeniently(body.subarray(0, SHOWN * 4)), SHOWN);
  return { problem: `a body that is not ${expected}: ${start}` };
}

function openXml(root: XmlElement): Body {
  return { read: (ref) => readXmlValue(ref, [root]), root };
}

/**
 * A query answer's values are in a result element, which is missing where the model has no name for it
 * or an emulator leaves it out.
 */
function unwrapResult(operation: Operation, root: XmlElement): XmlElement {
  return findElement(root, operation.output?.resultWrapper ?? `${operation.name}Result`) ?? root;
}

function parseDocument(text: string | undefined): XmlElement | undefined {
  return text === undefined || isPage(text) ? undefined : parseXml(text);
}

/**
 * Opens the body of a success. Only the rest protocols and json leave bodies out: they read as empty structures.
 * Never throws: what is not the protocol's format, or is nested deeper than 500 levels, is a problem.
 */
export function openBody(operation: Operation, protocol: Protocol, body: Uint8Array): Body {
  switch (protocol) {
    case "json":
    case "rest-json": {
      const text = decodeText(body);
      const json = text?.trim() === "" ? {} : text === undefined ? undefined : parseJson(text);
      if (json === undefined) return describe("JSON", body);
      // Servers that have nothing to say also say null.
      return { read: (ref) => readJsonValue(ref, json ?? {}) };
    }
    case "smithy-rpc-v2-cbor": {
      const item = body.length === 0 ? {} : parseCbor(body);
      if (item === undefined) return describe("CBOR", body);
      return { read: (ref) => readJsonValue(ref, item, "by member") };
    }
    case "rest-xml": {
      const text = decodeText(body);
      const root = text?.trim() === "" ? EMPTY_ELEMENT : parseDocument(text);
      return root ? openXml(root) : describe("XML", body);
    }
    case "query":
    case "ec2": {
      const root = parseDocument(decodeText(body));
      if (!root) return describe("XML", body);
      return openXml(protocol === "query" ? unwrapResult(operation, root) : root);
    }
  }
}
