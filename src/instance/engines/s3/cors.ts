/** Lets pages of other origins ask as a bucket's rules have it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html */
import type { Structure } from "../../../aws/values.ts";
import type { WireRequest } from "../../../aws/wire.ts";
import { type Bucket, readItems } from "./bucket.ts";
import { refuse, type S3Refusal } from "./errors.ts";
import { METHODS, readTexts } from "./rules/cors.ts";

type Headers = Readonly<Record<string, string>>;

const VARY = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

/** Whether a text is as a rule has it, in which one star stands for whatever there is. */
function matches(rule: string, text: string): boolean {
  const at = rule.indexOf("*");
  if (at < 0) return rule === text;
  const [begin, end] = [rule.slice(0, at), rule.slice(at + 1)];
  return text.length >= begin.length + end.length && text.startsWith(begin) && text.endsWith(end);
}

/** What a page wants to do. */
interface Wish {
  readonly origin: string;
  readonly method: string;
  /** The names of headers that it wants to send. */
  readonly headers: readonly string[];
}

function findRule(rules: readonly Structure[], { origin, method, headers }: Wish): Structure | undefined {
  return rules.find(({ AllowedOrigins, AllowedMethods, AllowedHeaders }) => {
    const names = readTexts(AllowedHeaders).map((name) => name.toLowerCase());
    return (
      readTexts(AllowedOrigins).some((one) => matches(one, origin)) &&
      readTexts(AllowedMethods).includes(method) &&
      headers.every((header) => names.some((name) => matches(name, header)))
    );
  });
}

/** The headers of the answer that a rule lets a page read. */
function listAllowed(rule: Structure, { origin, headers }: Wish): Headers {
  const isForAll = readTexts(rule["AllowedOrigins"]).includes("*");
  const exposed = readTexts(rule["ExposeHeaders"]);
  const { MaxAgeSeconds: age } = rule;
  return {
    "access-control-allow-origin": isForAll ? "*" : origin,
    "access-control-allow-methods": readTexts(rule["AllowedMethods"]).join(", "),
    ...(headers.length > 0 && { "access-control-allow-headers": headers.join(", ") }),
    ...(exposed.length > 0 && { "access-control-expose-headers": exposed.join(", ") }),
    ...(typeof age === "number" && { "access-control-max-age": String(age) }),
    ...(!isForAll && { "access-control-allow-credentials": "true" }),
    vary: VARY,
  };
}

/** The rules of a bucket; undefined where it has none. */
function readRules(bucket: Bucket): readonly Structure[] | undefined {
  const setting = bucket.setting("bucket-cor");
  return setting && readItems(setting, "CORSConfiguration", "CORSRules");
}

/** The headers by which a page may read an answer; none where no rule lets it. */
export function listCorsHeaders(bucket: Bucket, origin: string, method: string): Headers {
  const wish = { origin, method, headers: [] };
  const rule = findRule(readRules(bucket) ?? [], wish);
  return rule ? listAllowed(rule, wish) : {};
}

function forbid(Method: string, ResourceType: string, why: string): S3Refusal {
  return refuse("AccessForbidden", `CORSResponse: ${why}`, 403, { Method, ResourceType });
}

/** The headers of the answer to a page that asks whether it may ask, or why it may not. */
export function answerPreflight(
  { headers }: Pick<WireRequest, "headers">,
  bucket: Bucket | undefined,
  isOfObject: boolean,
): Headers | S3Refusal {
  const { origin, "access-control-request-method": method } = headers;
  if (origin === undefined || origin === "")
    return refuse("BadRequest", "Insufficient information. Origin request header needed.");
  const asked = method ?? "OPTIONS";
  const resource = isOfObject ? "OBJECT" : "BUCKET";
  if (!bucket) return forbid(asked, "BUCKET", "Bucket not found");
  if (method !== undefined && !METHODS.has(method))
    return refuse("BadRequest", `Invalid Access-Control-Request-Method: ${method}`);
  const rules = readRules(bucket);
  if (!rules) return forbid(asked, resource, "CORS is not enabled for this bucket.");
  if (method === undefined) return refuse("BadRequest", "Invalid Access-Control-Request-Method: null");
  const names = (headers["access-control-request-headers"] ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const wish = { origin, method, headers: names };
  const rule = findRule(rules, wish);
  if (rule) return listAllowed(rule, wish);
  return forbid(
    asked,
    resource,
    "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
  );
}
