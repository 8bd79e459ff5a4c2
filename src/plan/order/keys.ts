/**
 * The keys by which calls are found to concern the same thing, however they name it: a role's name and its ARN, a queue's
 * name and its URL have one key. A key says the API that the thing is of, where its name is given once, and its name:
 * things of different regions that have one name are different things, and so are objects of different buckets.
 */
import { splitArn } from "../../aws/resources/arns.ts";
import { arnTemplates, findResources } from "../../aws/resources/table.ts";
import type { NameKind, Scope } from "../../aws/resources/types.ts";
import { compileLightly } from "../../base/compiling.ts";

/** Where a call was made. */
export interface Site {
  /** What the call's API signs as, which several APIs of one kind of things share: rds is docdb's and neptune's too. */
  readonly signingName: string;
  readonly account: string;
  readonly region: string;
}

/** A text taken for what it names. */
export interface NamedThing {
  readonly service: string;
  readonly account: string;
  readonly region: string;
  /** The type that the text itself tells: an ARN's. */
  readonly type: string | undefined;
  readonly owner: string | undefined;
  /** The names in it, the outermost first; mostly one. */
  readonly chain: readonly string[];
}

const URL = /^https?:\/\//;
const ACCOUNT = /^\d{12}$/;

/** Texts that are the same thing wherever they stand: ARNs, URLs, `i-0123abcd`, UUIDs, IAM's ids. One expression, since it is asked of all texts. */
const UNIQUE =
  /^(?:arn:|https?:|[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z]+)*-[0-9A-Fa-f]{8,}$|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$|A[A-Z3][A-Z][A-Z0-9]{13,}$)/;

/** Whether a text names one thing in the world: an ARN, a URL, an id that AWS minted. */
export function isUnique(text: string): boolean {
  return UNIQUE.test(text);
}

function signingNameOf(arnService: string): string {
  const [owner] = arnTemplates.findOwners(arnService);
  return (owner && findResources(owner)?.signingName) ?? arnService;
}

/** What stands behind the type in an ARN's resource that no template is like: `thing/lamp` is `lamp`. */
function readResource(resource: string): string {
  return /^[A-Za-z0-9_-]+[/:](.+)$/s.exec(resource)?.[1] ?? resource;
}

function readArn(text: string, site: Site): NamedThing | undefined {
  const arn = splitArn(text);
  if (!arn) return undefined;
  const meaning = arnTemplates.read(arn);
  return {
    service: signingNameOf(arn.service),
    account: ACCOUNT.test(arn.account) ? arn.account : site.account,
    region: arn.region,
    type: meaning?.type,
    owner: meaning?.owner,
    chain: meaning?.chain ?? [readResource(arn.resource)],
  };
}

/** The last name of a path: a queue's in its URL, a zone's in `/hostedzone/Z1`. */
function lastSegment(text: string): string {
  const path = text.endsWith("/") ? text.slice(0, -1) : text;
  return path.slice(path.lastIndexOf("/") + 1);
}

/** What a text that a member of `kind` holds names. */
export function readName(text: string, kind: NameKind, site: Site): NamedThing {
  const arn = readArn(text, site);
  if (arn) return arn;
  const { signingName: service, account, region } = site;
  const isPath = URL.test(text) || (text.startsWith("/") && (kind === "id" || kind === "url"));
  const name = isPath ? lastSegment(text) : text;
  return { service, account, region, type: undefined, owner: undefined, chain: [name === "" ? text : name] };
}

/** Names and their parts stand side by side in a key. */
export const BETWEEN = "\n";

/** An id that AWS minted: with letters in it, since people end names in digits, too. */
const MINTED = /-(?=[0-9a-f]*[a-f])[0-9a-f]{8,}$/i;

/**
 * The key of the thing by that chain of names. An id that AWS minted is the same thing in every service, account and region:
 * a load balancer's target is EC2's instance, and a peering is accepted where the other network is.
 */
export function makeKey(
  { service, account, region }: NamedThing,
  scope: Scope,
  names: readonly string[],
): string {
  const [only = "", ...others] = names;
  const isAlone = others.length === 0 && isUnique(only);
  const isEverywhere = scope === "partition" || (isAlone && MINTED.test(only));
  const where = isEverywhere ? "" : scope === "account" ? account : `${account}/${region}`;
  return `${isAlone ? "" : service} ${where} ${names.join(BETWEEN)}`;
}

/** Whether a key is that of an id that AWS minted, which is the same thing in every service. */
export function isMintedKey(key: string): boolean {
  return key.startsWith("  ") && MINTED.test(key);
}

/** The name itself in a key, without where it is one. */
export function nameInKey(key: string): string {
  return key.slice(key.indexOf(" ", key.indexOf(" ") + 1) + 1);
}

/** The key of a thing by its last name alone; undefined for one that does not stand in another. */
export function strayKey(key: string): string | undefined {
  const last = key.lastIndexOf(BETWEEN);
  return last < 0 ? undefined : key.slice(0, key.length - nameInKey(key).length) + key.slice(last + 1);
}

/** A name without the version or the qualifier behind it: `web` of `web:3`. */
export function stripQualifier(name: string): string | undefined {
  // What an ARN of no known form names is all of it.
  if (name.startsWith("arn:")) return undefined;
  const at = name.indexOf(":");
  return at > 0 && !ACCOUNT.test(name.slice(0, at)) ? name.slice(0, at) : undefined;
}

const ARNS = /arn:[a-z-]+:[a-z0-9-]*:[a-z0-9-]*:(?:\d{12}|aws)?:[^\s"',\\]+/g;

/** The ARNs inside a document or a sentence. */
export function findArns(text: string): readonly string[] {
  return text.includes("arn:") ? (text.match(ARNS) ?? []) : [];
}

/** Whether a text is known by itself alone: an ARN or a URL, and what has ARNs in it, are known by more. */
export function isPlain(text: string): boolean {
  return !text.includes("arn:") && !URL.test(text);
}

/** The texts by which things are known inside `text`: itself where it has no blanks, its ARNs and what they name. */
export function listKeys(text: string): string[] {
  const arns = findArns(text);
  const names = arns.flatMap((arn) => {
    const { resource = "" } = splitArn(arn) ?? {};
    const name = readResource(resource);
    return [arn, name, lastSegment(name)];
  });
  const whole = /[\s{[]/.test(text) ? [] : [text, ...(URL.test(text) ? [lastSegment(text)] : [])];
  return [...new Set([...whole, ...names])];
}

/** A path as it is meant: copies name their source percent-encoded. */
export function decodePath(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

compileLightly(makeKey, readName, listKeys, isPlain, readArn, stripQualifier);
