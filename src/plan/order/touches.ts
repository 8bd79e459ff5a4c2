/** What a recorded call touches: the things it makes, changes or removes, and those it only uses, by their keys. */
import { type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findResources, getResources, loadResources } from "../../aws/resources/table.ts";
import type {
  Deed,
  MemberMeaning,
  OperationMeaning,
  Scope,
  ServiceResources,
} from "../../aws/resources/types.ts";
import { leaveCalls } from "../../base/garbage.ts";
import type { Step } from "../steps.ts";
import { isUnique, makeKey, type Named, readName, type Site, stripQualifier } from "./keys.ts";

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
  /** Set where only a text tells of it, which may mean something else. */
  readonly isLinked?: true;
}

export interface Touch {
  readonly deed: Deed;
  readonly type: string | undefined;
  readonly uses: readonly Use[];
  /** Whether the call makes several things of its type at once, so that its names are those of different things. */
  readonly makesSeveral: boolean;
  /** Whether it is not known which thing the call is about: then it may be any of its service's. */
  readonly isBlind: boolean;
}

interface CompiledMember extends MemberMeaning {
  readonly steps: readonly PathStep[];
}

interface Compiled {
  readonly resources: ServiceResources;
  readonly meaning: OperationMeaning;
  readonly containers: readonly CompiledMember[];
  readonly own: readonly CompiledMember[];
  readonly references: readonly CompiledMember[];
  readonly output: readonly CompiledMember[];
}

const compiled = new WeakMap<OperationMeaning, Compiled>();

/** An operation that the table does not have could be about anything. */
const UNKNOWN: OperationMeaning = { deed: "act", input: [], output: [] };

function compileMembers(members: readonly MemberMeaning[]): CompiledMember[] {
  return members.map((member) => ({ ...member, steps: parsePath(member.path) }));
}

/** What the table says of an operation, by botocore's names. */
export function findMeaning(service: string, operation: string): OperationMeaning {
  return getResources(service).operations[operation] ?? UNKNOWN;
}

function compile(step: Step): Compiled {
  const meaning = findMeaning(step.service, step.operation.name);
  const known = compiled.get(meaning);
  if (known) return known;
  const input = compileMembers(meaning.input);
  const one: Compiled = {
    resources: getResources(step.service),
    meaning,
    containers: input.filter(({ part }) => part === "container"),
    own: input.filter(({ part }) => part === "own"),
    references: input.filter(({ part }) => part === "reference"),
    output: compileMembers(meaning.output),
  };
  if (meaning !== UNKNOWN) compiled.set(meaning, one);
  return one;
}

export function chooseRole(deed: Deed, isOwn: boolean, captures: boolean): Role {
  if (deed === "delete") return isOwn ? "removes" : "removes a part";
  if (deed === "detach" || deed === "untag") return "detaches";
  if (isOwn && (deed === "create" || deed === "put")) return "makes";
  return captures ? "captures" : "uses";
}

/** Puts together what one call touches. */
class Reader {
  readonly uses = new Map<string, Use>();
  readonly site: Site;
  readonly deed: Deed;

  constructor(
    readonly step: Step,
    readonly compiled: Compiled,
  ) {
    const { account, region } = step;
    this.site = { signingName: compiled.resources.signingName, account, region };
    this.deed = compiled.meaning.deed;
  }

