/** What resources name and no template makes here: it is told, since production's name of it may name nothing there. */
import { nameThing, type StandingThing } from "../standing.ts";
import type { LeftOut } from "./gather.ts";
import type { CfnResource } from "./resource.ts";
import { isTemplateObject, mapLeaves, NamedText, type TemplateValue } from "./values.ts";

/** The letters of an ARN, an address or an id. */
const TOKEN = /[\w:/.+=@-]{8,}/g;

/** What stands beside a template, by what services call it. */
export class Lacking {
  readonly #byText = new Map<string, { readonly standing: StandingThing; readonly why: string }>();

  /**
   * `made`: what the template makes. `leftOut`: of which nothing is made. `elsewhere`: what other templates make; under another id, where a service
   * makes that up.
   */
  constructor(
    made: readonly StandingThing[],
    leftOut: readonly StandingThing[],
    elsewhere: readonly StandingThing[],
  ) {
    for (const standing of elsewhere)
      if (standing.id !== undefined && standing.id === standing.chain.at(-1))
        this.#add(standing, "which another stack makes under an id of its own");
    for (const standing of leftOut) this.#add(standing, "which is not in the template");
    for (const { arn, id, url } of made)
      for (const text of [arn, id, url]) if (text !== undefined) this.#byText.delete(text);
  }

  #add(standing: StandingThing, why: string): void {
    for (const text of [standing.arn, standing.id, standing.url])
      if (text !== undefined && text.length >= 8) this.#byText.set(text, { standing, why });
  }

  /** What a resource names that it will not find. */
  list({ logicalId, standing, properties }: CfnResource): LeftOut[] {
    const found: LeftOut[] = [];
    for (const [member, value] of Object.entries(properties))
      for (const text of listTexts(value))
        for (const part of [text, ...(text.match(TOKEN) ?? [])]) {
          const one = this.#byText.get(part);
          if (one && one.standing !== standing)
            found.push({
              ...{ standing, member, lacks: { standing: one.standing, by: logicalId } },
              why: `names ${nameThing(one.standing)}, ${one.why}`,
            });
        }
    return found;
  }
}

function listTexts(value: TemplateValue): string[] {
  const texts: string[] = [];
  mapLeaves(value, (leaf) => {
    if (typeof leaf === "string") texts.push(leaf);
    else if (leaf instanceof NamedText) texts.push(leaf.text);
    return leaf;
  });
  return isTemplateObject(value) ? [...texts, ...Object.keys(value)] : texts;
}
