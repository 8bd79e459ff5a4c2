/** Makes up what a service gives a new thing: its id, ARN and URL, in AWS's form. */
import * as v from "valibot";
import { fitsText, writeText } from "../../aws/model/fit-text.ts";
import { findPartition } from "../../aws/model/partitions.ts";
import type { Shape } from "../../aws/model/types.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import type { MemberMeaning, ServiceResources } from "../../aws/resources/types.ts";
import { Text } from "../../base/row-types.ts";
import { findShape } from "../../plan/missing/derived/paths.ts";
import { RECIPES } from "../../plan/missing/recipes.ts";
import { MADE_UP_ADDRESS } from "../addresses.ts";
import type { MintedNames } from "../store.ts";
import { readToldNames } from "./adopt.ts";
import forms from "./arn-forms.json" with { type: "json" };
import { type Context, placeOf } from "./context.ts";
import { findOnly, readChain } from "./names.ts";

const ID_DIGITS = 17;

const PREFIXES: ReadonlyMap<string, string> = new Map(
  RECIPES.flatMap(({ service, type, prefix }) => (prefix ? [[`${service} ${type}`, prefix] as const] : [])),
);

/** What the ids of a type begin with: as the recipes know it, else the first letters of its words. */
function tellPrefix(service: string, type: string): string {
  const initials = type.split("-").map((word) => word.charAt(0));
  return PREFIXES.get(`${service} ${type}`) ?? initials.join("");
}

function makeUuid(digits: string): string {
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}

/** An id that the shape takes. */
function mintId(context: Context, shape: Shape | undefined, type: string): string {
  const digits = context.mint(32);
  const { service, metadata } = context.operation.model;
  const withPrefix = `${tellPrefix(service, type)}-${digits.slice(0, ID_DIGITS)}`;
  const wishes = metadata.protocol === "ec2" ? [withPrefix] : [makeUuid(digits), withPrefix];
  const more = [
    digits,
    digits.slice(0, 10),
    digits.slice(0, 10).toUpperCase(),
    `A${digits.slice(0, 20).toUpperCase()}`,
  ];
  const all = [...wishes, ...more];
  return (
    (shape && all.find((text) => fitsText(shape, text))) ??
    (shape && writeText(shape, all)) ??
    all[0] ??
    digits
  );
}

/**
 * The name without what the text before its place ends with, which it may hold itself: `alias/` before `alias/orders`, `o-` before
 * `o-a1b2`, and a slash before another one.
 */
function cutBefore(before: string, name: string): string {
  const bare = name.startsWith("/") ? name.slice(1) : name;
  const start = Math.max(before.lastIndexOf("/", before.length - 2), before.lastIndexOf(":")) + 1;
  const last = before.slice(start);
  if (last !== "" && bare.startsWith(last)) return bare.slice(last.length);
  return before.endsWith("/") ? bare : name;
}

/** A template of ARNs, taken apart: its texts stand at the even places, and what is put between them at the odd ones. */
interface ArnTemplate {
  readonly pieces: readonly string[];
  /** The places for names, the outermost first. */
  readonly own: readonly string[];
}

const PLACES: ReadonlySet<string> = new Set(["Partition", "Region", "Account"]);
const templates = new Map<string, ArnTemplate>();

function readTemplate(text: string): ArnTemplate {
  return templates.getOrInsertComputed(text, () => {
    const pieces = text.split(/\$\{(\w+)\}/);
    return { pieces, own: pieces.filter((piece, at) => at % 2 === 1 && !PLACES.has(piece)) };
  });
}

/** A row of arn-forms.json: how ARNs of a type are written where it stands in another thing than the one that is not said. */
export const ArnFormRow = v.strictObject({
  service: Text,
  type: Text,
  except: Text,
  arn: Text,
  reason: Text,
});

const FORMS = forms as readonly v.InferOutput<typeof ArnFormRow>[];

function findForm(service: string, type: string, chain: readonly string[]): string | undefined {
  const outer = chain.at(-2);
  return FORMS.find(
    (row) => row.service === service && row.type === type && outer !== undefined && outer !== row.except,
  )?.arn;
}

/** What the one thing is called that a place in a template means: an organization, of which an account has one. */
function findHolder(context: Context, place: string): string | undefined {
  const words = place.replace(/Id$/, "").match(/[A-Z][a-z0-9]*/g) ?? [];
  return findOnly(context, words.join("-").toLowerCase())?.chain.at(-1);
}

/**
 * The ARN of a thing by its type's template: the names of its chain in the template's places, from the last one, and its id
 * where the last place is called so.
 */
