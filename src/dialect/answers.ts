/** Recorded responseElements to an operation's output. */

import type { Operation, Shape } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import type { RawObject } from "../base/values.ts";
import { decodeRecorded } from "./decode.ts";
import { matchMember } from "./match-member.ts";

interface Inner {
  readonly name: string;
  readonly shape: Shape;
}

const inners = new WeakMap<Shape, Inner | null>();

/** The one structure among an output's members; null where there is none, or several. */
function findInner({ members = {} }: Shape): Inner | null {
  const structures = Object.entries(members).filter(([, { type }]) => type === "structure");
  const [only, ...others] = structures;
  return only && others.length === 0 ? { name: only[0], shape: only[1] } : null;
}

/**
 * RDS, ElastiCache, Redshift and others record the members of the answer's one structure at the top
 * (`dBInstanceIdentifier` instead of `dBInstance.dBInstanceIdentifier`): puts them where the output has them.
 */
function nestMembers(output: Shape, raw: RawObject): RawObject {
  const inner = inners.getOrInsertComputed(output, findInner);
  if (!inner || Object.keys(raw).some((key) => matchMember(output, key)?.name === inner.name)) return raw;
  const isInner = (key: string) => !matchMember(output, key) && matchMember(inner.shape, key) !== undefined;
  const nested = Object.entries(raw).filter(([key]) => isInner(key));
  if (nested.length === 0) return raw;
  const rest = Object.entries(raw).filter(([key]) => !isInner(key));
  return { ...Object.fromEntries(rest), [inner.name]: Object.fromEntries(nested) };
}

/** The output of `operation` that production recorded; empty where it recorded none. */
export function decodeAnswer(operation: Operation, responseElements: unknown): Structure {
  if (!operation.output || !isStructure(responseElements)) return makeStructure();
  const raw = nestMembers(operation.output, responseElements as RawObject);
  return decodeRecorded(operation.model.metadata.protocol, operation.output, raw).input;
}

compileLightly(decodeAnswer, nestMembers);