  /** Adds a use; of two on one thing the one that has it for itself and goes later in its life counts. */
  #add(use: Use): void {
    const id = `${use.key} ${use.type ?? ""}`;
    const before = this.uses.get(id);
    const isLater = !before || ROLES.indexOf(use.role) > ROLES.indexOf(before.role) || use.role === "makes";
    this.uses.set(id, {
      ...(isLater ? use : before),
      isExclusive: use.isExclusive || (before?.isExclusive ?? false),
      isOwn: use.isOwn || (before?.isOwn ?? false),
    });
  }

  /** Where a text's names are given once: by its ARN's type, else by the member's. */
  #findScope({ owner, type, region }: Named, memberType: string | undefined): Scope {
    if (owner !== undefined && type !== undefined)
      return findResources(owner)?.types[type]?.scope ?? "region";
    const [foreign, name] = memberType?.includes(":") ? memberType.split(":") : [undefined, memberType];
    const resources = foreign === undefined ? this.compiled.resources : findResources(foreign);
    const scope = resources?.types[name ?? ""]?.scope ?? resources?.scope ?? "region";
    return region === "" && scope === "region" ? "account" : scope;
  }

  /** A member of another service's type is a name there. */
  #siteOf(memberType: string | undefined): Site {
    const foreign = memberType?.includes(":") ? findResources(memberType.split(":")[0] ?? "") : undefined;
    if (foreign) return { ...this.site, signingName: foreign.signingName };
    return memberType?.includes(":")
      ? { ...this.site, signingName: memberType.split(":")[0] ?? "" }
      : this.site;
  }

  #typesOf(owner: string | undefined, type: string | undefined): readonly string[] | undefined {
    if (type === undefined) return undefined;
    const [foreign, name] = type.includes(":") ? type.split(":") : [owner, type];
    const resources = foreign === undefined ? this.compiled.resources : findResources(foreign);
    return resources?.types[name ?? ""]?.within;
  }

  /**
   * Adds the thing that `text` names, in `containers` (names by their types) where its type's names are given once in these
   * only. Gives the thing's own name, for what stands in it.
   */
  touch(
    text: string,
    member: CompiledMember,
    containers: ReadonlyMap<string, string>,
    how: { readonly isOwn: boolean; readonly isMinted: boolean; readonly role?: Role },
  ): string {
    const { type, kind, hold } = member;
    const named = readName(text, kind, this.#siteOf(type));
    const { chain } = named;
    const scope = this.#findScope(named, type);
    const role = how.role ?? chooseRole(this.deed, how.isOwn, this.compiled.meaning.captures === true);
    const use = { text, type: type ?? named.type, role, isExclusive: hold === "exclusive", ...how };
    const last = chain.at(-1) ?? text;
    const isArn = named.owner !== undefined || chain.length > 1;
    const within = this.#typesOf(named.owner, isArn ? named.type : type);
    if (within !== undefined && isArn && chain.length > within.length) {
      // The ARN has its containers in it.
      this.#add({ ...use, key: makeKey(named, scope, chain) });
      this.#touchContainers(named, scope, chain, use, type);
      return last;
    }
    const outer = isArn ? undefined : within?.flatMap((one) => containers.get(one) ?? []);
    if (within !== undefined && outer?.length === within.length) {
      this.#add({ ...use, key: makeKey(named, scope, [...outer, last]) });
      return last;
    }
    this.#add({ ...use, key: makeKey(named, scope, [last]) });
    if (chain.length > 1) this.#touchContainers(named, scope, chain, use, type);
    const bare = stripQualifier(last);
    if (bare !== undefined) this.#add({ ...use, key: makeKey(named, scope, [bare]) });
    return last;
  }

  /** What an ARN's thing stands in: the one that the member is for, if the ARN goes on behind it (a function's alias). */
  #touchContainers(
    named: Named,
    scope: Scope,
    chain: readonly string[],
    use: Omit<Use, "key">,
    memberType: string | undefined,
  ): void {
    const isOther = memberType !== undefined && memberType !== named.type;
    for (let length = 1; length < chain.length; length++) {
      const isExclusive = use.isExclusive && isOther;
      const role = isOther ? use.role : chooseRole(this.deed, false, false);
      const key = makeKey(named, scope, chain.slice(0, length));
      this.#add({
        ...use,
        key,
        role,
        isExclusive,
        isOwn: use.isOwn && isOther,
        type: isOther ? memberType : undefined,
      });
    }
  }
}

