/** Finds in a template's texts what its other resources are called, and puts references in the place of that. */
import { listRows } from "../../aws/cloudformation/rows.ts";
import type { LoadedCfnType } from "../../aws/cloudformation/table.ts";
import { readPath } from "../paths.ts";
import type { StandingThing } from "../standing.ts";
import { Intrinsic, mapLeaves, NamedText, type TemplateObject, type TemplateValue } from "./values.ts";

/** A resource of the template, as far as others may name it. */
export interface Referable {
  readonly logicalId: string;
  readonly cfn: LoadedCfnType;
  readonly standing: StandingThing;
  readonly properties: TemplateObject;
}

/** A text that names, and how the template says it. */
interface Entry {
  readonly logicalId: string;
  readonly name: "Ref" | "Fn::GetAtt";
  readonly argument: string;
}

/** A resource that a text calls. */
interface Called {
  readonly entry: Entry;
  readonly isSame: boolean;
}

/** Whether a text is so special that it is a name wherever it stands: an ARN, an address, an id. */
function isDistinctive(text: string): boolean {
  return text.startsWith("arn:") || text.includes("://") || (text.length >= 8 && /\d/.test(text));
}

/** What a property or an attribute of a resource is in production; undefined where that is not known. */
export function findValue({ standing, cfn, properties }: Referable, name: string): string | undefined {
  const given = properties[name];
  const told = given instanceof NamedText ? given.text : given;
  if (typeof told === "string") return told;
  const { arn, url, id, chain, members } = standing;
  const member = readPath(members, name);
  if (typeof member === "string") return member;
  if (name.includes(".")) return undefined;
  const row = listRows("called").find((one) => one.cfn === cfn.name && one.attribute === name);
  if (row) return arn === undefined ? undefined : `${arn}${row.ends ?? ""}`;
  if (name.endsWith("Arn")) return arn;
  if (/ur[li]$/i.test(name)) return url;
  if (name.endsWith("Id")) return id;
  return name.endsWith("Name") ? chain.at(-1) : undefined;
}

/** How a resource's property or attribute is named; undefined where the template has no way to. */
function nameProperty({ logicalId, cfn }: Referable, property: string): Entry | undefined {
  if (cfn.ref.length === 1 && cfn.ref[0] === property) return { logicalId, name: "Ref", argument: logicalId };
  if (!cfn.attributes.includes(property)) return undefined;
  return { logicalId, name: "Fn::GetAtt", argument: `${logicalId}.${property}` };
}

const TOKEN = /[\w:/.+=@-]{3,}/g;
/** Beyond so many parts a token is no name. */
const MOST_PARTS = 40;

/** The resources of one template, by what names them. */
export class CfnReferences {
  readonly #byText = new Map<string, Entry>();
  /** The texts that services made up for things of the template: what goes by another's is a setting of that. */
  readonly #owned: ReadonlySet<string>;
  readonly #byType = new Map<string, Referable[]>();
  readonly #called = new Map<string, Map<string, Called[]>>();

  constructor(
    readonly all: readonly Referable[],
    readonly place: { readonly account: string; readonly region: string },
  ) {
    const shared = new Set<string>();
    const owners = new Map(
      all.flatMap(({ logicalId, standing: { arn, id, url } }) =>
        [arn, id, url].flatMap((text) => (text === undefined ? [] : [[text, logicalId] as const])),
      ),
    );
    this.#owned = new Set(owners.keys());
    for (const one of all) {
      const { cfn } = one;
      // As it is now: references are put into it later.
      this.#byType.getOrInsertComputed(cfn.name, () => []).push({ ...one });
      // What is told of a thing as it was given (its zone) does not name it.
      const attributes = cfn.attributes.filter((name) => !Object.hasOwn(cfn.properties, name));
      for (const property of [...(cfn.ref.length === 1 ? cfn.ref : []), ...attributes]) {
        const [value, entry] = [findValue(one, property), nameProperty(one, property)];
        if (value === undefined || !entry || !isDistinctive(value) || value === place.account) continue;
        const owner = owners.get(value);
        const known = this.#byText.get(value);
        // What a machine tells of its network names the network.
        if (owner !== undefined && owner !== entry.logicalId) continue;
        if (!known) this.#byText.set(value, entry);
        else if (known.logicalId !== entry.logicalId) shared.add(value);
      }
    }
    for (const text of shared) this.#byText.delete(text);
  }

