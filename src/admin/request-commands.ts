/** Commands that ask an instance what a client asked it, for people to copy: no credential is in them, and no secret. */
import type { Operation } from "../aws/model/types.ts";
import type { SecretTexts } from "../aws/secrets/secret-texts.ts";
import { Digits, isStructure, type Structure, type Value } from "../aws/values.ts";
import type { ReadyRequest } from "../aws/wire.ts";
import { isCredential } from "../report/show-exchange.ts";
import { escapeUnprintable } from "../report/unprintable.ts";

/** What was asked, and where. */
export interface Repeatable {
  readonly operation: Operation;
  /** undefined where it could not be read. */
  readonly input: Structure | undefined;
  /** The same as it may be shown. */
  readonly shown: unknown;
  /** As it went over the wire; undefined where its body is kept no more. */
  readonly wire: ReadyRequest | undefined;
  /** The secrets that stand in it. */
  readonly secrets: SecretTexts;
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
}

/** A longer command is none to paste. */
const LONGEST = 20_000;

/** What a client adds to its request by itself, besides what says who it is. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "accept",
  "accept-encoding",
  "amz-sdk-invocation-id",
  "amz-sdk-request",
  "connection",
  "content-length",
  "cookie",
  "date",
  "expect",
  "host",
  "proxy-authorization",
  "traceparent",
  "user-agent",
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-user-agent",
  "x-amzn-trace-id",
  "x-cloudmock-service",
]);
/** What a presigned address says of its signature besides: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const OWN_PARAMETERS: ReadonlySet<string> = new Set([
  "x-amz-algorithm",
  "x-amz-date",
  "x-amz-expires",
  "x-amz-signedheaders",
  "expires",
]);

/** A text as one word of a shell, whatever it holds. */
function quote(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  // A control character would act on the terminal that it is pasted into.
  if (escapeUnprintable(text.replaceAll("\n", "")) !== text.replaceAll("\n", ""))
    return `$'${escapeUnprintable(text.replace(/[\\']/g, "\\$&"))}'`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** botocore's xform_name with a hyphen: https://github.com/boto/botocore/blob/1.44.8/botocore/__init__.py */
function hyphenate(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, "$1-$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

/** The input as the command line reads it: bytes in base64, and what is hidden as it is shown. */
function writeInput(value: Value, shown: unknown): unknown {
  if (value instanceof Uint8Array)
    return shown === `(${value.length} bytes)` ? Buffer.from(value).toString("base64") : shown;
  if (value instanceof Digits || value instanceof Date) return shown;
  const inner = (name: string | number) =>
    (shown as Readonly<Record<string | number, unknown>> | undefined)?.[name];
  if (Array.isArray(value))
    return Array.isArray(shown) ? value.map((item, at) => writeInput(item as Value, inner(at))) : shown;
  if (!isStructure(value) || typeof shown !== "object" || shown === null) return shown;
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(members.map(([name, one]) => [name, writeInput(one as Value, inner(name))]));
}

function writeAwsCli({ operation, input, shown, endpoint, region }: Repeatable): string | undefined {
  if (input === undefined) return undefined;
  const { service } = operation.model;
  const json = JSON.stringify(writeInput(input, shown));
  const parts = [
    "aws",
    service,
    hyphenate(operation.name),
    "--endpoint-url",
    quote(endpoint),
    "--region",
    quote(region),
  ];
  return [...parts, ...(json === "{}" ? [] : ["--cli-input-json", quote(json)])].join(" ");
}

function isOwnParameter(pair: string): boolean {
  const name = pair.split("=", 1)[0] ?? "";
  return isCredential(name) || OWN_PARAMETERS.has(name.toLowerCase());
}

/** The address at the instance's endpoint, without what signed the request. */
function writeAddress(url: string, endpoint: string, secrets: SecretTexts): string {
  const { pathname, search } = new URL(url.replace(/^(https?:\/\/)(?=[/?]|$)/, "$1localhost"));
  const pairs = search
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "" && !isOwnParameter(pair));
  return secrets.hide(`${endpoint}${pathname}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`);
}

function writeCurl({ operation, wire, secrets, endpoint, account, region }: Repeatable): string | undefined {
  if (!wire || !URL.canParse(wire.url)) return undefined;
  const { method, url, headers, body = "" } = wire;
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const { signingName = operation.model.service, endpointPrefix } = operation.model.metadata;
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${quote(method)} `}${quote(writeAddress(url, endpoint, secrets))}`,
    // The instance looks at the account and the service that a request is signed for, and at no signature.
    `--aws-sigv4 ${quote(`aws:amz:${region}:${signingName ?? endpointPrefix}`)} --user ${account}:none`,
    ...Object.entries(headers)
      .filter(([name]) => !isCredential(name) && !OWN_HEADERS.has(name))
      .map(([name, value]) => `-H ${quote(`${name}: ${secrets.hide(value)}`)}`),
    ...(text === "" ? [] : [`--data-binary ${quote(secrets.hide(text))}`]),
  ];
  return text.includes("\ufffd") || text.includes("\0") ? undefined : lines.join(" \\\n  ");
}

/** The commands, as far as the request can be put into any. */
export function writeCommands(asked: Repeatable): { readonly aws_cli?: string; readonly curl?: string } {
  const [cli, curl] = [writeAwsCli(asked), writeCurl(asked)];
  const isShort = (text: string | undefined): text is string => text !== undefined && text.length <= LONGEST;
  return { ...(isShort(cli) && { aws_cli: cli }), ...(isShort(curl) && { curl }) };
}
