/** Reads what one call touches, by the resource table. */
import { readTexts } from "../../aws/resources/read-texts.ts";
import { findResources } from "../../aws/resources/table.ts";
import type { Deed, Scope } from "../../aws/resources/types.ts";
import { compileLightly } from "../../base/compiling.ts";
import { leaveCalls } from "../../base/garbage.ts";
import { isHidden } from "../../dialect/hidden.ts";
import type { Step } from "../steps.ts";
import { tellSubject } from "../subject.ts";
import { type Compiled, compileMeaning } from "./compile-meaning.ts";
import { tellDeed } from "./deeds.ts";
import { isUnique, makeKey, type NamedThing, readName, type Site, stripQualifier } from "./keys.ts";
import { canBeOf } from "./kinds.ts";
import { type CompiledMember, readNames } from "./members.ts";
import { chooseRole, MARKS, ROLES, type Role, type Touch, Use } from "./touches.ts";

const NONE: readonly string[] = [];

/** Puts together what one call touches. */
class Reader {
  readonly uses = new Map<string, Use>();
  readonly site: Site;
  readonly deed: Deed;
  /** What the call asked for, once its answer is read: that is nothing the answer tells. */
  #asked: ReadonlySet<string> | undefined;
  #containers: ReadonlyMap<string, string> | undefined;

  constructor(
    readonly step: Step,
    readonly compiled: Compiled,
  ) {
    const { account, region } = step;
    this.site = { signingName: compiled.resources.signingName, account, region };
    this.deed = tellDeed(compiled.meaning, step);
  }

  /** Whether the call removes a part of its thing, and not the thing. */
  get isOfPart(): boolean {
    return this.deed !== this.compiled.meaning.deed;
  }

  /** Adds a use; of two on one thing the one that has it for itself and goes later in its life counts. */
  #add(use: Use): void {
    if (this.#asked?.has(use.key)) return;
    const before = this.uses.get(use.thing);
    if (!before) {
      this.uses.set(use.thing, use);
      return;
    }
    // An answer that names what it made once more, by an ARN, says nothing else of it.
    if (use.isMinted && !use.isOwn) return;
    const isLater = ROLES.indexOf(use.role) > ROLES.indexOf(before.role) || use.role === "makes";
    const chosen = isLater ? use : before;
    const either = (use.marks | before.marks) & (MARKS.exclusive | MARKS.own | MARKS.container);
    this.uses.set(use.thing, chosen.as(chosen.role, chosen.marks | either));
  }

  /** From now on, what is touched is told by the answer. */
  startAnswer(): void {
    const asked = new Set<string>();
    for (const { key } of this.uses.values()) asked.add(key);
    this.#asked = asked;
  }

