/** What a call touches: the things it makes, changes or removes, and those it only uses, by their keys. */
import type { Deed } from "../../aws/resources/types.ts";

/** A call's part in a thing's life. In one second, calls on the same thing go in this order. */
export const ROLES = ["makes", "uses", "captures", "detaches", "removes a part", "removes"] as const;
export type Role = (typeof ROLES)[number];

/** One thing that a call touches. */
export interface Use {
  readonly key: string;
  /** The text that names it, as recorded. */
  readonly text: string;
  /** `role`, `iam:role` for another service's; undefined where it is not known. */
  readonly type: string | undefined;
  readonly role: Role;
  /** Whether the call has the thing for itself, or only uses it beside others. */
  readonly isExclusive: boolean;
  /** Whether the call is about it, and not about a thing that stands in it or uses it. */
  readonly isOwn: boolean;
  /** Whether the call's answer made the text up. */
  readonly isMinted: boolean;
  /** Set where a thing's name is given once in another thing only, and the call does not say in which. */
  readonly isStray?: true;
  /** Set of what the call says that its thing stands in. */
  readonly isContainer?: true;
  /** Set of the name that a thing gives up for another one. */
  readonly isLeft?: true;
  /** Set of what a list may name beside others, and that is not the call's own thing. */
  readonly isListed?: true;
  /** Set of one of several that an answer names in one place. */
  readonly isAmong?: true;
  /** Set of another name of the thing, which the call does not say: its maker gave it. */
  readonly isJoined?: true;
  /** Set of what the ARN of another thing says that this stands in: it was there before. */
  readonly isAround?: true;
  /** Set of what a call lets go of without naming it, with the thing that it is about. */
  readonly isImplied?: true;
  /** Set where only a text tells of it: what an ARN, a path or an id says is sure, a plain word may mean something else. */
  readonly isLinked?: "surely" | "perhaps";
}

/** A thing by its key and its type: two types may have things of one name. */
export function nameThing({ key, type }: Pick<Use, "key" | "type">): string {
  return `${key} ${type ?? ""}`;
}

export interface Touch {
  readonly deed: Deed;
  readonly type: string | undefined;
  readonly uses: readonly Use[];
  /** Whether the call makes several things of its type at once, so that its names are those of different things. */
  readonly makesSeveral: boolean;
  /** Whether it is about several things, each by a name of its own, and not about one by all its names. */
  readonly namesSeveral: boolean;
  /** Whether it is not known which thing the call is about: then it may be any of its service's. */
  readonly isBlind: boolean;
}

/** The part in a thing's life that a call has by what it does; `captures`: it keeps what the thing is at that moment. */
export function chooseRole(deed: Deed, isOwn: boolean, captures: boolean): Role {
  if (deed === "delete") return isOwn ? "removes" : "removes a part";
  if (deed === "detach" || deed === "untag") return "detaches";
  if (isOwn && (deed === "create" || deed === "put")) return "makes";
  return captures ? "captures" : "uses";
}

/** A touch with more uses; itself where there are none to add. */
export function addUses(touch: Touch, added: readonly Use[]): Touch {
  return added.length === 0 ? touch : { ...touch, uses: [...touch.uses, ...added] };
}
