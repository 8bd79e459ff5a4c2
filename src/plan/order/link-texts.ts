/**
 * Links calls by texts that the resource table does not take for names: a statement's table, a policy's ARNs, a member that
 * nobody described. Where such a text is the name of a thing that the log makes, changes or removes, the call uses it.
 */
import { splitArn } from "../../aws/resources/arns.ts";
import { getResources } from "../../aws/resources/table.ts";
import { compileLightly } from "../../base/compiling.ts";
import { leaveCalls } from "../../base/garbage.ts";
import type { Step } from "../steps.ts";
import { findGivenTexts, type GivenTexts, listDistinctive } from "./given-texts.ts";
import { BETWEEN, decodePath, findArns, isUnique, nameInKey, readName, type Site } from "./keys.ts";
import { listTexts } from "./texts.ts";
import { addUses, chooseRole, MARKS, type Role, type Touch, Use } from "./touches.ts";

/** A sentence longer than this is a document of its own, whose words are not looked at. */
const LONGEST_SENTENCE = 4_096;
/** An address that was given out is the same in every service: a record of Route 53 holds an elastic one. */
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;
const COUNT = /^v?\d{1,9}$/;
const WORD = /[A-Za-z0-9_][\w.-]*/g;
/** What can hold the name of a thing besides being one. */
const MORE_THAN_A_WORD = /[\s/]|arn:/;

/** The things of one name, in their order, and where these are many, the places of those by what their keys say of where they are. */
class Namesakes {
  readonly all: Use[] = [];
  #byPlace: Map<string, number[]> | undefined;

  /** Those that are where a call is, or in no one region or account. */
  #listNear({ account, region }: Site): readonly Use[] {
    this.#byPlace ??= Map.groupBy(this.all.keys(), (at) => tellWhere(this.all[at]?.key ?? ""));
    const near = ["", account, `${account}/${region}`].flatMap((where) => this.#byPlace?.get(where) ?? []);
    return near.sort((a, b) => a - b).flatMap((at) => this.all[at] ?? []);
  }

  findNear(site: Site): readonly Use[] {
    if (this.all.length >= MANY_NAMESAKES) return this.#listNear(site);
    return this.all.filter(({ key }) => isNear(key, site));
  }
}

/** The things that calls have for themselves, by their names, and by the last of several. All are known before any is asked for. */
interface Things {
  readonly all: ReadonlyMap<string, Namesakes>;
  /** Those whose names some answer made up. */
  readonly minted: ReadonlyMap<string, Namesakes>;
}

/** Of a name in every account and region of a large log only those that a call can mean are gone through. */
const MANY_NAMESAKES = 8;

function findNear(namesakes: Namesakes | undefined, site: Site): readonly Use[] {
  return namesakes?.findNear(site) ?? NONE;
}

function addThing(things: Map<string, Namesakes>, name: string, last: string, use: Use): void {
  things.getOrInsertComputed(name, makeNamesakes).all.push(use);
  if (last !== name) things.getOrInsertComputed(last, makeNamesakes).all.push(use);
}

function makeNamesakes(): Namesakes {
  return new Namesakes();
}

function indexNames(touches: readonly Touch[]): Things {
  const all = new Map<string, Namesakes>();
  const minted = new Map<string, Namesakes>();
  const known = new Set<string>();
  for (const { uses } of touches) {
    for (const use of uses) {
      if (!use.isExclusive || known.has(use.key)) continue;
      known.add(use.key);
      const name = nameInKey(use.key);
      const last = name.slice(name.lastIndexOf(BETWEEN) + 1);
      addThing(all, name, last, use);
      if (use.isMinted) addThing(minted, name, last, use);
    }
  }
  return { all, minted };
}

/** What a key says of where its thing is. */
function tellWhere(key: string): string {
  const start = key.indexOf(" ") + 1;
  return key.slice(start, key.indexOf(" ", start));
}

/** Whether a thing is where the call is, or in no one region or account. */
function isNear(key: string, { account, region }: Site): boolean {
  const where = tellWhere(key);
  return where === "" || where === account || where === `${account}/${region}`;
}

