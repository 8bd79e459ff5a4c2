/** Requests to the admin API: its paths with parameters that nobody documented, and bodies that are none. */
import type { Draw } from "../../support/make-value.ts";
import { drawLog } from "./boxes.ts";
import { drawCount, happens, pick } from "./draw-case.ts";
import { drawText } from "./hostile.ts";
import { drawState } from "./input-cases.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateValue } from "./mutate-value.ts";
import type { NamedTexts } from "./seed-world.ts";

/** As fetch takes it. */
export interface AdminRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

/** All but the page, which is made when the program is built. */
const PATHS = [
  "/api/health",
  "/api/version",
  "/api/services",
  "/api/openapi.json",
  "/api/state/export",
  "/api/resources",
  "/api/resources/{arn}",
  "/api/items",
  "/api/items/{arn}",
  "/api/items/{arn}",
  "/api/topology",
  "/api/requests",
  "/api/requests/{id}",
  "/api/sns/messages",
  "/api/cloudtrail/replays",
  "/api/cloudtrail/replays/{id}",
  "/api/cloudtrail/replays/{id}/events",
  "/api/cloudtrail/replays/{id}/calls",
  "/api/cloudtrail/replays/{id}/calls/{id}",
] as const;

const PARAMETERS = [
  "service",
  "type",
  "account",
  "region",
  "limit",
  "after",
  "open",
  "strict",
  "services",
  "events",
  "from",
  "to",
  "shard",
  "stacks",
  "final-state",
  "from-reads",
  "create-missing",
  "dry-run",
  "verify",
  "speed",
  "max-gap",
  "concurrency",
  "target",
  "account-map",
  "format",
  "endpoint",
  "ids",
  "output",
  "id",
  "protocol",
] as const;

const VALUES = [
  "true",
  "",
  "1",
  "0",
  "-1",
  "2026-01-01",
  "1h",
  "1/2",
  "json",
  "text",
  "jsonl",
  "ec2,s3",
] as const;

const ITEM_BODIES = [
  { deed: "put", item: { pk: { S: "a" }, sk: { N: "2" } } },
  { put: { body: "x" } },
  { remove: { key: "a" } },
  { key: "a", text: "b" },
] as const;

function drawQuery(draw: Draw, count: number): string {
  const pairs = Array.from({ length: count }, () => [
    pick(draw, PARAMETERS),
    encodeURIComponent((draw(1) === 0 ? pick(draw, VALUES) : drawText(draw)).toWellFormed()),
  ]);
  return pairs.length === 0 ? "" : `?${pairs.map((pair) => pair.join("=")).join("&")}`;
}

const TYPES = ["application/json", "application/gzip", "text/plain", "multipart/form-data", ""] as const;

async function drawBodied(draw: Draw): Promise<Omit<AdminRequest, "method">> {
  const isState = happens(draw, 4);
  const body = isState ? drawState(draw) : await drawLog(draw);
  const path = isState ? "/api/state/import" : "/api/cloudtrail/replay";
  const headers = happens(draw, 3)
    ? { "content-type": pick(draw, TYPES) }
    : { "content-type": "application/json" };
  return { target: `${path}${drawQuery(draw, happens(draw, 2) ? 0 : draw(2))}`, headers, body };
}

/** A request of the admin API. */
export async function drawAdminRequest(draw: Draw, texts: NamedTexts): Promise<AdminRequest> {
  if (happens(draw, 2)) return { method: "POST", ...(await drawBodied(draw)) };
  const arns = [...texts.values()].flat().filter((text) => text.startsWith("arn:"));
  const fill = (_: string, name: string) => {
    const text = draw(2) === 0 ? drawText(draw) : name === "arn" ? pick(draw, arns) : "1";
    return encodeURIComponent(text.toWellFormed());
  };
  const path = pick(draw, PATHS).replace(/\{(\w+)\}/g, fill);
  const method = pick(draw, ["GET", "GET", "GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT"]);
  const target = `${path}${drawQuery(draw, draw(drawCount(draw)))}`;
  if (method !== "POST") return { method, target, headers: {}, body: undefined };
  const item = JSON.stringify(mutateValue(draw, pick(draw, ITEM_BODIES), drawCount(draw))) ?? "";
  const body = happens(draw, 3) ? mutateBytes(draw, Buffer.from(item), drawCount(draw)) : Buffer.from(item);
  return { method, target, headers: { "content-type": "application/json" }, body };
}
