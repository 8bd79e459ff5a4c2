/** Takes ARNs apart by the templates of the resource table: of which type, and by which names, outermost first. */
import type { ServiceResources } from "./types.ts";

/** An ARN taken apart. */
export interface Arn {
  readonly partition: string;
  /** As the ARN names it: `states`, `elasticloadbalancing`. */
  readonly service: string;
  /** "" where the ARN has none. */
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** What a template says of an ARN: botocore's name of the service, the type, and the names in it. */
export interface ArnMeaning {
  readonly owner: string;
  readonly type: string;
  /** The names that the template has places for, the outermost first: bucket and key. */
  readonly chain: readonly string[];
}

interface Template {
  readonly owner: string;
  readonly type: string;
  readonly expression: RegExp;
  /** Letters that the template prescribes: the more, the surer it is. */
  readonly prescribed: number;
}

const PLACE = /\$\{[^{}]*\}/;

/** The text's parts before the resource; undefined for what is no ARN. */
export function splitArn(text: string): Arn | undefined {
  if (!text.startsWith("arn:")) return undefined;
  const parts = text.split(":", 5);
  const [, partition = "", service = "", region = "", account] = parts;
  if (account === undefined || service === "") return undefined;
  const resource = text.slice(parts.reduce((length, part) => length + part.length + 1, 0));
  return resource === "" ? undefined : { partition, service, region, account, resource };
}

/**
 * The expression of a template's resource. A place ends where the template's next letter stands, the last one at the end
 * of the text, so that there is one way to match and no going back.
 */
function compileTemplate(resource: string): RegExp {
  const literals = resource.split(new RegExp(PLACE, "g"));
  const source = literals.map((literal, index) => {
    const place = index === literals.length - 1 ? "" : placeBefore(literals[index + 1] ?? "");
    return RegExp.escape(literal) + place;
  });
  return new RegExp(`^${source.join("")}$`, "s");
}

function placeBefore(next: string): string {
  return next === ""
    ? "(.+)"
    : `([^${next[0] === "]" || next[0] === "^" || next[0] === "\\" ? "\\" : ""}${next[0]}]+)`;
}

/** The templates of the services that have been added. */
export class ArnTemplates {
  readonly #byService = new Map<string, Template[]>();
  readonly #owners = new Map<string, string>();

  /** Adds the ARNs of a service; `arnServices` of it are its from now on, where no other had them before. */
  add({ service: owner, arnServices, types }: ServiceResources): void {
    for (const name of arnServices) if (!this.#owners.has(name)) this.#owners.set(name, owner);
    for (const [type, { arns }] of Object.entries(types)) {
      for (const arn of arns) {
        const { service, resource } = splitArn(arn) ?? {};
        if (service === undefined || resource === undefined) continue;
        const list = this.#byService.get(service) ?? [];
        this.#byService.set(service, list);
        const prescribed = resource.replaceAll(new RegExp(PLACE, "g"), "").length;
        list.push({ owner, type, expression: compileTemplate(resource), prescribed });
        list.sort((a, b) => b.prescribed - a.prescribed);
      }
    }
  }

  /** botocore's name of the service whose ARNs have this name; undefined for one that was not added. */
  findOwner(arnService: string): string | undefined {
    return this.#owners.get(arnService);
  }

  /** What an ARN names; undefined where no template is like it. */
  read({ service, resource }: Arn): ArnMeaning | undefined {
    // A log group's ARN ends in ":*", which is no name.
    const whole = resource.endsWith(":*") ? resource.slice(0, -2) : resource;
    for (const { owner, type, expression } of this.#byService.get(service) ?? []) {
      const found = expression.exec(whole);
      if (found) return { owner, type, chain: found.slice(1) };
    }
    return undefined;
  }
}
