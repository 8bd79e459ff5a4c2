/** Tells the texts that AWS mints (ids, ARNs, URLs, keys) from the words and numbers beside them in an answer. */

const MINTED: readonly RegExp[] = [
  /^arn:[a-z-]+:/,
  /^https?:\/\/\S+$/,
  /^[a-z][a-z0-9]*(-[a-z]+)*-[0-9a-f]{8,}$/i, // vpc-0123456789abcdef0, vpc-cidr-assoc-…
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, // UUID
  /^(A3T|AKIA|ASIA|AROA|AIDA|AGPA|AIPA|ANPA|ANVA|APKA|ABIA|ACCA|ASCA)[A-Z0-9]{8,}$/, // IAM's unique ids
];

/** Members that hold ids, whatever these look like: API Gateway's `id`, Route 53's `/hostedzone/Z1`, an ETag. */
const NAMING_MEMBER =
  /(id|ids|arn|arns|url|uri|identifier|name|key|token|etag|handle|location|endpoint|dnsname|domain|uuid)$/i;

/** Members whose value is an id even where it is all letters (API Gateway's `id`), and what such an id looks like. */
const ID_MEMBER = /(^id|Id|ID|Ids)$/;
const LETTERS = /^[A-Za-z]{8,}$/;

/** Addresses that a service gives out, and that others are told by. */
const ADDRESS_MEMBER = /^(public|carrier)ip(address)?$/i;
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Looks like an id by its member, and is none. */
const NOT_MINTED: readonly RegExp[] = [
  /\s/,
  /^.{0,3}$/,
  /^[^0-9]*$/, // words
  /^[\d.:/]+$/, // numbers, versions, addresses, networks, accounts, times
  /^[a-z]{2}(-[a-z]+)+-\d[a-z]?$/, // regions and zones
  /^[a-z]{2,4}\d-az\d$/, // zone ids
  /^\d{4}-\d{2}-\d{2}/, // dates
];

/** Whether `text`, found under `member` of an answer, is an identifier that its service made up. */
export function isMinted(text: string, member: string): boolean {
  if (MINTED.some((pattern) => pattern.test(text))) return true;
  if (ID_MEMBER.test(member) && LETTERS.test(text)) return true;
  if (ADDRESS_MEMBER.test(member)) return ADDRESS.test(text);
  return NAMING_MEMBER.test(member) && !NOT_MINTED.some((pattern) => pattern.test(text));
}
