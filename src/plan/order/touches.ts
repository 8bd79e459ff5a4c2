/** What a call touches: the things it makes, changes or removes, and those it only uses, by their keys. */

import type { Deed } from "../../aws/resources/types.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { Step } from "../steps.ts";

/** A call's part in a thing's life. In one second, calls on the same thing go in this order. */
export const ROLES = ["makes", "uses", "captures", "detaches", "removes a part", "removes"] as const;
export type Role = (typeof ROLES)[number];

/** What can be said of a use, each in a bit. What the words mean is said of the properties of `Use`. */
export const MARKS = {
  exclusive: 1 << 0,
  own: 1 << 1,
  minted: 1 << 2,
  stray: 1 << 3,
  container: 1 << 4,
  left: 1 << 5,
  listed: 1 << 6,
  among: 1 << 7,
  joined: 1 << 8,
  around: 1 << 9,
  implied: 1 << 10,
  linked: 1 << 11,
  guessed: 1 << 12,
} as const;

/** A key, with the thing that it was last asked for with a type. */
interface Name {
  readonly key: string;
  type: string | undefined;
  thing: string;
}

/** So many keys are known at a time. */
const MOST_NAMES = 16_000;

/** Calls touch the things that calls shortly before them did: what these are called by is kept once, and soon told apart. */
const names = new Map<string, Name>();

/** The key and its thing, as the objects that the first equal ones were. */
function keepName(key: string, type: string | undefined): Name {
  const known = names.get(key);
  if (known === undefined) {
    if (names.size >= MOST_NAMES) names.clear();
    const name: Name = { key, type, thing: `${key} ${type ?? ""}` };
    names.set(key, name);
    return name;
  }
  // Mostly a name is that of things of one type.
  if (known.type !== type) {
    known.type = type;
    known.thing = `${known.key} ${type ?? ""}`;
  }
  return known;
}

/** A thing by its key and its type: two types may have things of one name. */
export function nameThing(key: string, type: string | undefined): string {
  return keepName(key, type).thing;
}

/** One thing that a call touches. A log has a hundred thousand of these, and each stage looks at all: all have one form. */
export class Use {
  private constructor(
    readonly key: string,
    /** By key and type (nameThing). */
    readonly thing: string,
    /** `role`, `iam:role` for another service's; undefined where it is not known. */
    readonly type: string | undefined,
    /** The text that names it, as recorded. */
    readonly text: string,
    readonly role: Role,
    /** Some of MARKS. */
    readonly marks: number,
  ) {}

  static of(key: string, type: string | undefined, text: string, role: Role, marks: number): Use {
    const name = keepName(key, type);
    return new Use(name.key, name.thing, type, text, role, marks);
  }

  /** The same of the thing by another key or of another type. */
  of(key: string, type: string | undefined, marks = this.marks): Use {
    return Use.of(key, type, this.text, this.role, marks);
  }

  /** The same in another role. */
  as(role: Role, marks = this.marks): Use {
    return new Use(this.key, this.thing, this.type, this.text, role, marks);
  }

  /** Whether the call has the thing for itself, or only uses it beside others. */
  get isExclusive(): boolean {
    return (this.marks & MARKS.exclusive) !== 0;
  }

  /** Whether the call is about it, and not about a thing that stands in it or uses it. */
  get isOwn(): boolean {
    return (this.marks & MARKS.own) !== 0;
  }

  /** Whether the call's answer made the text up. */
  get isMinted(): boolean {
    return (this.marks & MARKS.minted) !== 0;
  }

  /** Where a thing's name is given once in another thing only, and the call does not say in which. */
  get isStray(): boolean {
    return (this.marks & MARKS.stray) !== 0;
  }

  /** Of what the call says that its thing stands in. */
  get isContainer(): boolean {
    return (this.marks & MARKS.container) !== 0;
  }

  /** Of the name that a thing gives up for another one. */
  get isLeft(): boolean {
    return (this.marks & MARKS.left) !== 0;
  }

  /** Of what a list may name beside others, and that is not the call's own thing. */
  get isListed(): boolean {
    return (this.marks & MARKS.listed) !== 0;
  }

  /** Of one of several that an answer names in one place. */
  get isAmong(): boolean {
    return (this.marks & MARKS.among) !== 0;
  }

  /** Of another name of the thing, which the call does not say: its maker gave it. */
  get isJoined(): boolean {
    return (this.marks & MARKS.joined) !== 0;
  }

  /** Of what the ARN of another thing says that this stands in: it was there before. */
  get isAround(): boolean {
    return (this.marks & MARKS.around) !== 0;
  }

  /** Of what a call lets go of without naming it, with the thing that it is about. */
  get isImplied(): boolean {
    return (this.marks & MARKS.implied) !== 0;
  }

  /** Where only a text tells of it: an ARN, a path, an id, a word. */
  get isLinked(): boolean {
    return (this.marks & MARKS.linked) !== 0;
  }

  /** Of what is linked by a plain word, which may mean something else. */
  get isGuessed(): boolean {
    return (this.marks & MARKS.guessed) !== 0;
  }
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

/** A call with what it touches. */
export interface TouchingStep {
  readonly step: Step;
  readonly touch: Touch;
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

compileLightly(keepName, Use.of, Use.prototype.of, Use.prototype.as);
