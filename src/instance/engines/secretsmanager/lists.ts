/** Lists secrets by filters. https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_search-secret.html */
import { type Context, placeOf } from "../../behaviour/context.ts";
import { paginate } from "../../behaviour/reads/pages.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { findSecret, isEnding, nameOf, ownerOf, SECRET, tellSecret } from "./secret.ts";

const MARKS = "/-_+=.@";

/** Words begin at marks, where a text has one kind of them, and with capitals. */
function splitWords(text: string): readonly string[] {
  const marks = [...MARKS].filter((mark) => text.includes(mark));
  if (marks.length > 1) return [text];
  const parts = marks[0] === undefined ? [text] : text.split(marks[0]);
  return parts
    .flatMap((part) => part.split(/(?=[^a-z][a-z])/))
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== "");
}

/** Whether each word of a filter begins one of a text. */
function hasWords(text: string, wanted: string): boolean {
  const words = splitWords(text);
  const asked = splitWords(wanted);
  return asked.length > 0 && asked.every((word) => words.some((one) => one.startsWith(word)));
}

function startsWith(text: string, wanted: string): boolean {
  return text.startsWith(wanted);
}

/** What a filter looks at, and how. */
interface FilterKind {
  readonly read: (secret: Thing) => readonly string[];
  readonly fits: (text: string, wanted: string) => boolean;
}

function readMember(member: string): FilterKind["read"] {
  return ({ members }) => [readText(members, member)].filter((text) => text !== "");
}

const KINDS: ReadonlyMap<string, FilterKind> = new Map<string, FilterKind>([
  ["name", { read: (secret) => [nameOf(secret)], fits: startsWith }],
  ["description", { read: readMember("Description"), fits: hasWords }],
  ["tag-key", { read: ({ tags }) => [...tags.keys()], fits: startsWith }],
  ["tag-value", { read: ({ tags }) => [...tags.values()], fits: startsWith }],
  ["primary-region", { read: readMember("PrimaryRegion"), fits: startsWith }],
  ["owning-service", { read: (secret) => [ownerOf(secret)].filter((text) => text !== ""), fits: hasWords }],
  [
    "all",
    {
      read: (secret) => [nameOf(secret), ...readMember("Description")(secret), ...[...secret.tags].flat()],
      fits: hasWords,
    },
  ],
]);

/** Whether one of a filter's values fits; one behind `!` fits what it does not mean. */
function fits(secret: Thing, key: string, values: readonly string[]): boolean {
  const kind = KINDS.get(key);
  if (!kind) return refuse("InvalidParameterException", "Invalid filter key");
  const texts = kind.read(secret);
  return values.some((value) =>
    value.startsWith("!")
      ? texts.some((text) => !kind.fits(text, value.slice(1)))
      : texts.some((text) => kind.fits(text, value)),
  );
}

/** The secrets that a call's filters leave. */
export function listFiltered(context: Context): readonly Thing[] {
  const { input, store } = context;
  const filters = listStructures(input["Filters"]).map((filter) => {
    const key = readText(filter, "Key");
    if (key === "") refuse("InvalidParameterException", "Invalid filter key");
    const values = listTexts(filter["Values"]);
    if (values.length === 0) refuse("InvalidParameterException", `Invalid filter values for key: ${key}`);
    return { key, values };
  });
  return store
    .list(placeOf(context, SECRET.type), SECRET)
    .flatMap((secret) => findSecret(context, secret.names.arn ?? nameOf(secret)) ?? [])
    .filter((secret) => filters.every(({ key, values }) => fits(secret, key, values)));
}

/** By what a list is sorted. */
const ORDERS: ReadonlyMap<string, (secret: Thing) => number | string> = new Map<
  string,
  (secret: Thing) => number | string
>([
  ["created-date", ({ createdAt }) => createdAt],
  ["last-accessed-date", (secret) => readMoment(secret, "LastAccessedDate")],
  ["last-changed-date", (secret) => readMoment(secret, "LastChangedDate")],
  ["name", nameOf],
]);

function readMoment({ members, createdAt }: Thing, member: string): number {
  const value = members[member];
  return value instanceof Date ? value.getTime() : createdAt;
}

function sortSecrets({ input }: Context, secrets: readonly Thing[]): readonly Thing[] {
  const by = ORDERS.get(readText(input, "SortBy"));
  const isDown = readText(input, "SortOrder") === "desc";
  if (!by) return isDown ? secrets.toReversed() : secrets;
  const sorted = secrets.toSorted((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
  return isDown ? sorted.toReversed() : sorted;
}

/** ListSecrets: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html */
export function listSecrets(context: Context): Done {
  const { input, operation } = context;
  const takesEnding = input["IncludePlannedDeletion"] === true;
  const left = listFiltered(context).filter((secret) => takesEnding || !isEnding(secret));
  const page = paginate(operation, input, sortSecrets(context, left));
  if (!page) return refuse("InvalidNextTokenException", "Invalid NextToken");
  const told = page.items.map((secret) => tellSecret(context, secret, "SecretVersionsToStages"));
  return { output: merge({ SecretList: told }, page.more) };
}