  /** Where a text's names are given once: by its ARN's type, else by the member's. */
  #findScope({ owner, type, region }: NamedThing, { foreign, typeName }: CompiledMember): Scope {
    if (owner !== undefined && type !== undefined)
      return findResources(owner)?.types[type]?.scope ?? "region";
    const resources = foreign === undefined ? this.compiled.resources : findResources(foreign);
    const scope = resources?.types[typeName]?.scope ?? resources?.scope ?? "region";
    return region === "" && scope === "region" ? "account" : scope;
  }

  /** The names of what the call's things stand in, by type: of what it says of a type at the top, the first. */
  #nameContainers(): ReadonlyMap<string, string> {
    const { containers, references, own } = this.compiled;
    const names = new Map<string, string>();
    // Who removes a version of a thing names the thing.
    const around = this.isOfPart ? own : containers;
    for (const { type, kind, steps } of [...around, ...references]) {
      if (type === undefined || steps.length > 1 || names.has(type)) continue;
      const [text] = readTexts(steps, this.step.input);
      if (text !== undefined) names.set(type, readName(text, kind, this.site).chain.at(-1) ?? text);
    }
    return names;
  }

  /** The names of what a thing of a type within `within` stands in; fewer than these where the call does not say. */
  #findContainers(within: readonly string[] | undefined): readonly string[] {
    if (within === undefined) return NONE;
    this.#containers ??= this.#nameContainers();
    const names = this.#containers;
    return within.flatMap((type) => names.get(type) ?? []);
  }

  /** A member of another service's type is a name there. */
  #siteOf({ foreign }: CompiledMember): Site {
    if (foreign === undefined) return this.site;
    return { ...this.site, signingName: findResources(foreign)?.signingName ?? foreign };
  }

  /** What things of a type stand in, of the operation's own service if no other is given. */
  #withinOf(service: string | undefined, typeName: string | undefined): readonly string[] | undefined {
    const resources = service === undefined ? this.compiled.resources : findResources(service);
    return typeName === undefined ? undefined : resources?.types[typeName]?.within;
  }

  /** The type of what a text names: an ARN's own, where it is none of the type that the member is for. */
  #tellType(text: string, { type, owner, chain }: NamedThing, member: CompiledMember): string | undefined {
    const { service } = this.step;
    if (member.type === undefined || type === undefined || owner === undefined || chain.length > 1)
      return member.type ?? type;
    if (type === member.typeName && owner === (member.foreign ?? service)) return member.type;
    if (canBeOf({ service }, member.type, text)) return member.type;
    return owner === service ? type : `${owner}:${type}`;
  }

  /** Adds the thing that `text` names, in what it stands in where its type's names are given once in these only. */
  touch(text: string, member: CompiledMember, isOwn: boolean, isMinted: boolean, known?: Role): void {
    const named = readName(text, member.kind, this.#siteOf(member));
    const { chain } = named;
    const scope = this.#findScope(named, member);
    const last = chain.at(-1) ?? text;
    const isArn = named.owner !== undefined || chain.length > 1;
    const within = this.#withinOf(isArn ? named.owner : member.foreign, isArn ? named.type : member.typeName);
    const outer = isArn ? chain.slice(0, -1) : this.#findContainers(within);
    // An ARN has its containers in it; one that an answer gave out is one thing's, in whatever that stands, and who uses it
    // by a name has its maker's.
    const isPlaced =
      within !== undefined &&
      (isArn
        ? chain.length > within.length || (isMinted && chain.length > 1)
        : outer.length === within.length);
    // What an ARN says before the number of a version is what the version stands in: `layer:numbers:3`.
    const bare = isPlaced ? undefined : stripQualifier(last);
    const isWhole =
      isPlaced || within === undefined || (isArn && bare !== undefined && within.length === chain.length);
    const use = Use.of(
      makeKey(named, scope, isPlaced ? [...outer, last] : [last]),
      this.#tellType(text, named, member),
      text,
      known ?? chooseRole(this.deed, isOwn, this.compiled.meaning.captures === true),
      member.marks | (isOwn ? MARKS.own : 0) | (isMinted ? MARKS.minted : 0),
    );
    // Where it is not known in what it stands, it may be any of those by that name.
    this.#add(isWhole ? use : use.as(use.role, use.marks | MARKS.exclusive | MARKS.stray));
    // Of a type that nobody knows, it may be given once wherever the service's types are.
    if (use.type === undefined && !isArn)
      for (const other of this.compiled.scopes)
        if (other !== scope) this.#add(use.of(makeKey(named, other, [last]), use.type));
    if (chain.length > 1) this.#touchContainers(named, scope, chain, use, member);
    if (isPlaced) return;
    // Whoever answers with a version of a thing did not make the thing.
    const around = isMinted && !isOwn ? MARKS.around : 0;
    if (bare !== undefined) {
      const part = this.#asPart(use);
      this.#add(part.of(makeKey(named, scope, [bare]), use.type, part.marks | around));
    }
    // A path can be a name by itself, or lead to one: /app/url, /hostedzone/Z1.
    if (text !== last && text.startsWith("/")) this.#add(use.of(makeKey(named, scope, [text]), use.type));
  }

  /** What removes a version takes away a part of the thing that has versions, and not the thing. */
  #asPart(use: Use): Use {
    if (use.role !== "removes") return use;
    return use.as(chooseRole(this.deed, false, false), use.marks & ~MARKS.own);
  }

  /**
   * What an ARN's thing stands in: the one that the member is for, if the ARN goes on behind it (a function's alias). A type
   * without ARNs of its own is the thing itself by another name: `rule` for `listener-rule-app`.
   */
  #touchContainers(
    named: NamedThing,
    scope: Scope,
    chain: readonly string[],
    use: Use,
    { type: memberType, foreign, typeName }: CompiledMember,
  ): void {
    const resources = foreign === undefined ? this.compiled.resources : findResources(foreign);
    const hasArns = memberType !== undefined && (resources?.types[typeName]?.arns.length ?? 0) > 0;
    const isOther = hasArns && typeName !== named.type;
    const around = chooseRole(this.deed, false, false);
    const marks = (use.marks & ~(MARKS.exclusive | MARKS.own)) | MARKS.around;
    for (let length = 1; length < chain.length; length++) {
      const key = makeKey(named, scope, chain.slice(0, length));
      if (isOther) this.#add(use.of(key, memberType));
      else this.#add(Use.of(key, undefined, use.text, around, marks));
    }
  }
}