export function makeArn(
  context: Context,
  type: string,
  chain: readonly string[],
  id: string | undefined,
): string | undefined {
  const { resources, caller } = context;
  const template = findForm(resources.service, type, chain) ?? resources.types[type]?.arns[0];
  if (template === undefined) return undefined;
  const { pieces, own } = readTemplate(template);
  const { account, region } = caller;
  const known: Record<string, string> = {
    Partition: findPartition(region).name,
    Region: region,
    Account: account,
  };
  // What stands before the names that are known is an id of the service's own.
  const lacking = Math.max(0, own.length - chain.length);
  own.forEach((name, at) => {
    known[name] =
      at < lacking ? (findHolder(context, name) ?? drawUuid(type, chain)) : (chain.at(at - own.length) ?? "");
  });
  const last = own.at(-1);
  if (last?.endsWith("Id") && id !== undefined) known[last] = id;
  // What a name begins with may be in the template, too: of alias/${Alias} and /hostedzone/${Id}.
  let arn = "";
  pieces.forEach((piece, at) => {
    arn += at % 2 === 1 ? cutBefore(pieces[at - 1] ?? "", known[piece] ?? "") : piece;
  });
  return arn;
}

/** The same for a thing of the same names each time. */
function drawUuid(type: string, chain: readonly string[]): string {
  return makeUuid(new Bun.CryptoHasher("sha256").update([type, ...chain].join(" ")).digest("hex"));
}

const byId = new WeakMap<ServiceResources, Map<string, boolean>>();

/** Whether things of a type go by their ids, so that several can have one name: nothing is read or removed by its name. */
function goesById({ resources }: Context, type: string): boolean {
  const known = byId.getOrInsertComputed(resources, () => new Map());
  return known.getOrInsertComputed(type, () => {
    const kinds = new Set(
      Object.values(resources.operations)
        .filter(({ deed, type: of }) => of === type && (deed === "read" || deed === "delete"))
        .flatMap(({ input }) => input.flatMap(({ part, kind }) => (part === "own" ? [kind] : []))),
    );
    return kinds.has("id") && !kinds.has("name") && !kinds.has("any");
  });
}

const readIds = new WeakMap<ServiceResources, Map<string, Shape | undefined>>();

/** The shape of the id that reads tell beside the name of things of a type, which the answer to their making does not have. */
function findReadId({ resources, operation }: Context, type: string): Shape | undefined {
  const known = readIds.getOrInsertComputed(resources, () => new Map());
  return known.getOrInsertComputed(type, () => {
    for (const [name, { deed, type: of, output }] of Object.entries(resources.operations)) {
      if (of !== type || (deed !== "read" && deed !== "list")) continue;
      const own = output.filter((member) => member.type === type);
      const id = own.find(({ kind, path }) => {
        const above = path.slice(0, path.lastIndexOf(".") + 1);
        const isBeside = (one: MemberMeaning) =>
          one.kind === "name" && one.path.slice(0, one.path.lastIndexOf(".") + 1) === above;
        return kind === "id" && own.some(isBeside);
      });
      if (id) return findShape(operation.model.operations[name]?.output, id.path);
    }
    return undefined;
  });
}

/** The id that the caller gives the thing: a database's. */
function readGivenId({ meaning, input }: Context): string | undefined {
  const member = meaning.input.find(({ part, kind, renames }) => part === "own" && kind === "id" && !renames);
  return member && readTexts(parsePath(member.path), input)[0];
}

/** The id, or the next one that counts on from it, where a thing beside has it: the versions of a policy are v1, v2 …. */
function countOn(context: Context, type: string, containers: readonly string[], id: string): string {
  const kind = { service: context.operation.model.service, type };
  const isTaken = (text: string) =>
    context.store.find(placeOf(context, type), kind, [text], containers) !== undefined;
  const [, start = "", number] = /^(.*?)(\d{1,6})$/.exec(id) ?? [];
  let next = id;
  for (let count = Number(number) + 1; number !== undefined && isTaken(next); count++)
    next = `${start}${count}`;
  return next;
}

/** The names that a service makes up for a thing which it is asked to make, where its answers have them. */
export function mintNames(
  context: Context,
  type: string,
  containers: readonly string[],
  given: string | undefined,
): { readonly own: string; readonly names: MintedNames } {
  const members = context.meaning.output.filter((member) => member.part === "own" && member.type === type);
  const idMember = members.find(({ kind }) => kind === "id");
  const told = readToldNames(context, type);
  const answered = idMember && findShape(context.operation.output, idMember.path);
  const shape = answered ?? (given === undefined ? undefined : findReadId(context, type));
  const id =
    told.id ??
    readGivenId(context) ??
    (shape && countOn(context, type, containers, mintId(context, shape, type)));
  // Of a thing with versions, the ARN has the name and the number of the version.
  const ofArn = told.arn === undefined ? undefined : readChain(told.arn)?.at(-1);
  const named = id !== undefined && goesById(context, type) ? id : given;
  const own =
    (ofArn?.startsWith(`${named}:`) ? ofArn : named) ?? told.name ?? id ?? mintId(context, undefined, type);
  const arn = told.arn ?? makeArn(context, type, [...containers, own], id);
  const hasUrl = members.some(({ kind }) => kind === "url");
  const url = told.url ?? (hasUrl ? `${MADE_UP_ADDRESS}/${context.caller.account}/${own}` : undefined);
  return {
    own,
    names: {
      ...(id !== undefined && { id }),
      ...(arn !== undefined && { arn }),
      ...(url !== undefined && { url }),
    },
  };
}