/** A name that a text can hold; what a service signs as, where it can be a name in that one only. */
interface Candidate {
  readonly name: string;
  readonly service?: string;
  readonly isWord?: true;
  /** Only what some answer made up is meant by it. */
  readonly isId?: true;
}

const NO_CANDIDATES: readonly Candidate[] = [];

/**
 * The names in `things` that a statement has, and their parts: a query of Athena's names tables of Glue as
 * `database.table`.
 */
function listWords(statement: string, things: Things["all"]): readonly Candidate[] {
  const words = new Set((statement.match(WORD) ?? []).flatMap((word) => [word, ...word.split(".")]));
  return [...words].filter((word) => things.has(word)).map((name) => ({ name, isWord: true }));
}

/**
 * The names in `things` that a text can hold. A plain word means things of the call's own service only: many things of other
 * services have one name. What an ARN, a path, a URL or an id says is told apart from these.
 */
function listCandidates(text: string, site: Site, things: Things): readonly Candidate[] {
  if (!things.all.has(text) && !MORE_THAN_A_WORD.test(text)) return NO_CANDIDATES;
  const found: Candidate[] = [];
  const add = (candidate: Candidate) => {
    if (things.all.has(candidate.name)) found.push(candidate);
  };
  const addOwn = (name: string) => add({ name, service: site.signingName, isWord: true });
  for (const arn of findArns(text)) {
    const { service, chain } = readName(arn, "arn", site);
    add({ name: chain.join(BETWEEN), service });
    add({ name: chain.at(-1) ?? "", service });
    // What stands in a thing may be named under another service: an API's methods are those of execute-api.
    for (const part of splitArn(arn)?.resource.split(/[:/]/) ?? [])
      if (things.minted.has(part) && !COUNT.test(part)) add({ name: part, isId: true });
  }
  if (/\s/.test(text)) {
    if (text.length <= LONGEST_SENTENCE) for (const word of text.match(WORD) ?? []) addOwn(word);
  } else if (text.includes("/")) {
    addOwn(text);
    for (const name of listEnds(decodePath(text))) add({ name });
  } else if (things.all.has(text)) {
    if (isUnique(text) || ADDRESS.test(text)) add({ name: text });
    else addOwn(text);
  }
  return found;
}

/** What a version of an object stands behind, as copies name it after the object. */
const VERSION = "?versionId=";

function cutVersion(path: string): string {
  const at = path.lastIndexOf(VERSION);
  return at < 0 || path.includes("/", at) ? path : path.slice(0, at);
}

