/** How a request names its operation: by a header, in a form or by its path. */
import { Known } from "../../base/known.ts";
import { readFormPairs } from "../protocols/body.ts";
import { inflateRequest } from "../protocols/compression.ts";
import { Unreadable } from "../protocols/protocol.ts";
import type { WireRequest } from "../wire.ts";

export type Naming =
  | { readonly by: "target" | "service path"; readonly prefix: string; readonly operation: string }
  | { readonly by: "action"; readonly operation: string; readonly version: string | undefined }
  | { readonly by: "path" };

const BY_PATH: Naming = { by: "path" };

const SERVICE_PATH = /\/service\/([^/]+)\/operation\/([^/]+)$/;

/** Clients ask the same again, also of an instance that knows a route by it. */
const byTarget = new Known<Naming>(1_000);

function nameByTarget(target: string): Naming {
  const at = target.lastIndexOf(".");
  return { by: "target", prefix: target.slice(0, Math.max(at, 0)), operation: target.slice(at + 1) };
}

/** The pairs of the query and, where the body is a form, of that. */
function listPairs(request: WireRequest): WireRequest["query"] {
  const isForm = request.headers["content-type"]?.includes("x-www-form-urlencoded") ?? false;
  return isForm ? [...request.query, ...(readForm(request) ?? [])] : request.query;
}

/** undefined where the form is none: what reads the input says so. */
function readForm(request: WireRequest): WireRequest["query"] | undefined {
  try {
    return readFormPairs(inflateRequest(request));
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** How the request names its operation. Only APIs that speak query are asked for by an Action: elsewhere it is anybody's. */
export function readNaming(request: WireRequest): Naming {
  if (request.headers["smithy-protocol"] !== undefined) {
    const [, prefix = "", operation = ""] = SERVICE_PATH.exec(request.path) ?? [];
    return { by: "service path", prefix, operation };
  }
  const target = request.headers["x-amz-target"];
  if (target !== undefined) return byTarget.take(target, nameByTarget);
  const all = listPairs(request);
  if (all.length === 0) return BY_PATH;
  const pairs = new Map(all);
  const action = pairs.get("Action");
  return action === undefined ? BY_PATH : { by: "action", operation: action, version: pairs.get("Version") };
}
