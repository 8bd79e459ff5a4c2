/** Output members that are bound to headers and to the status: https://smithy.io/2.0/spec/http-bindings.html */
import { listMembers } from "../model/shape.ts";
import type { Shape } from "../model/types.ts";
import { makeStructure, type Structure, type Value } from "../values.ts";
import type { WireResponse } from "../wire.ts";
import { parseJson, readDocument } from "./json.ts";
import { readBase64, readScalar } from "./scalars.ts";
import { decodeText } from "./text.ts";

/** A jsonvalue header is JSON in base64; what is neither is kept as it came. */
function readJsonHeader(text: string): Value {
  const bytes = readBase64(text);
  const json = bytes && parseJson(decodeText(bytes) ?? "");
  return json === undefined ? text : readDocument(json);
}

function readHeader(shape: Shape, text: string): Value {
  return shape.jsonvalue ? readJsonHeader(text) : readScalar(shape.type, text);
}

function readPrefixed(headers: WireResponse["headers"], prefix: string): Structure {
  const map = makeStructure();
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(prefix)) map[name.slice(prefix.length)] = value;
  }
  return map;
}

/** The members of an output shape that are not in the body. Lists have no header binding in any output of AWS. */
export function readHeaders(output: Shape, response: WireResponse): Structure {
  const read = makeStructure();
  for (const [name, shape] of listMembers(output)) {
    const wireName = (shape.locationName ?? name).toLowerCase();
    const header = response.headers[wireName];
    if (shape.location === "statusCode") read[name] = response.status;
    else if (shape.location === "headers") {
      read[name] = readPrefixed(response.headers, (shape.locationName ?? "").toLowerCase());
    } else if (shape.location === "header" && header !== undefined) read[name] = readHeader(shape, header);
  }
  return read;
}
