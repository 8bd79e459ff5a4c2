/** What a recorded call touches: the things it makes, changes or removes, by their keys. */
import { leaveCalls } from "../../base/garbage.ts";
import { decodeAnswer } from "../../dialect/answers.ts";
import type { Step } from "../steps.ts";
import { isUnique, listThings } from "./keys.ts";
import { type FoundText, listTexts } from "./texts.ts";
import { type Deed, parseVerb } from "./verbs.ts";

/** A call's part in a thing's life. In one second, calls on the same thing go in this order. */
export const ROLES = ["makes", "uses", "captures", "detaches", "removes a part", "removes"] as const;
export type Role = (typeof ROLES)[number];

/** Keys stand in lists, each once: sets of one or two would take most of the memory of a plan. */
export interface Touch {
  readonly deed: Deed;
  readonly noun: string;
  /** The call's role for each key; some keys of the answer are things it minted. */
  readonly roles: ReadonlyMap<string, Role>;
  /** The keys of what the call itself makes or removes, as far as they can be told from those it needs. */
  readonly own: readonly string[];
  /** The keys that are members' whole texts, not names inside a document that the call carries. */
  readonly named: readonly string[];
  /** The words of statements (SQL, PartiQL) in the input, any of which can be the name of a thing. */
  readonly words: readonly string[];
  /** Keys of the answer by which the thing goes that the call made. */
  readonly minted: readonly string[];
  /** Keys of the answer that do not say whether the call made the thing or met it there. */
  readonly mentioned: readonly string[];
  /** Whether the call makes several things of its kind at once, so that its names are those of different things. */
  readonly several: boolean;
}

/** Members whose texts describe a thing instead of naming one. */
const DESCRIBING =
  /description|comment|status|state|type$|engine|version$|protocol|region|zone$|class$|mode$|runtime|handler|message|subject|token|password|userdata|email|cidr|method$|requestid|expression/i;

