/** Writes the ARN of a thing, by its type's template. */
import { findPartition } from "../../../aws/model/partitions.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { hasRevisions } from "../changes/revisions.ts";
import { type Context, placeOf } from "../context.ts";
import { drawForm, makeUuid } from "./draw-form.ts";
import { findArnForm, findIdForm } from "./id-forms.ts";
import { findOnly, findOuter, readChain } from "./names.ts";

/** A template of ARNs, taken apart. */
interface ArnTemplate {
  /** What it begins with. */
  readonly start: string;
  readonly places: readonly ArnPlace[];
  /** The places for names, the outermost first. */
  readonly own: readonly string[];
}

/** A place of a template, for a name or a part of the caller's place, and the text behind it. */
interface ArnPlace {
  readonly name: string;
  readonly behind: string;
  /** What the text before it ends with, which the name may hold itself: `alias/` before `alias/orders`, `o-` before `o-a1b2`. */
  readonly before: string;
  /** Whether that ends with a slash, and the name needs none. */
  readonly isBehindSlash: boolean;
}

/** The name without what stands before its place already. */
function cutBefore({ before, isBehindSlash }: ArnPlace, name: string): string {
  const bare = name.startsWith("/") ? name.slice(1) : name;
  if (before !== "" && bare.startsWith(before)) return bare.slice(before.length);
  return isBehindSlash ? bare : name;
}

const PLACES: ReadonlySet<string> = new Set(["Partition", "Region", "Account"]);
/** Some templates call the caller's account so, where others have the id of the account that a thing is. */
const OTHER_ACCOUNT = /(?<=^(?:[^:]*:){4}\$\{Account)Id(?=\}:)/;
const templates = new Map<string, ArnTemplate>();

function readTemplate(text: string): ArnTemplate {
  return templates.getOrInsertComputed(text, splitTemplate);
}

function splitTemplate(text: string): ArnTemplate {
  const pieces = text.replace(OTHER_ACCOUNT, "").split(/\$\{(\w+)\}/);
  const places = pieces.flatMap((name, at) => {
    if (at % 2 === 0) return [];
    const before = pieces[at - 1] ?? "";
    const last = Math.max(before.lastIndexOf("/", before.length - 2), before.lastIndexOf(":")) + 1;
    const isBehindSlash = before.endsWith("/");
    return [{ name, behind: pieces[at + 1] ?? "", before: before.slice(last), isBehindSlash }];
  });
  const own = places.flatMap(({ name }) => (PLACES.has(name) ? [] : [name]));
  return { start: pieces[0] ?? "", places, own };
}

/** The type that a place in a template is named after: `StateMachineName` is a state machine's. */
function typeOf(place: string): string {
  const words = place.replace(/(Id|Name)$/, "").match(/[A-Z][a-z0-9]*/g) ?? [];
  return words.join("-").toLowerCase();
}

/** What the one thing is called that a place in a template means: an organization, of which an account has one. */
function findHolder(context: Context, place: string): string | undefined {
  return findOnly(context, typeOf(place))?.chain.at(-1);
}

/** Hexadecimal digits that are the same for a thing of the same names each time. */
function hashNames(type: string, chain: readonly string[]): string {
  return new Bun.CryptoHasher("sha512").update([type, ...chain].join(" ")).digest("hex");
}

/** A member's name without its type's words: `TargetGroupName` of a target group is its name. */
function cutType(name: string, type: string): string {
  const words = type.replaceAll("-", "");
  const low = name.toLowerCase();
  return low.startsWith(words) ? low.slice(words.length) : low;
}

