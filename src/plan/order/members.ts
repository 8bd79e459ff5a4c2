/** The members of an operation that name things, compiled for reading. */

import { type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import type { MemberMeaning } from "../../aws/resources/types.ts";
import type { Structure } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { isUnique } from "./keys.ts";
import { MARKS } from "./touches.ts";

/** A member with what reading it needs. */
export interface CompiledMember extends MemberMeaning {
  readonly steps: readonly PathStep[];
  /** The service whose type it is, where that is not the operation's own: `iam` of `iam:role`. */
  readonly foreign: string | undefined;
  /** The type's name in its service. */
  readonly typeName: string;
  /** What is said of each use that it names, some of MARKS. */
  readonly marks: number;
}

function tellMarks({ part, path, hold }: MemberMeaning): number {
  const isListed = part !== "own" && path.includes("[]");
  return (
    (hold === "exclusive" ? MARKS.exclusive : 0) |
    (part === "container" ? MARKS.container : 0) |
    (isListed ? MARKS.listed : 0)
  );
}

/** The members with what reading them needs. */
export function compileMembers(members: readonly MemberMeaning[]): CompiledMember[] {
  return members.map((member) => {
    const [first = "", second] = member.type?.split(":") ?? [];
    return {
      ...member,
      steps: parsePath(member.path),
      foreign: second === undefined ? undefined : first,
      typeName: second ?? first,
      marks: tellMarks(member),
    };
  });
}

/** Ids that stand in one text, between commas, are each a name: VPCZoneIdentifier. */
function splitIds(text: string): readonly string[] {
  if (!text.includes(",")) return [text];
  const parts = text.split(/,\s*/);
  return parts.length > 1 && parts.every(isUnique) ? parts : [text];
}

const NONE: readonly string[] = [];

/** The names that a member holds, in an input or an output. */
export function readNames({ steps }: CompiledMember, value: Structure): readonly string[] {
  const [first] = steps;
  if (first !== undefined && value[first] === undefined && !first.startsWith("{")) return NONE;
  const texts = readTexts(steps, value);
  return texts.some((text) => text.includes(",")) ? texts.flatMap(splitIds) : texts;
}

compileLightly(readNames);
