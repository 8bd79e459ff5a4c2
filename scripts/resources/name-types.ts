/** Tells which type of thing a member names: by the service's own types, else by what CloudFormation's properties refer to. */
import * as v from "valibot";
import type { NameKind } from "../../src/aws/resources/types.ts";
import { Text } from "../../src/base/row-types.ts";
import type { FoundTypes } from "./find-types.ts";
import foreignRows from "./foreign-names.json" with { type: "json" };
import type { Cfn } from "./sources.ts";
import { fold, parseMember, singular, splitWords } from "./words.ts";

export interface Naming {
  /** The folded noun of an own type, or `iam:role` of another service's; undefined where it is not known. */
  readonly type: string | undefined;
  readonly kind: NameKind | undefined;
  /** The member is called like the type itself, with nothing before it: `ClusterName`, not `SourceClusterName`. */
  readonly isPlain: boolean;
  /** Nothing but the kind: `Id`, `Name`, `Arn`. */
  readonly isBare: boolean;
}

/** So many properties have to agree, and so large a part of them. */
const FEWEST_VOTES = 2;
const SHARE = 0.75;

/** CloudFormation type names by folded names of properties that mostly refer to the one type. */
function readMajorities({ votes }: Cfn): Map<string, string> {
  const majorities = new Map<string, string>();
  for (const [name, counts] of votes) {
    const [first] = [...counts].sort((a, b) => b[1] - a[1]);
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (first && first[1] >= FEWEST_VOTES && first[1] >= SHARE * total) majorities.set(name, first[0]);
  }
  return majorities;
}

/** The words from each place to the end, joined: the longest first. */
function listTails(words: readonly string[]): string[] {
  return words.map((_, at) => words.slice(at).join(""));
}

/** Properties that hold anything. */
const UNTELLING =
  /^(values?|stringvalue|definitionstring|names?|ids?|arn|content|text|type|data|parameters?|path)$/;

/** A row of foreign-names.json: what a member whose name (folded) ends so means, where the service has no such type itself. */
export const ForeignNameRow = v.strictObject({ ends: Text, type: Text, reason: Text });

const FOREIGN_ROWS: readonly v.InferOutput<typeof ForeignNameRow>[] = foreignRows;

/** Words that a structure's name has behind the type that it describes: DatabaseInput. */
const DESCRIPTIONS = new Set(
  "input request config configuration data spec specification details properties metadata settings info summary".split(
    " ",
  ),
);

export class TypeNamer {
  readonly #majorities: ReadonlyMap<string, string>;
  readonly #voted: ReadonlySet<string>;

  constructor(
    readonly found: FoundTypes,
    cfn: Cfn,
    /** The table's name of a CloudFormation type, `iam:role`; undefined for a service that the models do not have. */
    readonly nameForeign: (cfnName: string) => string | undefined,
    /** The same by the service's and the type's names, folded. */
    readonly nameAbroad: (service: string, noun: string) => string | undefined,
    /** The service's names, folded. */
    readonly ownNames: ReadonlySet<string>,
    readonly service: string,
  ) {
    this.#majorities = readMajorities(cfn);
    this.#voted = new Set([...cfn.votes.keys()].filter((name) => !UNTELLING.test(name)));
  }

  /** Whether properties of this name refer to resources, of whichever types. */
  refers(member: string): boolean {
    return this.#voted.has(fold(member));
  }

  own(noun: string): string | undefined {
    const { types, aliases } = this.found;
    const meant = aliases.get(noun) ?? noun;
    return types.has(meant) ? meant : undefined;
  }

  /** The type that a structure describes, `database` of DatabaseInput; `opType` is what the operation is about. */
  nameHolder(holder: string, opType?: string): string | undefined {
    const words = splitWords(holder);
    const noun = words.map((word, index) => (index === words.length - 1 ? singular(word) : word)).join("");
    const whole = this.own(noun);
    if (whole !== undefined) return whole;
    // The Rule of CreateReceiptRule is a receipt rule.
    const ofType = opType === undefined ? [] : (this.found.types.get(opType)?.words ?? []);
    if (listTails(ofType).includes(noun)) return opType;
    return DESCRIPTIONS.has(words.at(-1) ?? "") ? this.own(words.slice(0, -1).join("")) : undefined;
  }