/** What a step touches, read from its input and from the answer that production gave. */
function readTouch(step: Step): Touch {
  leaveCalls(1);
  const known = compile(step);
  const { meaning, containers, own, references, output } = known;
  const { deed } = meaning;
  const reader = new Reader(step, known);
  const names = new Map<string, string>();
  let isKnown = false;
  for (const member of containers) {
    const texts = readTexts(member.steps, step.input);
    const found = texts.map((text) => reader.touch(text, member, names, { isOwn: false, isMinted: false }));
    if (found.length > 0 && member.hold === "exclusive") isKnown = true;
    const [first] = found;
    if (first !== undefined && member.type !== undefined && !names.has(member.type))
      names.set(member.type, first);
  }
  let ownCount = 0;
  for (const member of own) {
    for (const text of readTexts(member.steps, step.input)) {
      const role = member.renames ? { role: "makes" as const } : {};
      reader.touch(text, member, names, { isOwn: true, isMinted: false, ...role });
      ownCount++;
    }
  }
  for (const member of references) {
    for (const text of readTexts(member.steps, step.input))
      reader.touch(text, member, names, { isOwn: false, isMinted: false });
  }
  const made = new Map<string, number>();
  if (deed !== "delete" && deed !== "detach" && deed !== "untag" && step.operation.output) {
    const asked = new Set([...reader.uses.values()].map(({ key }) => key));
    for (const member of output) {
      const texts = readTexts(member.steps, step.output);
      for (const text of texts) {
        const isOwn = member.part === "own";
        const before = new Set(reader.uses.keys());
        // What the answer merely mentions may be new, or may have been there: settleMentions tells.
        reader.touch(text, member, names, { isOwn, isMinted: true, role: isOwn ? "makes" : "uses" });
        for (const [id, use] of reader.uses) {
          if (before.has(id)) continue;
          if (asked.has(use.key) || (!isOwn && !isUnique(text))) reader.uses.delete(id);
        }
      }
      if (member.part === "own") made.set(member.path, new Set(texts).size);
      if (member.part === "own" && texts.length > 0) ownCount++;
    }
  }
  const isRead = deed === "read" || deed === "list";
  return {
    deed,
    type: meaning.type,
    uses: [...reader.uses.values()],
    makesSeveral: [...made.values()].some((count) => count > 1),
    isBlind: !isRead && !isKnown && ownCount === 0,
  };
}

/** Of what answers merely mention: which call made it, if the log has no other that says so. */
function settleMentions(touches: readonly Touch[], seconds: readonly number[]): Touch[] {
  const isMention = (use: Use) => use.isMinted && !use.isOwn;
  const said = new Set<string>();
  const needed = new Map<string, number>();
  for (const [place, { uses }] of touches.entries()) {
    for (const use of uses) {
      if (use.role === "makes") said.add(use.key);
      if (!isMention(use) && !needed.has(use.key)) needed.set(use.key, seconds[place] ?? 0);
    }
  }
  const makers = new Map<string, Touch>();
  const mentioning = touches.flatMap((touch, place) =>
    touch.uses.some(isMention) ? [{ touch, place }] : [],
  );
  const isCreation = ({ touch }: { touch: Touch }) => Number(touch.deed !== "create");
  mentioning.sort(
    (a, b) => (seconds[a.place] ?? 0) - (seconds[b.place] ?? 0) || isCreation(a) - isCreation(b),
  );
  for (const { touch, place } of mentioning) {
    for (const { key } of touch.uses.filter(isMention)) {
      const isEarly = (needed.get(key) ?? Number.POSITIVE_INFINITY) >= (seconds[place] ?? 0);
      if (!said.has(key) && !makers.has(key) && isEarly) makers.set(key, touch);
      else said.add(key);
    }
  }
  return touches.map((touch) => {
    if (!touch.uses.some(isMention)) return touch;
    const uses = touch.uses.map((use): Use => {
      if (!isMention(use) || makers.get(use.key) !== touch) return use;
      return { ...use, role: "makes", isExclusive: true, isOwn: true };
    });
    return { ...touch, uses };
  });
}

