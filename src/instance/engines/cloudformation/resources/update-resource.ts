/** Changes a resource of a stack: by calls where its service has them for what is otherwise, else another one is made in its place. */
import { makeStructure, type Structure } from "../../../../aws/values.ts";
import type { JsonObject } from "../../../../base/values.ts";
import { findProperty, hasPlace } from "./build-input.ts";
import { takeBack } from "./end-resource.ts";
import { findSetter } from "./find-setter.ts";
import { findMakingRow, findResourceKind, type ResourceKind } from "./kind.ts";
import type { Attempt, MadeResource, SavedCall } from "./made-resource.ts";
import { findMadeThing } from "./made-thing.ts";
import { describeMade, refuseProperties } from "./make-resource.ts";
import { MakingFault, ResourceMaker } from "./resource-maker.ts";
import type { ResourceContext, WantedResource } from "./resource-world.ts";
import { listMakingRows } from "./rows.ts";
import { PropertySetter } from "./set-properties.ts";

/** The properties that are otherwise. */
export function listChanged(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !Bun.deepEquals(before[name], after[name]));
}

/** Whether a service has a call that changes a property of a thing. */
function canChange(
  kind: ResourceKind,
  maker: ResourceMaker,
  operation: string,
  name: string,
  wanted: WantedResource,
): boolean {
  const { cfn } = kind;
  if (cfn.fixed?.includes(name)) return false;
  const { deed } = kind.resources.operations[operation] ?? {};
  // What puts a thing puts it anew.
  if (deed === "put" && findMakingRow(kind, operation)?.undo === undefined) return true;
  if (name === cfn.tags?.property) return true;
  const isByRow = [...listMakingRows(cfn.name, "call"), ...listMakingRows(cfn.name, "each")].some(
    (row) => row.property === name,
  );
  if (isByRow || listMakingRows(cfn.name, "leave").some((row) => row.property === name)) return true;
  const property = findProperty(kind, name);
  const value = wanted.properties[name] ?? null;
  const making = kind.model.operations[operation]?.input;
  // Lists of what is put into a thing are calls each.
  if (value === null || !hasPlace(making, property, value, kind)) return true;
  return (
    findSetter(kind, property, value, (one, member) => maker.fill(one, member) === undefined, operation) !==
    undefined
  );
}

/** Whether a change of the properties makes another thing. */
export async function needsReplacement(
  context: ResourceContext,
  before: MadeResource,
  wanted: WantedResource,
): Promise<boolean> {
  const kind = await findResourceKind(wanted.cfn);
  if (!kind) return true;
  const maker = remember(context, kind, before, wanted);
  return listChanged(before.properties, wanted.properties).some(
    (name) => !canChange(kind, maker, before.call.operation, name, wanted),
  );
}

/** A maker that knows what was done for a resource. */
function remember(
  context: ResourceContext,
  kind: ResourceKind,
  before: MadeResource,
  wanted: WantedResource,
): ResourceMaker {
  const maker = new ResourceMaker(context, kind, wanted);
  const { operation, input, output } = before.call;
  const take = (values: JsonObject) => Object.assign(makeStructure(), values) as Structure;
  maker.call = { operation, input: take(input), output: take(output) };
  maker.thing = findMadeThing(context, kind, maker.call);
  maker.known.add("$ref", before.physicalId);
  maker.known.addAll(maker.call.input, false);
  maker.known.addAll(maker.call.output);
  return maker;
}

/** Changes a resource in its place. What fails is taken back by the properties from before, which the caller sets. */
export async function updateResource(
  context: ResourceContext,
  before: MadeResource,
  wanted: WantedResource,
  asked: ReadonlySet<string>,
): Promise<Attempt> {
  const kind = await findResourceKind(wanted.cfn);
  if (!kind) return { why: `cloudmock does not know which calls change ${wanted.cfn}`, undo: [] };
  const wrong = refuseProperties(kind, wanted);
  if (wrong !== undefined) return { why: wrong, undo: [] };
  const maker = remember(context, kind, before, wanted);
  const changed = listChanged(before.properties, wanted.properties);
  const isOf = ({ for: property }: SavedCall) => property !== undefined && changed.includes(property);
  try {
    // What is put into a thing is taken out again, and what is to be there now is put in.
    await takeBack(context, before.undo.filter(isOf));
    maker.undo.push(...before.undo.filter((one) => !isOf(one)));
    const given = Object.fromEntries(
      changed.flatMap((name) =>
        wanted.properties[name] === undefined ? [] : [[name, wanted.properties[name]]],
      ),
    );
    await new PropertySetter(maker).change(before.call.operation, wanted.properties, given as JsonObject);
    const made = await describeMade(maker, asked);
    return { made: { ...made, physicalId: before.physicalId } };
  } catch (error) {
    if (!(error instanceof MakingFault)) throw error;
    return { why: error.message, undo: [], physicalId: before.physicalId, isUnknown: error.isUnknown };
  }
}
