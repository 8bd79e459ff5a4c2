/** What a deletion makes and leaves behind: the last snapshot of a database. */
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { makeStructure } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { makeArn } from "../names/make-arn.ts";
import { overlay } from "../overlay.ts";

/** The operation that makes things of a type of one of another, and its member that names that. */
function findMaker({ resources }: Context, type: string, of: string): readonly [string, string] | undefined {
  for (const [name, meaning] of Object.entries(resources.operations)) {
    if (meaning.deed !== "create" || meaning.type !== type) continue;
    const source = meaning.input.find((member) => member.type === of && member.part !== "own");
    if (source) return [name, source.path];
  }
  return undefined;
}

/** Makes what the deletion of a thing leaves behind, with all that the thing was. */
export function leave(context: Context, thing: Thing): void {
  const { meaning, input, store, operation, now, told } = context;
  for (const { leaves, path, type } of meaning.input) {
    const [name] = leaves ? readTexts(parsePath(path), input) : [];
    if (name === undefined || type === undefined) continue;
    const [maker, source] = findMaker(context, type, thing.type) ?? [];
    const arn = makeArn(context, type, [name], undefined);
    const said = source === undefined ? {} : { [source]: thing.chain.at(-1) };
    store.put({
      place: placeOf(context, type),
      service: operation.model.service,
      type,
      chain: [name],
      within: undefined,
      names: arn === undefined ? {} : { arn },
      members: overlay(thing.members, Object.assign(makeStructure(), said)),
      tags: new Map(),
      createdAt: now,
      call: {
        operation: maker ?? operation.name,
        event: told?.event,
        input: Object.assign(makeStructure(), said),
        output: makeStructure(),
      },
    });
  }
}
