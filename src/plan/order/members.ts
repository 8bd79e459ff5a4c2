/** The members of an operation that name things, compiled for reading. */
import { type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import type { MemberMeaning } from "../../aws/resources/types.ts";
import type { Structure } from "../../aws/values.ts";
import { isUnique } from "./keys.ts";
import type { Use } from "./touches.ts";

/** A member with what reading it needs. */
export interface CompiledMember extends MemberMeaning {
  readonly steps: readonly PathStep[];
  /** The service whose type it is, where that is not the operation's own: `iam` of `iam:role`. */
  readonly foreign: string | undefined;
  /** The type's name in its service. */
  readonly typeName: string;
  /** What is set of each use that it names. */
  readonly marks: Pick<Use, "isAmong" | "isContainer" | "isLeft" | "isListed">;
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
      marks: {
        ...(member.part === "container" ? { isContainer: true } : {}),
        ...(member.part !== "own" && member.path.includes("[]") ? { isListed: true } : {}),
      },
    };
  });
}

/** Ids that stand in one text, between commas, are each a name: VPCZoneIdentifier. */
function splitIds(text: string): readonly string[] {
  if (!text.includes(",")) return [text];
  const parts = text.split(/,\s*/);
  return parts.length > 1 && parts.every(isUnique) ? parts : [text];
}

/** The names that a member holds, in an input or an output. */
export function readNames({ steps }: CompiledMember, value: Structure): string[] {
  return readTexts(steps, value).flatMap(splitIds);
}