/** What one call's answer minted, another that creates cannot have chosen: CreateUsagePlanKey needs the key it names. */
function disownMinted(touches: readonly Touch[]): Touch[] {
  const minted = new Set(
    touches.flatMap(({ uses }) =>
      uses.filter(({ isMinted, isOwn }) => isMinted && isOwn).map(({ key }) => key),
    ),
  );
  const isForeign = (use: Use) => use.role === "makes" && !use.isMinted && minted.has(use.key);
  return touches.map((touch) => {
    if (touch.deed !== "create" || !touch.uses.some(isForeign)) return touch;
    return {
      ...touch,
      uses: touch.uses.map((use) => (isForeign(use) ? { ...use, role: "uses", isOwn: false } : use)),
    };
  });
}

/**
 * Adds to what is named by an id of its maker's answer the name that its maker gave it: a security group by its id and one
 * by its name are the same thing. Things that were made under one name stand for each other as far as order goes.
 */
function joinNames(touches: readonly Touch[]): Touch[] {
  const names = new Map<string, readonly string[]>();
  for (const { uses, makesSeveral } of touches) {
    if (makesSeveral) continue;
    const own = uses.filter(({ role, isOwn }) => role === "makes" && isOwn);
    const [first, ...others] = own.filter(({ isMinted }) => isMinted);
    if (!first) continue;
    const chosen = own.filter(({ isMinted }) => !isMinted).map(({ key }) => key);
    if (chosen.length > 0 && !names.has(first.key)) names.set(first.key, chosen);
    for (const { key } of others) if (!names.has(key)) names.set(key, [first.key, ...chosen]);
  }
  if (names.size === 0) return [...touches];
  return touches.map((touch) => {
    if (!touch.uses.some(({ key }) => names.has(key))) return touch;
    const known = new Set(touch.uses.map(({ key }) => key));
    const added = touch.uses.flatMap((use) =>
      (names.get(use.key) ?? []).flatMap((key) => {
        if (known.has(key)) return [];
        known.add(key);
        return [{ ...use, key }];
      }),
    );
    return added.length === 0 ? touch : { ...touch, uses: [...touch.uses, ...added] };
  });
}

/**
 * Adds to each call that removes or detaches a thing what that thing was made from: deleting a subnet touches its network,
 * so that the network's deletion waits for it.
 */
function addOrigins(touches: readonly Touch[]): Touch[] {
  const origins = new Map<string, readonly Use[]>();
  return touches.map((touch) => {
    if (touch.deed === "delete" || touch.deed === "detach") {
      const known = new Set(touch.uses.map(({ key }) => key));
      const role: Role = touch.deed === "delete" ? "removes a part" : "detaches";
      const added = touch.uses
        .flatMap(({ key }) => origins.get(key) ?? [])
        .filter(({ key }) => !known.has(key))
        .map((use) => ({ ...use, role, isExclusive: false, isOwn: false, isMinted: false }));
      return added.length === 0 ? touch : { ...touch, uses: [...touch.uses, ...added] };
    }
    const needed = touch.uses.filter(({ role }) => role !== "makes");
    if (needed.length === 0) return touch;
    for (const { key, role, isOwn } of touch.uses) if (isOwn && role === "makes") origins.set(key, needed);
    return touch;
  });
}

/** Loads what reading the touches of steps needs. */
export async function loadMeanings(steps: readonly Pick<Step, "service">[]): Promise<void> {
  for (const service of new Set(steps.map(({ service }) => service))) await loadResources(service);
}

/** What each step touches, with what can only be told from all of them. `steps` are in the order of time, and loadMeanings knows them. */
export function readTouches(steps: readonly Step[]): Touch[] {
  const seconds = steps.map(({ at }) => Math.floor(at / 1000));
  return addOrigins(joinNames(settleMentions(disownMinted(steps.map(readTouch)), seconds)));
}
