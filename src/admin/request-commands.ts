/** Commands that ask an instance what a client asked it, for people to copy: no credential is in them, and no secret. */
import type { Operation } from "../aws/model/types.ts";
import { HIDDEN, type SecretTexts } from "../aws/secrets/secret-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { ReadyRequest } from "../aws/wire.ts";
import { writeArguments } from "../export/aws-cli/arguments.ts";
import { Marks } from "../export/aws-cli/marks.ts";
import { nameOperation, nameService } from "../export/aws-cli/names.ts";
import { writeWord } from "../export/aws-cli/shell.ts";
import { Variables } from "../export/aws-cli/variables.ts";
import { isCredential } from "../report/exchange-sides.ts";

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
  return writeWord([text]);
}

/** The input with what is hidden as it is shown. */
function hide(value: Value, shown: unknown): Value {
  if (typeof shown === "string" && (typeof value === "string" || shown === HIDDEN)) return shown;
  const inner = (name: string | number) =>
    (shown as Readonly<Record<string | number, unknown>> | null)?.[name];
  if (Array.isArray(value)) return value.map((item, at) => hide(item as Value, inner(at)));
  if (!isStructure(value)) return value;
  const members = Object.entries(value).map(([name, one]) => [name, one && hide(one, inner(name))]);
  return Object.assign(makeStructure(), Object.fromEntries(members));
}

/** The command of the AWS CLI; undefined where it has none. */
export function writeAwsCli({
  operation,
  input,
  shown,
  endpoint,
  region,
}: Pick<Repeatable, "operation" | "input" | "shown" | "endpoint" | "region">): string | undefined {
  const { service } = operation.model;
  const name = nameOperation(service, operation);
  if (input === undefined || name === undefined) return undefined;
  const asked = hide(input, shown) as Structure;
  const written = writeArguments(service, operation, asked, {
    marks: new Marks([asked]),
    variables: new Variables([], undefined),
    // What stands in no command stands in a file that its reader has.
    keepFile: (_, ending) => `body.${ending}`,
    longest: LONGEST,
  });
  if ("unsayable" in written) return undefined;
  const place = `--endpoint-url ${quote(endpoint)} --region ${quote(region)}`;
  return [`aws ${nameService(service)} ${name} ${place}`, ...written.lines].join(" \\\n  ");
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
