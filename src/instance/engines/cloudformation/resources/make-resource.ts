/** Makes a resource of a stack, and tells what others ask of it. */
import { fold, readProperties } from "../../../../aws/cloudformation/kinds.ts";
import { isScalar, type Structure } from "../../../../aws/values.ts";
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import { findAttribute, findRef, type MadeFacts, toJson } from "./attributes.ts";
import { chooseMaker } from "./choose-maker.ts";
import { findBrought } from "./find-brought.ts";
import { findMakingRow, findResourceKind, type ResourceKind } from "./kind.ts";
import type { Attempt, MadeResource } from "./made-resource.ts";
import { readMade } from "./made-thing.ts";
import { makeName } from "./make-name.ts";
import { MakingFault, ResourceMaker } from "./resource-maker.ts";
import type { ResourceContext, WantedResource } from "./resource-world.ts";
import { listMakingRows } from "./rows.ts";
import { makeSecret } from "./secret-text.ts";
import { PropertySetter } from "./set-properties.ts";

/** Why a resource's properties are none of its type; undefined where they are. */
export function refuseProperties(
  { cfn }: ResourceKind,
  { properties, id }: WantedResource,
): string | undefined {
  const { list } = readProperties(cfn.properties);
  if (list.length === 0) return undefined;
  const known = new Set(list.map(({ name }) => name));
  const faults = [
    ...Object.keys(properties)
      .filter((name) => !known.has(name))
      .map((name) => `#: extraneous key [${name}] is not permitted`),
    ...list
      .filter(({ name, isRequired }) => isRequired && properties[name] === undefined)
      .map(({ name }) => `#: required key [${name}] not found`),
  ];
  return faults.length === 0
    ? undefined
    : `Properties validation failed for resource ${id} with message:\n[${faults.join(", ")}]`;
}

/** A resource that makes nothing here. */
function makeNothing(
  { id, cfn, properties, stack }: WantedResource,
  mint: (length: number) => string,
): MadeResource {
  const physicalId = makeName({ id, cfn, properties, stack, tags: {} }, { name: "", type: "string" }, mint);
  return {
    id,
    type: cfn,
    physicalId,
    properties,
    attributes: {},
    undo: [],
    known: {},
    call: { operation: "", input: {}, output: {} },
    undone: [],
  };
}

/** Scalars by names without case, as they are kept. */
function saveKnown(maker: ResourceMaker): Record<string, string> {
  const known: Record<string, string> = {};
  const add = (values: Structure) => {
    for (const [name, value] of Object.entries(values))
      if (isScalar(value) && !(value instanceof Uint8Array)) known[fold(name)] ??= String(toJson(value));
  };
  if (maker.call) {
    add(maker.call.input);
    for (const value of [maker.call.output, ...Object.values(maker.call.output)])
      if (value && typeof value === "object" && !Array.isArray(value) && !(value instanceof Date))
        add(value as Structure);
  }
  return known;
}

