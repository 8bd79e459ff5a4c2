/** Takes ARNs apart by the templates of the resource table: of which type, and by which names, outermost first. */
import { compileLightly } from "../../base/compiling.ts";
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
  /** What the template calls the places of these: `BucketName`, `ObjectName`. */
  readonly places: readonly string[];
}

interface Template {
  readonly owner: string;
  readonly type: string;
  readonly expression: RegExp;
  readonly places: readonly string[];
  /** Letters that the template prescribes: the more, the surer it is. */
  readonly prescribed: number;
  /** The places whose names stand behind a path: `role/app/writer`. */
  readonly withPath: ReadonlySet<number>;
}

/** The text's parts before the resource; undefined for what is no ARN. */
export function splitArn(text: string): Arn | undefined {
  if (!text.startsWith("arn:")) return undefined;
  const afterPartition = text.indexOf(":", 4);
  const afterService = text.indexOf(":", afterPartition + 1);
  const afterRegion = text.indexOf(":", afterService + 1);
  const afterAccount = text.indexOf(":", afterRegion + 1);
  if (afterPartition < 0 || afterService <= afterPartition + 1) return undefined;
  if (afterRegion < afterService || afterAccount < afterRegion || afterAccount + 1 === text.length)
    return undefined;
  return {
    partition: text.slice(4, afterPartition),
    service: text.slice(afterPartition + 1, afterService),
    region: text.slice(afterService + 1, afterRegion),
    account: text.slice(afterRegion + 1, afterAccount),
    resource: text.slice(afterAccount + 1),
  };
}

/**
 * A template's letters, and the names of the places between them: `role/${Name}` is [role/, ""] and [Name]. Places with
 * nothing but a colon between them are one name: a family and its revision, a function and its version.
 */
function splitTemplate(resource: string): {
  readonly literals: readonly string[];
  readonly places: readonly string[];
} {
  const [first = "", ...rest] = resource.replaceAll("}:${", ":").split("${");
  const pieces = rest.map((piece) => piece.split("}", 2));
  return {
    literals: [first, ...pieces.map(([, literal = ""]) => literal)],
    places: pieces.map(([place = ""]) => place),
  };
}

/**
 * The expression of a template's resource. A place ends where the template's next letter stands, the last one at the end
 * of the text, so that there is one way to match and no going back.
 */
function compileLiterals(literals: readonly string[]): RegExp {
  const source = literals.map((literal, index) => {
    const next = literals[index + 1];
    if (next === undefined) return RegExp.escape(literal);
    return `${RegExp.escape(literal)}${next === "" ? "(.+)" : `([^${RegExp.escape(next.charAt(0))}]+)`}`;
  });
  return new RegExp(`^${source.join("")}$`, "s");
}

/** The expression of the resource of an ARN template. */
export function compileTemplate(resource: string): RegExp {
  return compileLiterals(splitTemplate(resource).literals);
}

const MOST_KNOWN = 10_000;

/** Of several services with the same ARNs it is first that one's after which these are named, then by name. */
function compareOwners(arnService: string, a: string, b: string): number {
  return Number(b === arnService) - Number(a === arnService) || (a < b ? -1 : Number(a > b));
}

/** The templates of the services that have been added. */
export class ArnTemplates {
  readonly #byService = new Map<string, Template[]>();
  readonly #owners = new Map<string, readonly string[]>();
  /** What ARNs were found to name: a log has the same ones again and again. */
  readonly #known = new Map<string, ArnMeaning | undefined>();

  /** Adds the ARNs of a service. In which order services are added makes no difference: a log's calls are in any order. */
  add({ service: owner, arnServices, types }: ServiceResources): void {
    this.#known.clear();
    for (const name of arnServices) {
      const owners = [...(this.#owners.get(name) ?? []), owner];
      this.#owners.set(
        name,
        owners.sort((a, b) => compareOwners(name, a, b)),
      );
    }
    for (const [type, { arns }] of Object.entries(types)) {
      for (const arn of arns) {
        const { service, resource } = splitArn(arn) ?? {};
        if (service === undefined || resource === undefined) continue;
        const list = this.#byService.get(service) ?? [];
        this.#byService.set(service, list);
        const { literals, places } = splitTemplate(resource);
        const withPath = new Set(
          places.flatMap((place, index) => (place.endsWith("WithPath") ? [index] : [])),
        );
        const prescribed = literals.join("").length;
        list.push({ owner, type, expression: compileLiterals(literals), places, prescribed, withPath });
        list.sort((a, b) => b.prescribed - a.prescribed || compareOwners(service, a.owner, b.owner));
      }
    }
  }

  /** botocore's names of the services whose ARNs have this name, the one that is called so first; none of those not added. */
  findOwners(arnService: string): readonly string[] {
    return this.#owners.get(arnService) ?? [];
  }

  /** What an ARN names; undefined where no template is like it. */
  read(arn: Arn): ArnMeaning | undefined {
    const name = `${arn.service}:${arn.resource}`;
    const known = this.#known.get(name);
    if (known !== undefined || this.#known.has(name)) return known;
    const found = this.list(arn).next().value;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(name, found);
    return found;
  }

  /** All that an ARN may name by the templates that are like it, the surest first. */
  *list({ service, resource }: Arn): Generator<ArnMeaning, undefined> {
    // A log group's ARN ends in ":*", which is no name.
    const whole = resource.endsWith(":*") ? resource.slice(0, -2) : resource;
    for (const { owner, type, expression, places, withPath } of this.#byService.get(service) ?? []) {
      const found = expression.exec(whole);
      if (!found) continue;
      const strip = (name: string, place: number) =>
        withPath.has(place) ? name.slice(name.lastIndexOf("/") + 1) : name;
      yield { owner, type, chain: found.slice(1).map(strip), places };
    }
    return undefined;
  }
}

compileLightly(splitArn, ArnTemplates.prototype.read);