/** What the input says for a place of the template, in the member that is called as the place is, or names such a thing. */
function readPlace({ input, meaning }: Context, type: string, place: string): string | undefined {
  if (meaning.type !== type) return undefined;
  const wanted = cutType(place, type);
  const named = meaning.input.find((member) => member.type === typeOf(place) && member.part !== "own");
  const [text] = named ? readTexts(parsePath(named.path), input) : [];
  if (text !== undefined) return readChain(text)?.at(-1) ?? text;
  for (const [name, value] of Object.entries(input))
    if (typeof value === "string" && value !== "" && cutType(name, type) === wanted)
      // An ARN has an address without what that begins with.
      return readChain(value)?.at(-1) ?? value.replace(/^https?:\/\//, "");
  return undefined;
}

/** What stands in places that are left out where the input has nothing for them: a role's path. */
function readOptional({ input }: Context, places: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(places.map((place) => [place, String(input[place] ?? "")]));
}

/** The names in the places of a template that has more of them than the thing has names. */
function fillPlaces(
  context: Context,
  type: string,
  own: readonly string[],
  chain: readonly string[],
): Record<string, string> {
  const told = own.map((place) => readPlace(context, type, place));
  const rest = chain.filter((name) => !told.includes(name));
  const open = own.filter((_, at) => told[at] === undefined);
  return Object.fromEntries(
    own.map((place, at) => {
      const known = told[at] ?? rest.at(open.indexOf(place) - open.length);
      return [place, known ?? findHolder(context, place) ?? makeUuid(hashNames(type, [place, ...chain]))];
    }),
  );
}

/** What the service reference calls a place of which it does not tell whether a name or an id stands there. */
const UNTOLD_PLACE = "ResourceId";

/** Whether a thing has an id in its ARN that no answer tells beside it: callers give it a name, and the ARN has another place. */
function isDrawn({ meaning }: Context, type: string, place: string): boolean {
  if (meaning.type !== type || place === UNTOLD_PLACE) return false;
  const own = meaning.input.filter(({ part, renames }) => part === "own" && !renames);
  return own.length > 0 && own.every(({ kind }) => kind === "name");
}

/**
 * The ARN of a thing by its type's template: the names of its chain in the template's places, from the last one, its id where the
 * last place is called so, and what the input says for the others.
 */
export function makeArn(
  context: Context,
  type: string,
  chain: readonly string[],
  id: string | undefined,
): string | undefined {
  const { resources, caller, meaning, mint } = context;
  const whole = chain.map(tellOwnName);
  const form = findArnForm(context, type, chain);
  if (form?.of && meaning.type === type) {
    const outer = findOuter(context)?.names.arn;
    return outer && drawForm(context, `${outer.replace(...form.of)}${form.arn}`);
  }
  // One that stands for all things of the type names none.
  const template = form?.arn ?? resources.types[type]?.arns.find(isOfOne);
  if (template === undefined) return undefined;
  const { start, places, own } = readTemplate(template);
  // A revision has a place of its own, or is told by the name.
  const isSplit = own.length > whole.length && hasRevisions(context, type);
  const names = isSplit ? whole.flatMap((name) => name.split(":")) : whole;
  const { account, region } = caller;
  const known: Record<string, string> = {
    Partition: findPartition(region).name,
    Region: region,
    Account: account,
  };
  if (own.length > names.length)
    Object.assign(known, fillPlaces(context, type, own, names), readOptional(context, form?.optional));
  else for (const [at, place] of own.entries()) known[place] = names.at(at - own.length) ?? "";
  const last = own.at(-1);
  if (last?.endsWith("Id") && (id !== undefined || isDrawn(context, type, last)))
    known[last] = id ?? drawForm(context, findIdForm(context, type, "ids") ?? "{uuid}");
  // What a name begins with may be in the template, too: of alias/${Alias} and /hostedzone/${Id}.
  let arn = start;
  for (const place of places) arn += cutBefore(place, known[place.name] ?? "") + place.behind;
  if (!arn.includes("{")) return arn;
  return drawForm({ caller, mint: meaning.type === type ? mint : makeSame(type, chain) }, arn);
}

/** What comes along with something, and what every account has, is the same each time. */
function makeSame(type: string, chain: readonly string[]): Context["mint"] {
  return (count) => hashNames(type, chain).slice(0, count);
}

/** The name in an ARN, and any other name as it is. */
function tellOwnName(name: string): string {
  return name.startsWith("arn:") ? (readChain(name)?.at(-1) ?? name) : name;
}

/** Whether a template is for one thing, and not for all of its type. */
function isOfOne(arn: string): boolean {
  return !arn.includes("*");
}

/** An ARN of the usual form, of a type whose form nothing says: the service's, of the type, and the names behind it. */
export function makeUnsaidArn(context: Context, type: string, chain: readonly string[]): string {
  const { resources, caller } = context;
  const service = resources.arnServices[0] ?? resources.service;
  const { account, region } = placeOf(context, type);
  const names = chain.map((name) => name.split(/[:/]/).at(-1)).join("/");
  return `arn:${findPartition(caller.region).name}:${service}:${region}:${account}:${type}/${names}`;
}

compileLightly(makeArn, fillPlaces, cutBefore, readPlace, readOptional);
