/** What a recorded call touches: the things it makes, changes or removes, by their keys. */
import { decodeAnswer } from "./answers.ts";
import { listKeys } from "./keys.ts";
import type { Step } from "./steps.ts";
import { listTexts } from "./texts.ts";
import { type Deed, parseVerb } from "./verbs.ts";

/** A call's part in a thing's life. In one second, calls on the same thing go in this order. */
export const ROLES = ["makes", "uses", "detaches", "removes a part", "removes"] as const;
export type Role = (typeof ROLES)[number];

export interface Touch {
  readonly deed: Deed;
  readonly noun: string;
  /** The call's role for each key; keys of the answer are things it minted. */
  readonly roles: ReadonlyMap<string, Role>;
  /** The keys of what the call itself makes or removes, as far as they can be told from those it needs. */
  readonly own: ReadonlySet<string>;
  /** The keys that are members' whole texts, not names inside a document that the call carries. */
  readonly named: ReadonlySet<string>;
}

/** Members whose texts describe a thing instead of naming one. */
const DESCRIBING =
  /description|comment|status|state|type$|engine|version|protocol|region|zone$|class$|mode$|runtime|handler|message|subject|token|password|userdata|email|cidr|method|requestid|expression/i;

const DOCUMENT = /[\s{[]/;

const NAMING_SUFFIX = /(names?|ids?|identifiers?|arns?|urls?|s)$/;

/** Whether a top-level member names the thing that the operation's noun is: RoleName for a role, Name for anything. */
function namesNoun(member: string, noun: string): boolean {
  const name = member.toLowerCase();
  if (["name", "id", "identifier", "arn"].includes(name)) return true;
  const base = name.replace(NAMING_SUFFIX, "");
  return base === noun || (base !== "" && noun.endsWith(base));
}

function chooseRole(deed: Deed, isOwn: boolean): Role {
  if (deed === "create") return isOwn ? "makes" : "uses";
  if (deed === "delete") return isOwn ? "removes" : "removes a part";
  return deed === "detach" ? "detaches" : "uses";
}

/** What a step touches, read from its input and from the answer that production gave. */
export function readTouch(step: Step): Touch {
  const { model, operation, input, event } = step;
  const { deed, noun } = parseVerb(operation.name);
  const roles = new Map<string, Role>();
  const own = new Set<string>();
  const named = new Set<string>();
  if (operation.input) {
    for (const { text, member, isTop } of listTexts(model, operation.input, input)) {
      if (DESCRIBING.test(member)) continue;
      const isOwn = isTop && namesNoun(member, noun);
      for (const key of listKeys(text)) {
        if (isOwn) own.add(key);
        if (!DOCUMENT.test(text)) named.add(key);
        roles.set(key, chooseRole(deed, own.has(key)));
      }
    }
  }
  if (operation.output && deed !== "delete" && deed !== "detach") {
    const output = decodeAnswer(model, operation, event.responseElements);
    for (const { text, member } of listTexts(model, operation.output, output)) {
      if (DESCRIBING.test(member)) continue;
      for (const key of listKeys(text)) {
        if (roles.has(key)) continue;
        own.add(key);
        roles.set(key, "makes");
      }
    }
  }
  return { deed, noun, roles, own, named };
}

/**
 * Adds to each call that removes or detaches a thing the keys of what that thing was made from: deleting a subnet
 * touches its network, so that the network's deletion waits for it. `touches` are in the order of time.
 */
export function addOrigins(touches: readonly Touch[]): Touch[] {
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
    const needed = [...touch.roles.keys()].filter((key) => touch.roles.get(key) !== "makes");
    if (needed.length > 0)
      for (const key of touch.own) if (touch.roles.get(key) === "makes") origins.set(key, needed);
    return touch;
  });
}
