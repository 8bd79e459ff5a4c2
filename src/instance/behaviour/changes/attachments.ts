/** What a call brings together, as a thing of its own: what it is called, and what it is at. */
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Kind, Thing } from "../../thing.ts";
import { type Context, nameAttached } from "../context.ts";
import { findThing, readContainers, readOuterType, readOwn } from "../names/names.ts";
import { listTraces } from "../traces.ts";

/** What tells one attachment from the others of its thing: all else that the input names. */
function nameAttachment({ meaning, input }: Context): string {
  return meaning.input
    .filter(({ part, renames }) => part === "reference" && !renames)
    .flatMap(({ path }) => readTexts(parsePath(path), input))
    .join(" ");
}

/** What an attachment is called, and what it is at. */
export function placeAttachment(
  context: Context,
  type: string,
): Pick<Thing, "type" | "chain" | "within"> | undefined {
  const containers = readContainers(context);
  const named = nameAttachment(context);
  // What is made by operations of its own is no attachment itself.
  if (!listTraces(context.resources, context.readings).made.has(type)) {
    const name = readOwn(context)[0] ?? named;
    return name === "" ? undefined : { type, chain: [...containers, name], within: readOuterType(context) };
  }
  // What is brought together with no name of its own is a thing of the type, and told apart by its readings.
  if (readOwn(context).length === 0) {
    return named === "" ? undefined : { type, chain: [...containers, named], within: readOuterType(context) };
  }
  // What is brought to the thing itself, an internet gateway to a network, is told with it.
  const thing =
    findThing(context, type) ?? findThing({ ...context, input: withoutContainers(context) }, type);
  const name = [...containers, named].filter((text) => text !== "").join(" ");
  return thing && name !== ""
    ? { type: nameAttached(type), chain: [...thing.chain, name], within: type }
    : undefined;
}

function withoutContainers({ meaning, input }: Context): Structure {
  const rest: Record<string, Value | undefined> = Object.assign(makeStructure(), input);
  for (const { part, path } of meaning.input) if (part === "container") delete rest[path];
  return rest as Structure;
}

/** The attachment that a call is about: two of one name, a thing's group and its billing group, are told by what made them. */
export function tellAttachment<Placed extends Pick<Thing, "chain">>(
  { store, readings, operation }: Context,
  place: Thing["place"],
  kind: Kind,
  attachment: Placed,
): { readonly attachment: Placed; readonly before: Thing | undefined } {
  const [outer, name = ""] = [attachment.chain.slice(0, -1), attachment.chain.at(-1)];
  const isOf = ({ call }: Thing) =>
    call.operation === operation.name ||
    call.operation === "" ||
    (readings.undoing[call.operation]?.operation ?? operation.name) === operation.name;
  const find = (text: string) => {
    const chain = [...outer, text];
    return { attachment: { ...attachment, chain }, before: store.find(place, kind, [text], outer) };
  };
  const plain = find(name);
  if (!plain.before || isOf(plain.before)) return plain;
  const makers = Object.keys(readings.undoing).filter(
    (maker) => readings.undoing[maker]?.operation === operation.name,
  );
  const apart = [operation.name, ...makers].map((maker) => find(`${maker} ${name}`));
  return apart.find(({ before }) => before) ?? apart[0] ?? plain;
}
