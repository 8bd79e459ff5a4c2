/** Creates and puts things. */
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../store.ts";
import { readToldMembers, readToldNames } from "./adopt.ts";
import { type Context, placeOf } from "./context.ts";
import { findTagMember, listGivenTags } from "./labels.ts";
import { mintNames } from "./mint.ts";
import { findThing, readContainers, readOuterType, readOwn } from "./names.ts";
import { refuseTaken } from "./refusals.ts";
import { findPath, writeOutput } from "./view.ts";

/** What an input says of its thing, without its tags. */
export function listMembersOf({ input, operation, resources }: Context): Structure {
  const members: Record<string, Value> = makeStructure();
  const tags = findTagMember(operation.input, resources.texts);
  for (const [name, value] of Object.entries(input))
    if (value !== undefined && value !== null && name !== tags) members[name] = value;
  return members;
}

/** One structure on top of another, at every depth; lists and texts are replaced. */
export function overlay(below: Structure, above: Structure): Structure {
  const result: Record<string, Value> = Object.assign(makeStructure(), below);
  for (const [name, value] of Object.entries(above)) {
    if (value === undefined || value === null) continue;
    const old = result[name];
    result[name] = isStructure(old) && isStructure(value) ? overlay(old, value) : value;
  }
  return result;
}

function answer(context: Context, thing: Thing): { readonly output: Structure } {
  const output = writeOutput(context, [thing], findPath(context, thing.type) ?? "");
  return { output: context.told ? overlay(output, context.told.output) : output };
}

/** The thing that has the name already; production's answer may tell that another one was made. */
function findBefore(context: Context, type: string, given: string | undefined): Thing | undefined {
  if (given === undefined && context.meaning.deed === "create") return undefined;
  const before = findThing(context, type);
  const { arn, id } = readToldNames(context, type);
  const isOther =
    (arn ?? before?.names.arn) !== before?.names.arn || (id ?? before?.names.id) !== before?.names.id;
  return isOther ? undefined : before;
}

/** Makes the thing of a type that the input describes, or changes it where it may be put again. */
export function make(context: Context, type: string): Done {
  const { meaning, operation, store, input, resources, now } = context;
  const [given] = readOwn(context);
  const before = findBefore(context, type, given);
  const tags = listGivenTags(operation.input, input, resources.texts);
  if (before) {
    const refusal =
      meaning.deed === "create" && !context.told ? refuseTaken(context, type, given ?? "") : undefined;
    if (refusal) return { error: refusal };
    const changed = {
      ...before,
      members: overlay(before.members, listMembersOf(context)),
      tags: new Map([...before.tags, ...tags]),
    };
    store.put(changed);
    return answer(context, changed);
  }
  const containers = readContainers(context);
  const isSetting =
    given === undefined && !meaning.output.some(({ part, type: of }) => part === "own" && of === type);
  const { own, names } = mintNames(context, type, containers, given);
  const thing: Thing = {
    place: placeOf(context, type),
    service: operation.model.service,
    type,
    // A setting goes by the name of what it is a setting of.
    chain: isSetting ? containers : [...containers, own],
    within: isSetting ? undefined : readOuterType(context),
    names,
    members: overlay(listMembersOf(context), readToldMembers(context, type)),
    tags,
    createdAt: now,
    call: { operation: operation.name, input, output: makeStructure() },
  };
  const done = answer(context, thing);
  store.put({ ...thing, call: { ...thing.call, output: done.output } });
  return done;
}
