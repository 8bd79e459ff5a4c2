/** Looks into what stands in the instance behind the server: a table's items, a bucket's objects, a queue's messages. */
import { isObject } from "../base/values.ts";
import { LookRefused, listItems, openItem, putItem, removeItem } from "../instance/items/look-into.ts";
import { findLook, type Look } from "../instance/items/looks.ts";
import { hasRemover } from "../instance/items/removers.ts";
import type { Thing } from "../instance/thing.ts";
import { ApiError, answerJson } from "./answer.ts";
import type { AdminContext, ApiRequest } from "./context.ts";
import { findByArn, findInstance, refuseOthers } from "./instance.ts";
import { receiveBytes } from "./receive-body.ts";
import type { ApiAnswer } from "./schemas.ts";

const MOST = 1000;
const USUAL = 50;
const PARAMETERS = ["limit", "after", "open"];

function refuseKind({ service, type }: Thing, what: string): ApiError {
  return new ApiError(404, "holds_nothing", `a ${type} of ${service} ${what}`);
}

function readLimit(text: string | null): number {
  const limit = text === null ? USUAL : Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw new ApiError(400, "invalid_parameter", `limit is a number from 1 to ${MOST}`);
}

/** What the service refuses is told in its words. */
async function tellRefusal<T>(looked: Promise<T>): Promise<T> {
  try {
    return await looked;
  } catch (error) {
    if (error instanceof LookRefused) throw new ApiError(400, "not_shown", error.message);
    throw error;
  }
}

/** Bytes as text where they are UTF-8 without what no text has. */
function tellContent(bytes: Uint8Array, isCut: boolean): Pick<ApiAnswer<"Item">, "text" | "base64"> {
  try {
    // What is cut may end within a character.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: isCut });
    if (!text.includes("\0")) return { text };
  } catch {}
  return { base64: Buffer.from(bytes).toString("base64") };
}

/** GET /api/items. */
export function listHolders({ query }: ApiRequest, context: AdminContext): Response {
  const { store } = findInstance(context);
  refuseOthers(query, []);
  const holders = [...store.listAll()].flatMap((thing) => {
    const { service, type, chain, place, names } = thing;
    if (names.arn === undefined || !findLook(thing)) return [];
    return { arn: names.arn, service, type, name: chain.at(-1) ?? "", ...place };
  });
  return answerJson<"HolderList">({ holders });
}

const DEEDS = ["open", "put", "remove"] as const;

function listDeeds(thing: Thing, allowEdit: boolean): (typeof DEEDS)[number][] {
  const look = findLook(thing);
  const can = (deed: (typeof DEEDS)[number]) =>
    look?.[deed] !== undefined || (deed === "remove" && hasRemover(thing));
  return DEEDS.filter((deed) => can(deed) && (deed === "open" || allowEdit));
}

function listColumns(look: Look | undefined): Pick<ApiAnswer<"ItemList">, "columns"> {
  const columns = look?.columns?.map(({ name, as }) => ({ name, ...(as && { as }) }));
  return columns ? { columns } : {};
}

/** GET /api/items/{arn}. */
export async function getItems({ query, parts }: ApiRequest, context: AdminContext): Promise<Response> {
  const instance = findInstance(context);
  refuseOthers(query, PARAMETERS);
  const thing = findByArn(instance, parts["arn"]);
  const [open, limit, after] = [query.get("open"), readLimit(query.get("limit")), query.get("after")];
  if (open !== null) {
    const item = await tellRefusal(openItem(instance, thing, open));
    if (!item) throw refuseKind(thing, "has no items that hold more than their list tells");
    const { type, body, isCut } = item;
    return answerJson<"Item">({ type, size: body.length, cut: isCut, ...tellContent(body, isCut) });
  }
  const look = findLook(thing);
  const page = await tellRefusal(listItems(instance, thing, { limit, after: after ?? undefined }));
  if (!page) throw refuseKind(thing, "holds nothing that can be looked at");
  return answerJson<"ItemList">({
    items: page.items.map((item) => ({ ...item })),
    ...(page.next !== undefined && { next: page.next }),
    ...listColumns(look),
    can: listDeeds(thing, context.options.allowEdit),
  });
}

interface Edit {
  readonly kind: "put" | "remove";
  readonly item: Readonly<Record<string, unknown>>;
}

function readEdit(bytes: Uint8Array): Edit {
  const refused = new ApiError(400, "invalid_parameter", 'send {"put": ITEM} or {"remove": ITEM} as JSON');
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(bytes).toString());
  } catch {
    throw refused;
  }
  const [[kind, item] = [], ...more] = isObject(body) ? Object.entries(body) : [];
  if (more.length > 0 || (kind !== "put" && kind !== "remove") || !isObject(item)) throw refused;
  return { kind, item };
}

/** POST /api/items/{arn}. */
export async function postItem({ request, parts }: ApiRequest, context: AdminContext): Promise<Response> {
  const instance = findInstance(context);
  if (!context.options.allowEdit)
    throw new ApiError(403, "not_allowed", "this server only lets look; start it with --allow-edit");
  const thing = findByArn(instance, parts["arn"]);
  const { kind, item } = readEdit(await receiveBytes(request, context));
  const isDone = await tellRefusal((kind === "put" ? putItem : removeItem)(instance, thing, item));
  if (!isDone) throw refuseKind(thing, kind === "put" ? "takes none" : "lets none be removed");
  return answerJson<"Edit">({ done: kind === "put" ? "put" : "removed" });
}