function asMade(member: CompiledMember): CompiledMember {
  return { ...member, part: "own", hold: "exclusive", marks: member.marks | MARKS.exclusive };
}

function asAmong(member: CompiledMember): CompiledMember {
  return { ...member, marks: member.marks | MARKS.among };
}

function isEndOf(part: string, whole: string): boolean {
  return whole.endsWith(part) && /^$|[:/]$/.test(whole.slice(0, whole.length - part.length));
}

/** Whether a text is what a question asks for: the recorded identifier, its ARN, or the end of that. */
function isSought({ creation }: Step, text: string): boolean {
  const recorded = creation?.recorded ?? "";
  return isEndOf(text, recorded) || isEndOf(recorded, text);
}

/** What these leave behind is nothing that their answer makes. */
const ENDING: ReadonlySet<Deed> = new Set(["delete", "detach", "untag"]);

/** What a step touches, read from its input and from the answer that production gave. */
export function readTouch(step: Step): Touch {
  leaveCalls(1);
  const known = compileMeaning(step);
  const { meaning, containers, own, references } = known;
  // What a lookup finds is there from then on, as far as the log's calls go.
  const isLookup = step.creation?.kind === "lookup";
  const reader = new Reader(step, known);
  const deed = isLookup ? "create" : reader.deed;
  const { output } = known;
  let isKnown = false;
  for (const member of containers) {
    for (const text of readNames(member, step.input)) {
      reader.touch(text, member, false, false);
      isKnown ||= member.hold === "exclusive";
    }
  }
  let ownCount = 0;
  let namesSeveral = false;
  const isRenaming = own.some((member) => member.renames && readNames(member, step.input).length > 0);
  for (const one of own) {
    const member = isRenaming && !one.renames ? { ...one, marks: one.marks | MARKS.left } : one;
    const texts = readNames(member, step.input);
    namesSeveral ||= texts.length > 1 && new Set(texts).size > 1;
    for (const text of texts) {
      const told = isHidden(text) ? (tellSubject(step) ?? text) : text;
      const role = member.renames ? "makes" : reader.isOfPart ? "removes a part" : undefined;
      reader.touch(told, member, true, false, role);
      ownCount++;
    }
  }
  for (const member of references) {
    const isMade = member.leaves === true;
    const isRemoved = reader.isOfPart && meaning.parts?.includes(member.path) === true;
    const role = isMade ? "makes" : isRemoved ? "removes" : undefined;
    for (const text of readNames(member, step.input))
      reader.touch(text, member, isMade || isRemoved, false, role);
  }
  let makesSeveral = false;
  if (!ENDING.has(deed)) {
    reader.startAnswer();
    for (const one of output) {
      const texts = readNames(one, step.output);
      const isFound = isLookup && texts.some((text) => isSought(step, text));
      const member = isFound ? asMade(one) : one;
      // What the answer to a question says besides is how the thing is told, by what another call makes of it.
      const isOwn = isLookup ? isFound : member.part === "own";
      const isSeveral = texts.length > 1 && new Set(texts).size > 1;
      const marked = isSeveral && !isOwn ? asAmong(member) : member;
      for (const text of texts) {
        // What the answer merely mentions may be new, or may have been there: settleMentions tells.
        if (isOwn || isLookup || isUnique(text))
          reader.touch(text, marked, isOwn, !isLookup || isOwn, isOwn ? "makes" : "uses");
      }
      if (!isOwn) continue;
      ownCount += texts.length;
      makesSeveral ||= isSeveral;
    }
  }
  const isRead = deed === "read" || deed === "list";
  return {
    deed,
    type: meaning.type,
    uses: [...reader.uses.values()],
    makesSeveral,
    namesSeveral,
    isBlind: !isRead && !isKnown && ownCount === 0,
  };
}

compileLightly(readTouch, Reader.prototype.touch, compileMeaning, Reader.prototype.startAnswer);
