/** What texts of the data tables can name: the caller's place, and what a thing is called and was made with. */
import { findPartition } from "../../aws/model/partitions.ts";
import { isScalar, isStructure } from "../../aws/values.ts";
import type { Thing } from "../store.ts";
import type { Context } from "./context.ts";

export type Parts = Readonly<Record<string, string>>;

const LONGEST_DIGITS = 17;
const MS = 1000;

/** The caller's Account, Region and Partition. */
export function listPlaceParts({ caller: { account, region } }: Context): Parts {
  return { Account: account, Region: region, Partition: findPartition(region).name };
}

/**
 * The same, with what a thing is called, when it was made, and any text that it was made with, `Outer-Inner` of a structure, and
 * `Given-Member` whatever the others are called.
 */
export function listParts(context: Context, { members, names, chain, createdAt, type }: Thing): Parts {
  const deep = Object.entries(members).flatMap(([outer, value]) =>
    isStructure(value)
      ? Object.entries(value).map(([name, inner]) => [`${outer}-${name}`, inner] as const)
      : [],
  );
  const given = [...Object.entries(members), ...deep].flatMap(([name, value]) =>
    value instanceof Uint8Array
      ? [[`${name}-Length`, String(value.length)] as const]
      : value !== undefined && value !== null && isScalar(value)
        ? [[name, String(value)] as const]
        : [],
  );
  const own = chain.at(-1) ?? "";
  const { id = own, arn, url } = names;
  const outer = chain.at(-2);
  return {
    ...Object.fromEntries(
      given.flatMap(([name, text]) => [
        [name, text],
        [`Given-${name}`, text],
      ]),
    ),
    ...listPlaceParts(context),
    Name: own,
    TYPE: type.toUpperCase().replaceAll("-", "_"),
    Id: id,
    Digits: id.slice(-LONGEST_DIGITS),
    Created: new Date(createdAt).toISOString(),
    CreatedSeconds: String(Math.floor(createdAt / MS)),
    ...(arn !== undefined && { Arn: arn }),
    ...(url !== undefined && { Url: url }),
    ...(outer !== undefined && { Outer: outer }),
  };
}
