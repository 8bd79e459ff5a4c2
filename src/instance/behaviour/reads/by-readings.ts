/**
 * Finds what a read asks for by the table of readings: it says how the read of each making is filled from the call, so that
 * a thing whose call fills the same input is meant. So things are found that go by no name of their own.
 */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation } from "../../../aws/model/types.ts";
import {
  type CallPath,
  compileFill,
  fillMember,
  type MemberFill,
  parseCallPath,
} from "../../../aws/resources/fill-input.ts";
import type { ServiceReadings } from "../../../aws/resources/readings.ts";
import { isStructure, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import { type Context, nameAttached, placeOf } from "../context.ts";

/** A making that an operation reads. */
export interface ReadMaking {
  readonly maker: string;
  readonly type: string;
  readonly at: string | undefined;
  /** Whether the read lists such things. */
  readonly lists: boolean;
  readonly fills: readonly MemberFill<CallPath>[];
}

const makings = new WeakMap<ServiceReadings, Map<string, readonly ReadMaking[]>>();

/** The makings that an operation reads, as the table says. */
export function listMakings({ readings, resources, operation }: Context): readonly ReadMaking[] {
  const known = makings.getOrInsertComputed(readings, () => new Map());
  return known.getOrInsertComputed(operation.name, () =>
    Object.entries(readings.readings).flatMap(([maker, reads]) => {
      const type = resources.operations[maker]?.type;
      if (type === undefined) return [];
      return reads
        .filter((read) => read.operation === operation.name)
        .map(({ at, fill, lists = false }) => ({
          ...{ maker, type, at, lists },
          fills: compileFill(operation, fill, parseCallPath),
        }));
    }),
  );
}

function isSame(asked: Value, filled: Value): boolean {
  if (Array.isArray(filled)) {
    const items = filled as readonly Value[];
    return Array.isArray(asked)
      ? items.some((item) => (asked as readonly Value[]).includes(item))
      : items.includes(asked);
  }
  return isStructure(filled) ? Bun.deepEquals(asked, filled) : asked === filled;
}

/** Whether the call that made a thing fills the input: every member that it could have filled has what it would fill it with. */
function isAsked({ operation, input }: Context, { call }: Thing, fills: ReadMaking["fills"]): boolean {
  let agreed = 0;
  for (const fill of fills) {
    const asked = input[fill.member];
    if (asked === undefined || asked === null) continue;
    const filled = fillMember(operation, fill, call);
    if (!filled || filled.from === undefined) continue;
    if (!isSame(asked, filled.value)) return false;
    agreed++;
  }
  return agreed > 0;
}

/** The structures of an input that the calls fill which made what is read, and whether a thing's has the same: a notification. */
export function listFilled(context: Context): [string, (thing: Thing) => boolean][] {
  const { operation, input } = context;
  const makings = listMakings(context);
  return Object.entries(input).flatMap(([name, asked]): [string, (thing: Thing) => boolean][] => {
    const known = makings.flatMap(({ maker, fills }) =>
      fills.flatMap((fill) => (fill.member === name ? [[maker, fill] as const] : [])),
    );
    if (!isStructure(asked) || known.length === 0) return [];
    const isFilled = ({ call }: Thing) =>
      known.some(([maker, fill]) => {
        const filled = maker === call.operation ? fillMember(operation, fill, call) : undefined;
        return filled?.from !== undefined && isSame(asked, filled.value);
      });
    return [[name, isFilled]];
  });
}

/** The things that the input asks for, and where the output has them. */
export function findByReadings(
  context: Context,
): { readonly things: readonly Thing[]; readonly at: string } | undefined {
  const { service } = context.operation.model;
  for (const { maker, type, at, fills } of listMakings(context)) {
    const place = placeOf(context, type);
    const things = [type, nameAttached(type)]
      .flatMap((kind) => context.store.list(place, { service, type: kind }))
      .filter((thing) => thing.call.operation === maker && isAsked(context, thing, fills));
    if (things.length > 0) return { things, at: at ?? "" };
  }
  return undefined;
}

/** The list that an output is about: its paginator's, or the only one that it has; undefined where it is deeper inside. */
export function findOnlyList({ pagination, output }: Operation): string | undefined {
  const [items] = pagination?.items ?? [];
  if (items !== undefined && /^[\w.]+$/.test(items)) return `${items}[]`;
  const lists = listMembers(output).filter(([, { type }]) => type === "list");
  // It may be wrapped in the one structure that an answer is.
  const [wrap, ...beside] = listMembers(output);
  const inner = lists.length === 0 && wrap && beside.length === 0 ? listMembers(wrap[1]) : [];
  const deeper = inner.filter(([, { type }]) => type === "list");
  const [[name] = [], ...others] = lists.length > 0 ? lists : deeper;
  if (name === undefined || others.length > 0) return undefined;
  return lists.length > 0 ? `${name}[]` : `${wrap?.[0]}.${name}[]`;
}

/** The structure that an output is: its only member, but for what headers say of the answer. */
export function findOnlyStructure({ output }: Operation): string | undefined {
  const [only, ...others] = listMembers(output).filter(([, { location }]) => location === undefined);
  return only?.[1].type === "structure" && others.length === 0 ? only[0] : undefined;
}

/** "" where there is none. */
const madeStructures = new WeakMap<Operation, string>();

/**
 * The structure that the answer to a making is, where all else that it has is what the call gave and a read tells one of the same
 * shape; what tells of the deed itself is none: an update that has an id and a status.
 */
export function findMadeStructure(context: Context): string | undefined {
  const { operation, meaning } = context;
  if (meaning.deed !== "create" && meaning.deed !== "put") return undefined;
  const known = madeStructures.get(operation);
  if (known !== undefined) return known || undefined;
  const found = chooseMadeStructure(context);
  madeStructures.set(operation, found ?? "");
  return found;
}

function chooseMadeStructure({ operation, readings }: Context): string | undefined {
  const { input, output, model } = operation;
  const members = listMembers(output).filter(([, { location }]) => location === undefined);
  const [only, ...others] = members.filter(([name]) => input?.members?.[name] === undefined);
  if (only?.[1].type !== "structure" || others.length > 0) return undefined;
  const told = (readings.readings[operation.name] ?? []).flatMap((read) =>
    listMembers(model.operations[read.operation]?.output).flatMap(([, shape]) => [shape, shape.member]),
  );
  return told.some((shape) => shape?.name === only[1].name) ? only[0] : undefined;
}
