/** Recorded responseElements to an operation's output. */

import type { Operation, Shape } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure } from "../aws/values.ts";
import { decodeRecorded } from "./decode.ts";
import { matchMember } from "./match-member.ts";

type RawObject = Readonly<Record<string, unknown>>;

/**
 * RDS, ElastiCache, Redshift and others record the members of the answer's one structure at the top
 * (`dBInstanceIdentifier` instead of `dBInstance.dBInstanceIdentifier`): puts them where the output has them.
 */
function nestMembers(output: Shape, raw: RawObject): RawObject {
  const inner = Object.entries(output.members ?? {}).flatMap(([name, shape]) => {
    return shape.type === "structure" ? [{ name, shape }] : [];
  });
  const [only, ...others] = inner;
  if (
    !only ||
    others.length > 0 ||
    Object.keys(raw).some((key) => matchMember(output, key)?.name === only.name)
  )
    return raw;
  const isInner = (key: string) => !matchMember(output, key) && matchMember(only.shape, key) !== undefined;
  const nested = Object.entries(raw).filter(([key]) => isInner(key));
  if (nested.length === 0) return raw;
  const rest = Object.entries(raw).filter(([key]) => !isInner(key));
  return { ...Object.fromEntries(rest), [only.name]: Object.fromEntries(nested) };
}

/** The output of `operation` that production recorded; empty where it recorded none. */
export function decodeAnswer(operation: Operation, responseElements: unknown): Structure {
  if (!operation.output || !isStructure(responseElements)) return makeStructure();
  const raw = nestMembers(operation.output, responseElements as RawObject);
  return decodeRecorded(operation.model.metadata.protocol, operation.output, raw).input;
}
