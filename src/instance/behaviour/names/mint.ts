/** Makes up what a service gives a new thing: its id, ARN and URL, in AWS's form. */
import { drawText, fitsText, writeText } from "../../../aws/model/fit-text.ts";
import type { Shape } from "../../../aws/model/types.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { MemberMeaning, OperationMeaning, ServiceResources } from "../../../aws/resources/types.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { findShape } from "../../../plan/missing/derived/paths.ts";
import { RECIPES } from "../../../plan/missing/recipes.ts";
import { MADE_UP_ADDRESS } from "../../addresses.ts";
import type { MintedNames } from "../../thing.ts";
import { nameNext } from "../changes/revisions.ts";
import { type Context, placeOf } from "../context.ts";
import { readToldNames } from "../makes/adopt.ts";
import { drawForm, makeUuid } from "./draw-form.ts";
import { findIdForm } from "./id-forms.ts";
import { makeArn, makeUnsaidArn } from "./make-arn.ts";
import { readChain } from "./names.ts";

const ID_DIGITS = 17;

const PREFIXES = new PairMap(
  RECIPES.flatMap(({ service, type, prefix }) => (prefix ? [[service, type, prefix] as const] : [])),
);

/** What the ids of a type begin with: as the recipes know it, else the first letters of its words. */
function tellPrefix(service: string, type: string): string {
  const initials = type.split("-").map((word) => word.charAt(0));
  return PREFIXES.get(service, type) ?? initials.join("");
}

/** An id in a form of its own: one that ends with a number is the first, from which countOn goes on; any other is drawn. */
function writeId(shape: Shape, digits: string): string | undefined {
  const first = writeText(shape, []);
  return first === undefined || /[1-9]$/.test(first) ? first : (drawText(shape, digits) ?? first);
}

/** An id that the shape takes. */
function mintId(context: Context, shape: Shape | undefined, type: string, name?: string): string {
  const form = findIdForm(context, type, "ids");
  if (form !== undefined) return drawForm(context, form, name);
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
    (shape && writeId(shape, digits)) ??
    all[0] ??
    digits
  );
}

const byId = new WeakMap<ServiceResources, Map<string, boolean>>();

/** Whether things of a type go by their ids, so that several can have one name: nothing is read or removed by its name. */
function goesById({ resources }: Context, type: string): boolean {
  return byId.get(resources)?.get(type) ?? findGoesById(resources, type);
}

function findGoesById(resources: ServiceResources, type: string): boolean {
  const kinds = new Set(
    Object.values(resources.operations)
      .filter(({ deed, type: of }) => of === type && (deed === "read" || deed === "delete"))
      .flatMap(({ input }) => input.flatMap(({ part, kind }) => (part === "own" ? [kind] : []))),
  );
  const goes = kinds.has("id") && !kinds.has("name") && !kinds.has("any");
  byId.getOrInsertComputed(resources, () => new Map()).set(type, goes);
  return goes;
}

const readIds = new WeakMap<ServiceResources, Map<string, Shape | "none">>();

/** The shape of the id that reads tell beside the name of things of a type, which the answer to their making does not have. */
function findReadId(context: Context, type: string): Shape | undefined {
  const shape = readIds.get(context.resources)?.get(type) ?? chooseReadId(context, type);
  return shape === "none" ? undefined : shape;
}

function chooseReadId({ resources, operation }: Context, type: string): Shape | "none" {
  const known = readIds.getOrInsertComputed(resources, () => new Map());
  for (const [name, { deed, type: of, output }] of Object.entries(resources.operations)) {
    if (of !== type || (deed !== "read" && deed !== "list")) continue;
    const own = output.filter((member) => member.type === type);
    const id = own.find(({ kind, path }) => {
      const above = path.slice(0, path.lastIndexOf(".") + 1);
      const isBeside = (one: MemberMeaning) =>
        one.kind === "name" && one.path.slice(0, one.path.lastIndexOf(".") + 1) === above;
      return kind === "id" && own.some(isBeside);
    });
    if (!id) continue;
    const shape = findShape(operation.model.operations[name]?.output, id.path) ?? "none";
    known.set(type, shape);
    return shape;
  }
  known.set(type, "none");
  return "none";
}

