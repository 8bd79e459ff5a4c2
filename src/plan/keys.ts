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

/** The parts of an ARN's resource that can be names: `role/app/writer` gives `app/writer`, `app` and `writer`. */
function splitResource(arn: string): string[] {
  const resource = arn.split(":").slice(5).join(":");
  const pieces = resource.split(":").filter((piece) => piece !== "*");
  const parts = pieces.flatMap((piece) => [piece, ...piece.split("/")]);
  const withoutType = /^[a-z-]+[/:](.+)$/.exec(resource)?.[1];
  const [type] = resource.split(/[/:]/);
  const hasType = withoutType !== undefined;
  return [...parts.filter((part) => !hasType || part !== type), ...(hasType ? [withoutType] : [])];
}

/** The keys of a text: itself where it has no blanks, its last path segments, and the names inside its ARNs. */
export function listKeys(text: string): string[] {
  const arns = text.includes("arn:") ? (text.match(ARN) ?? []) : [];
  const fromArns = arns.flatMap((arn) => [arn, ...splitResource(arn)]);
  if (/[\s{[]/.test(text)) return fromArns.filter(isKey);
  const path = (URL_PATH.exec(text)?.[1] ?? text).split("/");
  // The first segment can be a bucket (bucket/key), the last a name; those between are folders.
  const segments = arns.length > 0 ? [] : [path[0] ?? "", path.at(-1) ?? ""];
  return [text, ...segments, ...fromArns].filter(isKey);
}