const DOCUMENT = /[\s{[]/;

/** Members that hold SQL or PartiQL, whose tables have no member of their own: DynamoDB's, Athena's, IoT's. */
const STATEMENT = /statement|sql$|querystring$/i;
const WORD = /[A-Za-z_][\w.-]{2,}/g;

/** Calls that keep what a thing is at that moment: they go after its changes. */
export const CAPTURING = /(Snapshot|Image|Backup|Deployment|ChangeSet)$|^PublishVersion$/;

/** Members of answers that name things, among all that describe them. */
const NAMING_MEMBER = /(name|id|identifier|arn|url|uri|key|alias|address)s?$/i;

const NAMING_SUFFIX = /(names?|ids?|identifiers?|arns?|urls?|s)$/;

/** Whether a member names the thing that the operation's noun is: RoleName for a role, Name for anything. */
function namesNoun(member: string, noun: string): boolean {
  const name = member.toLowerCase();
  if (["name", "id", "identifier", "arn"].includes(name)) return true;
  const base = name.replace(NAMING_SUFFIX, "");
  return base === noun || (base !== "" && noun.endsWith(base));
}

/** Whether a text stands where an input names its own thing: at the top, or in the one structure that describes it. */
function isOwnName({ member, top, depth }: FoundText, noun: string): boolean {
  const isInDescription = depth === 2 && noun !== "" && top.toLowerCase().startsWith(noun);
  return (depth <= 1 || isInDescription) && namesNoun(member, noun);
}

function chooseRole(operation: string, deed: Deed, isOwn: boolean): Role {
  if (deed === "delete") return isOwn ? "removes" : "removes a part";
  if (deed === "detach") return "detaches";
  if (deed === "create" && isOwn) return "makes";
  return CAPTURING.test(operation) ? "captures" : "uses";
}

/** All that hold nothing are one. */
const NONE: readonly string[] = [];

function listKeysOf(keys: ReadonlySet<string>): readonly string[] {
  return keys.size === 0 ? NONE : [...keys];
}

/** What a step touches, read from its input and from the answer that production gave. */
function readTouch(step: Step): Touch {
  leaveCalls(1);
  const { model, operation, input, event } = step;
  const { deed, noun } = parseVerb(operation.name);
  const service = model.metadata.signingName ?? model.metadata.endpointPrefix;
  const roles = new Map<string, Role>();
  const own = new Set<string>();
  const named = new Set<string>();
  const mentioned = new Set<string>();
  const minted = new Set<string>();
  const words = new Set<string>();
  const made = new Map<string, Set<string>>();
  if (operation.input) {
    for (const found of listTexts(operation.input, input)) {
      if (STATEMENT.test(found.member)) for (const word of found.text.match(WORD) ?? []) words.add(word);
      if (DESCRIBING.test(found.member)) continue;
      const isOwn = isOwnName(found, noun);
      for (const key of listThings(service, found.member, found.text)) {
        if (isOwn) own.add(key);
        if (!DOCUMENT.test(found.text)) named.add(key);
        roles.set(key, chooseRole(operation.name, deed, own.has(key)));
      }
    }
  }
  if (operation.output && deed !== "delete" && deed !== "detach") {
    const output = decodeAnswer(operation, event.responseElements);
    for (const { text, member } of listTexts(operation.output, output)) {
      if (DESCRIBING.test(member)) continue;
      const [whole] = listThings(service, member, text);
      for (const key of listThings(service, member, text)) {
        if (roles.has(key)) continue;
        if (!NAMING_MEMBER.test(member)) continue;
        // Only a call that creates is sure to have made what its answer names; others may have met it there.
        if (deed !== "create" || !namesNoun(member, noun)) mentioned.add(key);
        else {
          own.add(key);
          if (key === whole) minted.add(key);
          roles.set(key, "makes");
        }
      }
      if (namesNoun(member, noun)) made.set(member, new Set([...(made.get(member) ?? []), text]));
    }
  }
  for (const key of roles.keys()) mentioned.delete(key);
  const several = [...made.values()].some((texts) => texts.size > 1);
  return {
    deed,
    noun,
    roles,
    own: listKeysOf(own),
    named: listKeysOf(named),
    words: listKeysOf(words),
    minted: listKeysOf(minted),
    mentioned: listKeysOf(mentioned),
    several,
  };
}

/**
 * Decides of every key that answers merely mention which call made the thing: none, where some call says that it makes
 * it; else the first that mentions it, one that creates before one that changes, unless a call needed it before. What is
 * unique may be needed in the same second; a common word that others use then was there already.
 */
function settleMentions(touches: readonly Touch[], seconds: readonly number[]): Touch[] {
  const mentioning = [...touches.keys()].filter((place) => touches[place]?.mentioned.length !== 0);
  const unsettled = new Set(mentioning.flatMap((place) => touches[place]?.mentioned ?? NONE));
  const needed = new Map<string, number>();
  const made = new Map<string, Touch | "said">();
  for (const [place, { roles }] of touches.entries()) {
    for (const [key, role] of roles) {
      if (!unsettled.has(key)) continue;
      if (role === "makes") made.set(key, "said");
      if (!needed.has(key)) needed.set(key, seconds[place] ?? 0);
    }
  }
  mentioning.sort((a, b) => {
    const isCreation = (place: number) => Number(touches[place]?.deed !== "create");
    return (seconds[a] ?? 0) - (seconds[b] ?? 0) || isCreation(a) - isCreation(b);
  });
  for (const place of mentioning) {
    const touch = touches[place];
    for (const key of touch?.mentioned ?? NONE) {
      const second = seconds[place] ?? 0;
      const isEarlyEnough = (needed.get(key) ?? Number.POSITIVE_INFINITY) >= second + (isUnique(key) ? 0 : 1);
      if (touch && !made.has(key)) made.set(key, isEarlyEnough ? touch : "said");
    }
  }
  return touches.map((touch) => {
    if (touch.mentioned.length === 0) return touch;
    const maker = (key: string) => made.get(key) === touch;
    const mentions = touch.mentioned.map((key) => [key, maker(key) ? "makes" : "uses"] as const);
    return {
      ...touch,
      roles: new Map([...touch.roles, ...mentions]),
      own: [...touch.own, ...touch.mentioned.filter(maker)],
    };
  });
}

/** What one call's answer minted, another that creates cannot have chosen: CreateUsagePlanKey needs the key it names. */
function disownMinted(touches: readonly Touch[]): Touch[] {
  const minted = new Set(touches.flatMap((touch) => touch.minted));
  return touches.map((touch) => {
    const isForeign = (key: string) => minted.has(key) && !touch.minted.includes(key);
    if (touch.deed !== "create" || !touch.own.some(isForeign)) return touch;
    const roles = new Map(
      [...touch.roles].map(([key, role]) => [key, isForeign(key) ? "uses" : role] as const),
    );
    return { ...touch, roles, own: touch.own.filter((key) => !isForeign(key)) };
  });
}

/** The member values of a making call that all name the one thing it makes; empty where it makes several. */
function listAliases({ deed, roles, own, mentioned, several }: Touch): string[] {
  if (deed !== "create" || several) return [];
  return own.filter((key) => roles.get(key) === "makes" && !mentioned.includes(key));
}

/**
 * Gives a thing one key where it goes by several: its name, its id, its ARN, as the call that made it tells. Steps that
 * name it differently are found to concern the same thing.
 */
function joinAliases(touches: readonly Touch[]): Touch[] {
  const aliases = new Map<string, string>();
  for (const touch of touches) {
    const [first, ...others] = listAliases(touch);
    if (first === undefined) continue;
    for (const key of others) if (!aliases.has(key)) aliases.set(key, aliases.get(first) ?? first);
  }
  const join = (key: string) => aliases.get(key) ?? key;
  return touches.map((touch) => {
    leaveCalls(1);
    if (!touch.roles.keys().some((key) => aliases.has(key))) return touch;
    const roles = new Map<string, Role>();
    for (const [key, role] of touch.roles) {
      const before = roles.get(join(key));
      if (before === undefined || ROLES.indexOf(role) > ROLES.indexOf(before) || role === "makes")
        roles.set(join(key), role);
    }
    return {
      ...touch,
      roles,
      own: listKeysOf(new Set(touch.own.map(join))),
      named: listKeysOf(new Set(touch.named.map(join))),
    };
  });
}

/**
 * Adds to each call that removes or detaches a thing the keys of what that thing was made from: deleting a subnet
 * touches its network, so that the network's deletion waits for it.
 */
function addOrigins(touches: readonly Touch[]): Touch[] {
  const origins = new Map<string, readonly string[]>();
  return touches.map((touch) => {
    if (touch.deed === "delete" || touch.deed === "detach") {
      const roles = new Map(touch.roles);
      const role: Role = touch.deed === "delete" ? "removes a part" : "detaches";
      for (const key of touch.roles.keys()) {
        for (const origin of origins.get(key) ?? []) if (!roles.has(origin)) roles.set(origin, role);
      }
      return { ...touch, roles };
    }
    const needed = [...touch.roles].flatMap(([key, role]) => (role === "makes" ? [] : [key]));
    if (needed.length === 0) return touch;
    for (const key of touch.own) if (touch.roles.get(key) === "makes") origins.set(key, needed);
    return touch;
  });
}

/** What each step touches, with what can only be told from all of them. `steps` are in the order of time. */
export function readTouches(steps: readonly Step[]): Touch[] {
  const seconds = steps.map(({ event }) => Math.floor(event.at / 1000));
  return addOrigins(joinAliases(settleMentions(disownMinted(steps.map(readTouch)), seconds)));
}