/** What others ask of a resource by Fn::GetAtt: what is found of it. */
function findAttributes(
  kind: ResourceKind,
  facts: MadeFacts,
  asked: ReadonlySet<string>,
): Record<string, JsonValue> {
  return Object.fromEntries(
    [...asked].flatMap((name) => {
      const value = findAttribute(kind, facts, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** Tells of a resource that was made what is kept. */
export async function describeMade(maker: ResourceMaker, asked: ReadonlySet<string>): Promise<MadeResource> {
  const { context, kind, wanted, known, undo, thing } = maker;
  const call = maker.call ?? { operation: "", input: {}, output: {} };
  const names = new Set([thing?.names.id, thing?.names.arn, thing?.chain.at(-1)].flatMap((one) => one ?? []));
  const told = await readMade(context, kind, call, names);
  for (const { member, is, why } of listMakingRows(wanted.cfn, "state"))
    if (!is.includes(told.findText(member) ?? "")) throw new MakingFault(why);
  const along = (name: string) => findBrought(context, kind, thing, name);
  const facts = { properties: wanted.properties, call, thing, known, told, along };
  if (maker.call && !maker.isUndone) maker.findEnd(told);
  const ref = known.findText("$ref") ?? findRef(kind, { ...facts, world: maker.makeWorld() });
  if (ref === undefined)
    throw new MakingFault(`cloudmock does not know what ${wanted.cfn} is called once it is made`);
  return {
    id: wanted.id,
    type: wanted.cfn,
    physicalId: ref,
    properties: wanted.properties,
    attributes: findAttributes(kind, { ...facts, world: maker.makeWorld({ ref }) }, asked),
    undo,
    known: saveKnown(maker),
    call: {
      operation: call.operation,
      input: (toJson(call.input) ?? {}) as JsonObject,
      output: (toJson(call.output) ?? {}) as JsonObject,
    },
    undone: [...new Set(maker.undone)],
  };
}

/** The properties with what is made up in the place of what says how. */
async function fillSecrets(
  context: ResourceContext,
  { cfn, properties }: WantedResource,
): Promise<JsonObject> {
  const [row] = listMakingRows(cfn, "secret");
  const asked = row && properties[row.property];
  if (!row || asked === undefined) return properties;
  const made = await makeSecret(context, asked);
  if ("why" in made) throw new MakingFault(made.why);
  return { ...properties, [row.member]: made.text };
}

/** The properties with what one of them has for the names in others. */
function substitute(cfn: string, properties: JsonObject): JsonObject {
  const [row] = listMakingRows(cfn, "substitute");
  const names = row && properties[row.property];
  if (!row || !isObject(names)) return properties;
  const { [row.property]: _, ...others } = properties;
  const fill = (value: JsonValue): JsonValue => {
    if (typeof value === "string")
      return value.replace(/\$\{([^{}]+)\}/g, (whole, name: string) =>
        String((names as JsonObject)[name] ?? whole),
      );
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map(fill);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([name, inner]) => [name, fill(inner)]),
    );
  };
  return Object.fromEntries(
    Object.entries(others).map(([name, value]) => [name, row.into.includes(name) ? fill(value) : value]),
  );
}

/** Makes a resource. `asked`: the attributes that others ask of it. */
export async function makeResource(
  context: ResourceContext,
  wanted: WantedResource,
  asked: ReadonlySet<string>,
): Promise<Attempt> {
  const [refused] = listMakingRows(wanted.cfn, "refused");
  if (refused) return { why: refused.reason, undo: [] };
  if (listMakingRows(wanted.cfn, "nothing").length > 0) return { made: makeNothing(wanted, context.mint) };
  const kind = await findResourceKind(wanted.cfn);
  if (!kind) return { why: `cloudmock does not know which calls make ${wanted.cfn}`, undo: [] };
  const wrong = refuseProperties(kind, wanted);
  if (wrong !== undefined) return { why: wrong, undo: [] };
  const maker = new ResourceMaker(context, kind, wanted);
  try {
    const properties = substitute(wanted.cfn, await fillSecrets(context, wanted));
    const operation = chooseMaker(kind, properties);
    if (!operation && listMakingRows(wanted.cfn, "calls").length > 0) {
      await new PropertySetter(maker).setOthers(properties);
      return { made: await describeMade(maker, asked) };
    }
    if (!operation) return { why: `cloudmock does not know which call makes ${wanted.cfn}`, undo: [] };
    const placed = await maker.make(operation, properties);
    const others = Object.fromEntries(Object.entries(properties).filter(([name]) => !placed.has(name)));
    if (!operation || findMakingRow(kind, operation.name)?.alone !== true)
      await new PropertySetter(maker).setOthers(others);
    return { made: await describeMade(maker, asked) };
  } catch (error) {
    if (!(error instanceof MakingFault)) throw error;
    return { why: error.message, undo: maker.undo };
  }
}
