/**
 * Links calls by texts that the resource table does not take for names: a statement's table, a policy's ARNs, a member that
 * nobody described. Where such a text is the name of a thing that the log makes, changes or removes, the call uses it.
 */

import { getResources } from "../../aws/resources/table.ts";
import { leaveCalls } from "../../base/garbage.ts";
import type { Step } from "../steps.ts";
import { BETWEEN, findArns, nameInKey, readName, type Site } from "./keys.ts";
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
function isNear(key: string, { account, region }: Site): boolean {
  const where = key.slice(key.indexOf(" ") + 1, key.indexOf(" ", key.indexOf(" ") + 1));
  return where === "" || where === account || where === `${account}/${region}`;
}

/** The names that a text can hold: itself; the ARNs in it; the words of a sentence or a statement, as far as one goes. */
function listCandidates(text: string, site: Site): readonly string[] {
  const arns = findArns(text).map((arn) => readName(arn, "arn", site).chain.join(BETWEEN));
  if (/\s/.test(text)) return text.length > LONGEST_STATEMENT ? arns : [...arns, ...(text.match(WORD) ?? [])];
  const slash = text.indexOf("/");
  if (slash < 0) return [...arns, text];
  // A URL's last name; bucket/key, as copies name their source.
  return [
    ...arns,
    text,
    text.slice(text.lastIndexOf("/") + 1),
    `${text.slice(0, slash)}${BETWEEN}${text.slice(slash + 1)}`,
  ];
}

function findLinks(step: Step, touch: Touch, byName: ReadonlyMap<string, readonly Use[]>): Use[] {
  const { account, region, service, operation, input } = step;
  if (!operation.input) return [];
  const site: Site = { signingName: getResources(service).signingName, account, region };
  const links = new Map<string, Use>();
  for (const { text } of listTexts(operation.input, input)) {
    for (const name of listCandidates(text, site)) {
      for (const { key, type } of byName.get(name) ?? []) {
        if (links.has(key) || !isNear(key, site) || touch.uses.some((use) => use.key === key)) continue;
        const role = chooseRole(touch.deed, false, false);
        links.set(key, {
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
  return [...links.values()];
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
