/** Does a batch of changes, each of which is about a thing of its own: Route 53's records. */
import { makeStructure } from "../../../aws/values.ts";
import { readBatch } from "../../../verify/batches.ts";
import type { BatchRow } from "../../../verify/readers.ts";
import type { Done } from "../../gateway.ts";
import { type Context, placeOf } from "../context.ts";
import { readContainers, readOuterType } from "../names/names.ts";

/** Makes, replaces and removes the things of a batch of changes, in its order. */
export function changeEach(context: Context, type: string, row: BatchRow): Done {
  const { operation, input, store, told, now } = context;
  const place = placeOf(context, type);
  const containers = readContainers(context);
  for (const { expected, keys, isRemoved } of readBatch(operation, input, row)) {
    const name = keys.map(({ text }) => text).join(" ");
    const kind = { service: operation.model.service, type };
    const before = store.find(place, kind, [name], containers);
    if (isRemoved) {
      if (before) store.remove(before);
      continue;
    }
    store.put({
      ...kind,
      place,
      chain: [...containers, name],
      within: readOuterType(context),
      names: {},
      members: expected,
      tags: new Map(),
      createdAt: before?.createdAt ?? now,
      call: { operation: operation.name, event: told?.event, input, output: makeStructure() },
    });
  }
  return { output: told?.output ?? makeStructure() };
}