/** The id that the caller gives the thing: a database's. */
function readGivenId({ meaning, input }: Context): string | undefined {
  for (const { part, kind, renames, path } of meaning.input)
    if (part === "own" && kind === "id" && !renames) return readTexts(parsePath(path), input)[0];
  return undefined;
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

const SOME_ARN = "arn:aws:a:us-east-1:123456789012:a/b/c";

/** Whether a shape takes ARNs and nothing else that a service would make up. */
function takesArns(shape: Shape): boolean {
  return fitsText(shape, SOME_ARN) && !fitsText(shape, makeUuid("0".repeat(ID_DIGITS * 2)));
}

/** Which names of a thing that an operation makes its answer has. */
interface AnsweredNames {
  /** The shape of its id. */
  readonly id: Shape | undefined;
  readonly hasArn: boolean;
  readonly hasUrl: boolean;
}

// By what a meaning says of the output, which a call about several things has for each.
const answeredNames = new WeakMap<OperationMeaning["output"], Map<string, AnsweredNames>>();

function listAnswered(context: Context, type: string): AnsweredNames {
  return answeredNames.get(context.meaning.output)?.get(type) ?? findAnswered(context, type);
}

function findAnswered({ meaning, operation }: Context, type: string): AnsweredNames {
  const own = meaning.output.filter((member) => member.part === "own" && member.type === type);
  const id = own.find(({ kind }) => kind === "id");
  const answered = {
    id: id && findShape(operation.output, id.path),
    hasArn: own.some(({ kind }) => kind === "arn"),
    hasUrl: own.some(({ kind }) => kind === "url"),
  };
  answeredNames.getOrInsertComputed(meaning.output, () => new Map()).set(type, answered);
  return answered;
}

function drawUrl(context: Context, type: string, own: string): string {
  return drawForm(context, findIdForm(context, type, "urls") ?? `${MADE_UP_ADDRESS}/{account}/{name}`, own);
}

/** The names that a service makes up for a thing which it is asked to make, where its answers have them. */
export function mintNames(
  context: Context,
  type: string,
  containers: readonly string[],
  given: string | undefined,
): { readonly own: string; readonly names: MintedNames } {
  const { id: answered, hasArn, hasUrl } = listAnswered(context, type);
  const told = readToldNames(context, type);
  const shape = answered ?? (given === undefined ? undefined : findReadId(context, type));
  const id =
    told.id ??
    readGivenId(context) ??
    (shape && !answered && takesArns(shape) ? told.arn : undefined) ??
    (shape && countOn(context, type, containers, mintId(context, shape, type, given)));
  // Of a thing with versions, the ARN has the name and the number of the version.
  const form = given === undefined && !context.told ? findIdForm(context, type, "names") : undefined;
  const called = form === undefined ? given : drawForm(context, form);
  const whole = told.arn === undefined ? undefined : readChain(told.arn)?.at(-1);
  // It stands in what has that name.
  const outer = `${containers.at(-1)}:`;
  const ofArn = whole?.startsWith(outer) ? whole.slice(outer.length) : whole;
  const revision = nameNext(context, type, containers, { name: given, arn: told.arn });
  const named = revision ?? (id !== undefined && form === undefined && goesById(context, type) ? id : called);
  const own =
    (ofArn?.startsWith(`${named}:`) ? ofArn : named) ??
    told.name ??
    id ??
    ofArn ??
    mintId(context, undefined, type);
  // An id that is an ARN itself: a stack's.
  const isArn = id?.startsWith("arn:") === true;
  const names = [...containers, own];
  const arn =
    told.arn ??
    (isArn ? id : makeArn(context, type, names, id)) ??
    (hasArn ? makeUnsaidArn(context, type, names) : undefined);
  const url = told.url ?? (hasUrl ? drawUrl(context, type, own) : undefined);
  return {
    own,
    names: {
      ...(id !== undefined && { id }),
      ...(arn !== undefined && { arn }),
      ...(url !== undefined && { url }),
    },
  };
}

compileLightly(mintNames, mintId, findReadId, readGivenId, tellPrefix, countOn);