  /**
   * The type of another service that a member names in a structure which is called after that service: the channel of
   * MediaPackage, in a MediaLive channel's MediaPackageSettings.
   */
  nameHeld(holder: string, member: string): string | undefined {
    const words = splitWords(holder);
    const { base } = parseMember(member);
    for (let count = words.length - 1; count > 1; count--) {
      const service = words.slice(0, count).join("");
      const found = this.ownNames.has(service) ? undefined : this.nameAbroad(service, base);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #voteFor(name: string): string | undefined {
    const cfnName = this.#majorities.get(name);
    if (cfnName === undefined) return undefined;
    const [, service = "", noun = ""] = cfnName.split("::");
    return this.ownNames.has(fold(service)) ? this.own(fold(noun)) : this.nameForeign(cfnName);
  }

  /** By foreign-names.json; the service's own types by the nouns that they have here. */
  #foreign(base: string): string | undefined {
    for (const { ends, type } of FOREIGN_ROWS) {
      if (!base.endsWith(ends)) continue;
      const [service = "", noun = ""] = type.split(":");
      const found = service === this.service ? this.own(fold(noun)) : type;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Whether a member is called like the last part of what identifies a type: `family` of task definitions. */
  #isIdentifier(opType: string, base: string): boolean {
    return this.found.types.get(opType)?.identifiers.has(base) ?? false;
  }

  /** What `member` names; `opType` is the type of what holds it. */
  name(member: string, opType: string | undefined): Naming {
    const { base, kind } = parseMember(member);
    // A bare Uri is where something is, and seldom what the operation is about.
    if (base === "") return { type: kind === "url" ? undefined : opType, kind, isPlain: true, isBare: true };
    const plainly = (type: string | undefined): Naming => ({ type, kind, isPlain: true, isBare: false });
    const words = opType === undefined ? [] : (this.found.types.get(opType)?.words ?? []);
    // The part of the noun that is left when its container is taken away: PolicyName of a role policy.
    const isTail = kind !== undefined && kind !== "arn" && listTails(words).includes(base);
    if (opType !== undefined && (base === opType || isTail)) return plainly(opType);
    // A DomainName can be the name of a domain, and a domain-name itself.
    const exact =
      this.own(base) ?? this.own(singular(base)) ?? (kind === "name" ? this.own(`${base}name`) : undefined);
    if (exact !== undefined) return plainly(exact);
    if (
      opType !== undefined &&
      (listTails(words).includes(base) ? kind !== undefined : this.#isIdentifier(opType, base))
    )
      return plainly(opType);
    const voted = this.#voteFor(fold(member)) ?? this.#voteFor(fold(member).replace(/s$/, ""));
    if (voted !== undefined) return plainly(voted);
    const tails = listBaseTails(member);
    const inner = tails
      .slice(1)
      .map((tail) => this.own(tail))
      .find((type) => type !== undefined);
    const foreign = this.#foreign(base);
    if (
      inner !== undefined &&
      !(foreign !== undefined && foreign.split(":")[1]?.replaceAll("-", "").length === base.length)
    )
      return { type: inner, kind, isPlain: false, isBare: false };
    if (foreign !== undefined) return { type: foreign, kind, isPlain: false, isBare: false };
    if (kind === undefined) return plainly(undefined);
    const ending = [...this.found.types.keys()].filter((noun) => base.length > 3 && noun.endsWith(base));
    return plainly(ending.length === 1 ? ending[0] : undefined);
  }
}

/** The tails of a member's base by the member's own words: dbinstance, instance of SourceDBInstanceIdentifier. */
function listBaseTails(member: string): string[] {
  const { base } = parseMember(member);
  return listTails(splitWords(member))
    .map((_, at, all) => parseMember(splitWords(member).slice(at, all.length).join("-")).base)
    .filter((tail) => tail !== "" && base.endsWith(tail));
}
