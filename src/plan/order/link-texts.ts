/**
 * Links calls by texts that the resource table does not take for names: a statement's table, a policy's ARNs, a member that
 * nobody described. Where such a text is the name of a thing that the log makes, changes or removes, the call uses it.
 */

import { getResources } from "../../aws/resources/table.ts";
import { leaveCalls } from "../../base/garbage.ts";
import type { Step } from "../steps.ts";
import { findArns, nameInKey, readName, type Site } from "./keys.ts";
import { listTexts } from "./texts.ts";
import { chooseRole, type Touch, type Use } from "./touches.ts";

/** A statement longer than this is a document of its own, whose words are not looked at. */
const LONGEST_STATEMENT = 4_096;
const WORD = /[A-Za-z0-9_][\w.-]*/g;

/** The things that calls have for themselves, by account and name; a bucket's account is none. */
function indexNames(touches: readonly Touch[]): Map<string, Use[]> {
  const byName = new Map<string, Use[]>();
  const known = new Set<string>();
  for (const { uses } of touches) {
    for (const use of uses) {
      if (!use.isExclusive || known.has(use.key)) continue;
      known.add(use.key);
      const name = nameInKey(use.key);
      const sharing = byName.get(name);
      if (sharing) sharing.push(use);
      else byName.set(name, [use]);
    }
  }
  return byName;
}

/** Whether a thing is where the call is, or in no one region or account. */
function isNear({ key }: Use, { account, region }: Site): boolean {
  const where = key.slice(key.indexOf(" ") + 1, key.indexOf(" ", key.indexOf(" ") + 1));
  return where === "" || where === account || where === `${account}/${region}`;
}

/** The names that a text can hold: itself; the ARNs in it; the words of a sentence or a statement, as far as one goes. */
function* listCandidates(text: string, site: Site): Generator<string> {
  for (const arn of findArns(text)) yield readName(arn, "arn", site).chain.join("\n");
  if (!/\s/.test(text)) {
    yield text;
    if (text.startsWith("http")) yield text.slice(text.lastIndexOf("/") + 1);
    const [first = "", ...rest] = text.split("/");
    // bucket/key, as copies name their source.
    if (rest.length > 0 && first !== "") yield `${first}\n${rest.join("/")}`;
  } else if (text.length <= LONGEST_STATEMENT) yield* text.match(WORD) ?? [];
}

function findLinks(step: Step, touch: Touch, byName: ReadonlyMap<string, readonly Use[]>): Use[] {
  if (!step.operation.input) return [];
  const { account, region, service } = step;
  const site: Site = { signingName: getResources(service).signingName, account, region };
  const known = new Set(touch.uses.map(({ key }) => key));
  const links: Use[] = [];
  for (const { text } of listTexts(step.operation.input, step.input)) {
    for (const name of listCandidates(text, site)) {
      for (const thing of byName.get(name) ?? []) {
        if (known.has(thing.key) || !isNear(thing, site)) continue;
        known.add(thing.key);
        const role = chooseRole(touch.deed, false, false);
        const { key, type } = thing;
        links.push({
          key,
          text,
          type,
          role,
          isExclusive: false,
          isOwn: false,
          isMinted: false,
          isLinked: true,
        });
      }
    }
  }
  return links;
}

/** The touches with the uses that only texts tell of. */
export function linkTexts(steps: readonly Step[], touches: readonly Touch[]): Touch[] {
  const byName = indexNames(touches);
  return touches.map((touch, place) => {
    leaveCalls(1);
    const step = steps[place];
    const links = step ? findLinks(step, touch, byName) : [];
    return links.length === 0 ? touch : { ...touch, uses: [...touch.uses, ...links] };
  });
}
