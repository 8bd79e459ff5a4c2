/**
 * The keys by which calls are found to concern the same thing: an id, a name, or the name inside an ARN, a URL or a
 * policy, so that a role's name and its ARN are one key.
 */

const ARN = /arn:[a-z-]+:[a-z0-9-]*:[a-z0-9-]*:(?:\d{12}|aws)?:[^\s"',\\]+/g;
const URL_PATH = /^https?:\/\/[^/]+\/(.+)$/;

/** Texts that many unrelated calls share, and that name nothing a call could make. */
const NO_KEYS: readonly RegExp[] = [
  /^.{0,2}$/s, // too short to tell one thing from another
  /^\d+(\.\d+)*$/, // numbers, versions, accounts
  /^[a-z]{2}(-[a-z]+)+-\d[a-z]?$/, // regions and availability zones
  /\.amazonaws\.com(\.cn)?$/, // service principals
  /^\d{1,3}(\.\d{1,3}){3}(\/\d+)?$/, // addresses and networks
  /^(true|false|none|null|default|local|aws|all|\*)$/i,
  /^\d{4}-\d{2}-\d{2}/, // dates
];

function isKey(text: string): boolean {
  return !NO_KEYS.some((pattern) => pattern.test(text));
}

/** Texts that are the same thing wherever they stand: ids, ARNs, URLs. */
const UNIQUE: readonly RegExp[] = [
  /^arn:/,
  /^https?:/,
  /^[a-z][a-z0-9]*(-[a-z]+)*-[0-9a-f]{8,}$/i,
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  /^A[A-Z3][A-Z][A-Z0-9]{13,}$/,
];

/** The last segment of a path names something by itself only where it looks made up: `/hostedzone/Z0123456789ABC`. */
const MADE_UP = /^(?=.*\d)[A-Za-z0-9_-]{8,}$/;

/** Members that name a thing of another service than the call's own, by that service's signing name. */
const FOREIGN: readonly (readonly [member: RegExp, service: string])[] = [
  [/bucket/i, "s3"],
  [/kms/i, "kms"],
  [/instanceprofile|rolename/i, "iam"],
  [/loggroup/i, "logs"],
  [/functionname/i, "lambda"],
  [/queue(name|url)/i, "sqs"],
];

/** ARNs that name a service otherwise than it signs. */
const ARN_SERVICES: Readonly<Record<string, string>> = { cloudwatch: "monitoring" };

interface Name {
  readonly text: string;
  /** The service it is a name in, as far as the text tells. */
  readonly service?: string;
}

/** What of an ARN's resource comes after the name of a thing and before that of its part: `table/Orders/index/by-date`. */
const PARTS = /^(index|stream|consumer|backup|export)$/;

/** The parts of an ARN's resource that can be names: `role/app/writer` gives `app/writer` and `writer`. */
function splitArn(arn: string): Name[] {
  const [, , service = "", , , ...rest] = arn.split(":");
  const resource = rest.join(":");
  const withoutType = /^[a-z-]+[/:](.+)$/.exec(resource)?.[1] ?? resource;
  const pieces = [withoutType, ...withoutType.split(":")].filter((piece) => piece !== "*");
  const parts = pieces.flatMap((piece) => {
    const [first = "", ...below] = piece.split("/");
    const isName = PARTS.test(below[0] ?? "") || service === "s3";
    return [piece, below.at(-1) ?? "", ...(isName ? [first, below.join("/")] : [])];
  });
  return [{ text: arn }, ...parts.map((text) => ({ text, service: ARN_SERVICES[service] ?? service }))];
}

/** The names in a text: itself where it has no blanks, what its path leads to, and what its ARNs name. */
function listNames(text: string): Name[] {
  const arns = text.includes("arn:") ? (text.match(ARN) ?? []) : [];
  const fromArns = arns.flatMap(splitArn);
  if (/[\s{[]/.test(text)) return fromArns;
  if (arns.length > 0) return [{ text }, ...fromArns];
  const url = URL_PATH.exec(text)?.[1];
  const segments = (url ?? text).split("/");
  const last = segments.at(-1) ?? "";
  const names: Name[] = [{ text }];
  if (segments.length > 1 && (url !== undefined || MADE_UP.test(last))) names.push({ text: last });
  // bucket/key: the key is a name in itself.
  if (segments.length > 1 && url === undefined && segments[0] !== "")
    names.push({ text: segments.slice(1).join("/") });
  return names;
}

/** The keys of a text, by which it is known wherever it stands. */
export function listKeys(text: string): string[] {
  return [...new Set(listNames(text).map((name) => name.text))].filter(isKey);
}

/**
 * The keys of a text that `member` of a call to `service` (its signing name) holds, each with the service that it is a
 * name in (`iam writer`), since many things of different services have one name; ids, ARNs and URLs stand alone.
 */
export function listThings(service: string, member: string, text: string): string[] {
  const own = FOREIGN.find(([pattern]) => pattern.test(member))?.[1] ?? service;
  const keys = listNames(text)
    .filter((name) => isKey(name.text))
    .map((name) =>
      UNIQUE.some((pattern) => pattern.test(name.text)) ? name.text : `${name.service ?? own} ${name.text}`,
    );
  return [...new Set(keys)];
}

/** Whether a thing's key is an id, an ARN or a URL, and not a name that others can have too. */
export function isUnique(key: string): boolean {
  return !key.includes(" ");
}

/** The text of a thing's key without its service. */
export function bareKey(key: string): string {
  return key.slice(key.indexOf(" ") + 1);
}