/** What a path leads to, what says most first: cluster/service behind a type, bucket/key as copies name their source, its last name. */
function listEnds(text: string): readonly string[] {
  const path = cutVersion(text.replace(/^\//, ""));
  const first = path.indexOf("/");
  const last = path.lastIndexOf("/");
  const beforeLast = path.lastIndexOf("/", last - 1);
  return [
    `${path.slice(beforeLast + 1, last)}${BETWEEN}${path.slice(last + 1)}`,
    `${path.slice(0, first)}${BETWEEN}${path.slice(first + 1)}`,
    path.slice(last + 1),
  ];
}

const NONE: readonly Use[] = [];
const NO_TEXTS: readonly string[] = [];

/** The host that a label was put before: `dualstack.web-1.elb.example.com`. */
function listOuter(part: string): readonly string[] {
  const outer = part.slice(part.indexOf(".") + 1);
  return outer === part ? NO_TEXTS : listDistinctive(outer).slice(0, 1);
}

/**
 * The things that a text has something of that answers gave out: the id in a host's name, an address in a setting. What one
 * answer alone gave out means its thing wherever that is; an id can be that of another thing in each region.
 */
function findGivers(text: string, things: Things, given: GivenTexts, site: Site): readonly Use[] {
  const parts = listDistinctive(text);
  if (parts.length === 0) return NONE;
  const found: Use[] = [];
  const addGivers = (part: string) => {
    const giver = given.parts.get(part);
    if (giver) found.push(giver);
    for (const use of findNear(things.minted.get(part), site)) found.push(use);
  };
  for (const part of parts) {
    addGivers(part);
    for (const outer of listOuter(part)) addGivers(outer);
  }
  return found;
}

/** Links one call. */
class Linker {
  readonly #site: Site;
  readonly #statements: readonly string[];
  readonly #role: Role;
  /** By keys; most calls are linked to nothing. */
  #links: Map<string, Use> | undefined;

  constructor(
    { account, region, service }: Step,
    readonly touch: Touch,
    readonly things: Things,
    readonly given: GivenTexts,
  ) {
    const { signingName, texts } = getResources(service);
    this.#site = { signingName, account, region };
    this.#statements = texts.statements;
    this.#role = chooseRole(touch.deed, false, false);
  }

  get links(): readonly Use[] {
    return this.#links ? [...this.#links.values()] : NONE;
  }

  #link({ key, type }: Use, text: string, isGuessed: boolean): void {
    if (this.#links?.has(key)) return;
    for (const use of this.touch.uses) if (use.key === key) return;
    const marks = isGuessed ? MARKS.linked | MARKS.guessed : MARKS.linked;
    this.#links ??= new Map();
    this.#links.set(key, Use.of(key, type, text, this.#role, marks));
  }

  #list(text: string, member: string): readonly Candidate[] {
    return this.#statements.includes(member)
      ? listWords(text, this.things.all)
      : listCandidates(text, this.#site, this.things);
  }

  add(text: string, member: string): void {
    const { touch, things, given } = this;
    const site = this.#site;
    // What the table knows as a name is that thing's; only a path, or an id that some answer made up, can be another's too.
    const isPath = text.includes("/") && !text.startsWith("arn:");
    let isNamed = false;
    // The end of the path that a thing is called by may be the name of another, by chance as well: alias/orders.
    let isOwn = false;
    for (const use of touch.uses) {
      if (use.text !== text) continue;
      isNamed = true;
      isOwn ||= isPath && use.isOwn;
    }
    const isKnown = isNamed && !isPath;
    // A number that the table knows counts something of that thing alone.
    const isSettled = isKnown && (!things.minted.has(text) || COUNT.test(text));
    const candidates = isSettled ? NO_CANDIDATES : this.#list(text, member);
    for (const { name, service: named, isWord, isId: isPart } of candidates) {
      if (isKnown && name !== text) continue;
      for (const use of findNear((isKnown || isPart ? things.minted : things.all).get(name), site)) {
        if (named !== undefined && !use.key.startsWith(`${named} `)) continue;
        // A whole text that some answer made up means that thing; a number may count anything.
        const isId = use.isMinted && name === text && nameInKey(use.key) === text && !COUNT.test(text);
        const isChance = isWord || (isOwn && !use.isMinted && !name.includes(BETWEEN));
        this.#link(use, text, isChance && !isId);
      }
    }
    const looked = given.looked.size === 0 ? undefined : given.looked.get(text);
    if (looked && isNear(looked.key, site)) this.#link(looked, text, false);
    if (!isKnown) for (const use of findGivers(text, things, given, site)) this.#link(use, text, false);
  }
}

function findLinks(step: Step, touch: Touch, things: Things, given: GivenTexts): readonly Use[] {
  const { service, operation, input } = step;
  if (!operation.input) return NONE;
  const linker = new Linker(step, touch, things, given);
  for (const { text, member } of listTexts(service, operation.input, input)) linker.add(text, member);
  return linker.links;
}

/** The touches with the uses that only texts tell of. */
export function linkTexts(steps: readonly Step[], touches: readonly Touch[]): Touch[] {
  const things = indexNames(touches);
  const given = findGivenTexts(steps, touches);
  return touches.map((touch, place) => {
    leaveCalls(1);
    const step = steps[place];
    return step ? addUses(touch, findLinks(step, touch, things, given)) : touch;
  });
}

compileLightly(
  Linker.prototype.add,
  findGivers,
  listCandidates,
  findLinks,
  findNear,
  indexNames,
  listEnds,
  Namesakes.prototype.findNear,
  isNear,
);