  /** What may be called by a text where a property of a type is asked for; `isSame`: that property is the text. */
  #listCalled(type: string, property: string): ReadonlyMap<string, readonly Called[]> {
    return this.#called.getOrInsertComputed(`${type} ${property}`, () => {
      const called = new Map<string, Called[]>();
      for (const one of this.#byType.get(type) ?? []) {
        const entry = nameProperty(one, property);
        if (!entry) continue;
        const { id, arn, url, chain } = one.standing;
        const value = findValue(one, property);
        for (const text of new Set([value, id, arn, url, chain.at(-1)]))
          if (text !== undefined)
            called.getOrInsertComputed(text, () => []).push({ entry, isSame: value === text });
      }
      return called;
    });
  }

  /** The one of these types that a text names, said as the property asks. */
  #findNamed({ text, names }: NamedText, self: string): Intrinsic | undefined {
    const found = names
      .flatMap(({ type, property }) => this.#listCalled(type, property).get(text) ?? [])
      .filter(({ entry }) => entry.logicalId !== self);
    const best = found.find(({ isSame }) => isSame) ?? found[0];
    return best && new Intrinsic(best.entry.name, best.entry.argument, text);
  }

  /** How a resource is named by Ref, or by the attribute that Ref should give; undefined where neither can be. */
  nameWhole(outer: Referable): Intrinsic | undefined {
    const [ref = ""] = outer.cfn.ref;
    const entry = nameProperty(outer, ref);
    return entry && new Intrinsic(entry.name, entry.argument, findValue(outer, ref) ?? "");
  }

  /** How a resource is named where a property asks for one like it; undefined where no property of the type's does. */
  nameOuter(names: NamedText["names"], outer: Referable): Intrinsic | undefined {
    for (const { type, property } of names) {
      const entry = type === outer.cfn.name ? nameProperty(outer, property) : undefined;
      if (entry) return new Intrinsic(entry.name, entry.argument, findValue(outer, property) ?? "");
    }
    return undefined;
  }

  /** Whether a text is what a service calls something of the template. */
  isOwned(text: string): boolean {
    return this.#owned.has(text);
  }

  /** A value with references in the place of names, but for the resource's own. */
  put(value: TemplateValue, self: string): TemplateValue {
    return mapLeaves(value, (leaf) => {
      if (leaf instanceof NamedText) return this.#findNamed(leaf, self) ?? this.#putText(leaf.text, self);
      return typeof leaf === "string" ? this.#putText(leaf, self) : leaf;
    });
  }

  #putText(text: string, self: string): TemplateValue {
    const whole = this.#byText.get(text);
    if (whole && whole.logicalId !== self) return new Intrinsic(whole.name, whole.argument, text);
    let isNamed = false;
    let done = "";
    let from = 0;
    for (const { 0: token, index } of text.matchAll(TOKEN)) {
      const put = this.#putToken(token, self);
      if (put === undefined) continue;
      isNamed = true;
      done += `${escapeSub(text.slice(from, index))}${put}`;
      from = index + token.length;
    }
    if (!isNamed) return text;
    const argument = `${done}${escapeSub(text.slice(from))}`;
    const [, only] = /^\$\{([A-Za-z0-9:]+)\}$/.exec(argument) ?? [];
    return only === undefined ? new Intrinsic("Fn::Sub", argument, text) : new Intrinsic("Ref", only, text);
  }

  /** A run of letters with references in it, as Fn::Sub has them; undefined where it names nothing. */
  #putToken(token: string, self: string): string | undefined {
    const starts = [0, ...[...token.matchAll(/[:/.@=+]/g)].map(({ index }) => index + 1)];
    if (starts.length > MOST_PARTS) return undefined;
    const ends = [...starts.slice(1).map((start) => start - 1), token.length].reverse();
    let isNamed = false;
    let done = "";
    let from = 0;
    for (const start of starts) {
      if (start < from) continue;
      for (const end of ends) {
        if (end <= start) break;
        const entry = this.#byText.get(token.slice(start, end));
        if (!entry || entry.logicalId === self) continue;
        done += `${this.#putPlace(token.slice(from, start))}\${${entry.argument}}`;
        from = end;
        isNamed = true;
        break;
      }
    }
    const rest = token.slice(from);
    const put = `${done}${this.#putPlace(rest)}`;
    return isNamed || put !== escapeSub(token) ? put : undefined;
  }

  /** The beginning of an ARN of the template's own account and region, with AWS's words for these. */
  #putPlace(text: string): string {
    const [, service, region = "", rest = ""] =
      /^arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):(?:\d{12})(?=:)(.*)$/s.exec(text) ?? [];
    if (service === undefined || text.split(":")[4] !== this.place.account) return escapeSub(text);
    if (region !== "" && region !== this.place.region) return escapeSub(text);
    const where = region === "" ? "" : `\${AWS::Region}`;
    return `arn:\${AWS::Partition}:${service}:${where}:\${AWS::AccountId}${escapeSub(rest)}`;
  }
}

/** A text as Fn::Sub takes it, in which nothing is a reference. */
function escapeSub(text: string): string {
  return text.replaceAll("${", "${!");
}
