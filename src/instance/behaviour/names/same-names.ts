/** Things of one name that are several, since they stand in different things: a group of each network. */
import * as v from "valibot";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { Text } from "../../../base/row-types.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import rows from "./same-names.json" with { type: "json" };

/** A row of same-names.json: `apart` is the member that tells things of a type and of one name apart. */
export const SameNameRow = v.strictObject({ service: Text, type: Text, apart: Text, reason: Text });

const APART = new PairMap(
  (rows as readonly v.InferOutput<typeof SameNameRow>[]).map(
    ({ service, type, apart }) => [service, type, apart] as const,
  ),
);

/** The thing of a type and name that a call would make again; `first` is what is found by the name alone. */
export function findSame(context: Context, first: Thing, name: string): Thing | undefined {
  const { input, meaning, store } = context;
  const { service, type, place, members } = first;
  const member = APART.get(service, type);
  if (member === undefined || input[member] === undefined || input[member] === members[member]) return first;
  const paths = meaning.input.flatMap(({ part, path }) => (part === "own" ? [parsePath(path)] : []));
  return store
    .list(place, { service, type })
    .find(
      (one) =>
        one.members[member] === input[member] &&
        paths.some((path) => readTexts(path, one.members).includes(name)),
    );
}
