/**
 * Whether the headers of a request are those that its presigned URL was signed with. That can be told without the secret:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash } from "node:crypto";
import { encodePairs } from "../../../aws/formats/percent.ts";
import type { WireRequest } from "../../../aws/wire.ts";
import { refuse, type S3Refusal } from "./errors.ts";

type Pairs = ReadonlyMap<string, string | undefined>;

const SIGNATURE = "X-Amz-Signature";
const OWN = "x-amz-";
/** What programs add to what they send, whatever was signed. */
const FREE: ReadonlySet<string> = new Set(["x-amz-content-sha256", "x-amz-user-agent"]);

/** The bytes of a text, as errors tell them. */
function writeBytes(text: string): string {
  return [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** What would have been signed. */
function writeCanonical({ method, path, query, headers }: WireRequest, signed: readonly string[]): string {
  const pairs = query
    .filter(([name]) => name !== SIGNATURE)
    .map(([name, value = ""]) => [name, value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = signed.map((name) => `${name}:${(headers[name] ?? "").trim()}`);
  return [method, path, encodePairs(pairs), ...lines, "", signed.join(";"), "UNSIGNED-PAYLOAD"].join("\n");
}

/** Refuses a signature in S3's words: what was signed is told, as far as it can be. */
export function refuseSignature(more: Readonly<Record<string, string>>): S3Refusal {
  const message =
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
  return refuse("SignatureDoesNotMatch", message, 403, more);
}

/** Why a request is refused whose headers are not those that were signed; undefined where they are. */
export function refuseHeaders(request: WireRequest, pairs: Pairs): S3Refusal | undefined {
  const { headers } = request;
  const signed = (pairs.get("X-Amz-SignedHeaders") ?? "").toLowerCase().split(";");
  const unsigned = Object.keys(headers)
    .filter((name) => name.startsWith(OWN) && !signed.includes(name) && !FREE.has(name))
    .sort();
  if (unsigned.length > 0)
    return refuse("AccessDenied", "There were headers present in the request which were not signed", 403, {
      HeadersNotSigned: unsigned.join(", "),
    });
  if (signed.every((name) => name === "host" || headers[name] !== undefined)) return undefined;
  const [key = "", ...scope] = (pairs.get("X-Amz-Credential") ?? "").split("/");
  const canonical = writeCanonical(request, signed);
  const digest = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", pairs.get("X-Amz-Date") ?? "", scope.join("/"), digest].join("\n");
  return refuseSignature({
    AWSAccessKeyId: key,
    StringToSign: text,
    SignatureProvided: pairs.get(SIGNATURE) ?? "",
    StringToSignBytes: writeBytes(text),
    CanonicalRequest: canonical,
    CanonicalRequestBytes: writeBytes(canonical),
  });
}
