/** Finds which members of the API the properties of CloudFormation's types are, and writes that behind their kinds. */
import type { CfnProperties, CfnService, CfnType } from "../../src/aws/cloudformation/types.ts";
import type { PackedModel } from "../../src/aws/model/types.ts";
import type { OperationMeaning, ServiceResources } from "../../src/aws/resources/types.ts";
import { findInner, isCompatible, listMembers, RULES, single } from "./cfn-names.ts";
import { insertPath } from "./correct-cfn.ts";
import { fold, isLabel, singular, splitWords } from "./words.ts";

/** A member that may be a property. */
interface Candidate {
  readonly name: string;
  readonly shape: string;
  /** 0 in a call that makes the thing, 1 in one that changes it, 2 in others that do something with it or set something of it. */
  readonly rank: number;
}

type Properties = Record<string, string>;

/** What CloudFormation's types of one service are in the API. */
export class CfnMatcher {
  readonly #seen = new Set<Properties>();
  /** The property that takes the tags of the type at hand. */
  #tags: string | undefined;

  constructor(
    readonly model: PackedModel,
    readonly resources: ServiceResources,
  ) {}

  /** The members of the operations that make, change or set something of a type. */
  #list(type: string): Candidate[] {
    const { operations, types } = this.resources;
    const found = new Map<string, Candidate>();
    const isWanted = ({ deed }: OperationMeaning) =>
      deed !== "read" && deed !== "list" && deed !== "delete" && deed !== "untag" && deed !== "detach";
    const rank = ({ deed, type: made }: OperationMeaning) => {
      if (made !== type || (deed !== "update" && deed !== "create" && deed !== "put")) return 2;
      return deed === "update" ? 1 : 0;
    };
    const about = Object.entries(operations).filter(([, meaning]) => {
      if (!isWanted(meaning)) return false;
      if (meaning.type === type) return true;
      // What has a type of its own in CloudFormation is no part of this one.
      if (meaning.type !== undefined && types[meaning.type]?.cfn !== undefined) return false;
      return meaning.input.some((one) => one.type === type && one.part !== "reference");
    });
    for (const [name, meaning] of about.sort(([, one], [, other]) => rank(one) - rank(other))) {
      const input = this.model.operations[name]?.input;
      if (!input) continue;
      for (const member of listMembers(this.model, input.shape))
        if (!found.has(member.name)) found.set(member.name, { ...member, rank: rank(meaning) });
    }
    return [...found.values()];
  }

  /** Writes behind each property of a type which member it is, where that is called otherwise. */
  match(name: string, cfn: CfnType, type: string, { structures }: CfnService): CfnType {
    const { properties, tags } = cfn;
    const noun = name.split("::").at(-1) ?? "";
    this.#tags = tags?.property;
    const pool = this.#list(type).filter(({ name: member }) => !isLabel(member));
    this.#fill(properties as Properties, pool, noun, structures, true);
    const parts = this.#listParts(properties, type, noun);
    return Object.keys(parts).length === 0 ? cfn : { ...cfn, parts };
  }

  /** The types that CloudFormation has as properties of another one, by how they are called. */
  #listParts(properties: CfnProperties, type: string, noun: string): Record<string, string> {
    const { operations, types } = this.resources;
    const parts: Record<string, string> = {};
    for (const meaning of Object.values(operations)) {
      const part = meaning.type;
      if (part === undefined || part === type || types[part]?.cfn !== undefined) continue;
      if (!meaning.input.some((one) => one.type === type)) continue;
      const called = single(part.replaceAll("-", " "));
      const property = Object.keys(properties).find(
        (one) =>
          /^!?(\[\]|@)/.test(properties[one] ?? "") &&
          [called, called.replace(single(noun), "")].includes(single(one)),
      );
      if (property !== undefined) parts[part] = property;
    }
    return parts;
  }

  #find(
    property: string,
    kind: string,
    pool: readonly Candidate[],
    noun: string,
    taken: ReadonlySet<string>,
  ) {
    for (const [place, rule] of RULES.entries()) {
      const found = pool.filter(
        (one) =>
          (place === 0 || !taken.has(one.name)) &&
          rule(property, one.name, noun) &&
          (place === 0 || isCompatible(kind, this.model.shapes[one.shape], this.model)),
      );
      // The first is of the surest call; what two members of one call could be is neither.
      const [first, second] = found;
      if (first && (place === 0 || !second || first.rank < second.rank)) return first;
    }
    return undefined;
  }

  #fill(
    properties: Properties,
    pool: readonly Candidate[],
    noun: string,
    structures: readonly CfnProperties[],
    isTop: boolean,
  ): void {
    if (this.#seen.has(properties)) return;
    this.#seen.add(properties);
    const names = Object.keys(properties).filter(
      (name) => name !== "-" && !isLabel(name) && name !== this.#tags,
    );
    const exact = (name: string) => pool.some((one) => fold(one.name) === fold(name));
    const taken = new Set(
      pool.filter((one) => names.some((name) => fold(name) === fold(one.name))).map((one) => one.name),
    );
    for (const name of [...names].sort((one, other) => Number(exact(other)) - Number(exact(one)))) {
      const [, kind = ""] = /^!?([^<>]*)/.exec(properties[name] ?? "") ?? [];
      const sure = this.#find(name, kind, pool, noun, taken);
      // What is only asked of a use of the thing (how long a message stays hidden) gives way to what it is made with.
      const inside =
        isTop && (sure?.rank ?? 2) > 1 ? this.#lookInside(name, kind, pool, structures) : undefined;
      const found = inside === undefined ? sure : undefined;
      const path = inside ?? found?.name ?? (isTop ? this.#guessKey(name, kind, pool) : undefined);
      if (path === undefined) continue;
      if (found) taken.add(found.name);
      if (fold(path) !== fold(name)) insertPath(properties, name, path);
      this.#goInside(name, kind, found?.shape, structures);
    }
    const left = pool.filter((one) => one.rank < 2 && !taken.has(one.name) && !this.#isMechanical(one));
    if (left.length > 0) properties["-"] = left.map((one) => one.name).join(",");
  }

  /** Whether a member says nothing of the thing: a token against repetition, whether to try only. */
  #isMechanical({ name, shape }: Candidate): boolean {
    return (
      /^(Client(Request)?Token|DryRun|IdempotencyToken|ContentMD5|ChecksumAlgorithm|CallerReference|ExpectedBucketOwner)$/i.test(
        name,
      ) || this.model.shapes[shape]?.idempotencyToken === true
    );
  }

  #goInside(
    name: string,
    kind: string,
    shape: string | undefined,
    structures: readonly CfnProperties[],
  ): void {
    for (const one of kind.replace(/[()]/g, "").split("|")) {
      const place = /@(\d+)$/.exec(one)?.[1];
      const inner = place === undefined ? undefined : structures[Number(place)];
      if (!inner || shape === undefined) continue;
      const pool = listMembers(this.model, findInner(one, shape, this.model));
      this.#fill(
        inner as Properties,
        pool.map((member) => ({ ...member, rank: 0 })),
        singular(name),
        structures,
        false,
      );
    }
  }

  /** A property that stands one deeper in the API, or that the API has in pieces at the top. */
  #lookInside(
    name: string,
    kind: string,
    pool: readonly Candidate[],
    structures: readonly CfnProperties[],
  ): string | undefined {
    const makers = pool.filter((one) => one.rank === 0);
    const deeper = makers.flatMap((outer) =>
      listMembers(this.model, outer.shape)
        .filter(
          (one) =>
            single(one.name) === single(name) && isCompatible(kind, this.model.shapes[one.shape], this.model),
        )
        .map((one) => ({ path: `${outer.name}.${one.name}`, shape: one.shape })),
    );
    const same = deeper.filter(({ path }) => fold(path.split(".")[1] ?? "") === fold(name));
    const [only, other] = same.length > 0 ? same : deeper;
    if (only && !other) {
      this.#goInside(name, kind, only.shape, structures);
      return only.path;
    }
    const place = /^@(\d+)$/.exec(kind)?.[1];
    const inner = place === undefined ? undefined : structures[Number(place)];
    if (inner) {
      const wanted = Object.entries(inner).filter(([key]) => key !== "-");
      const has = (key: string) =>
        pool.some((one) => single(one.name) === single(key) && splitWords(key).length > 1);
      if (
        wanted.some(([key]) => has(key)) &&
        wanted.every(([key, { 0: mark }]) => mark !== "!" || has(key))
      ) {
        this.#fill(
          inner as Properties,
          pool.filter((one) => wanted.some(([key]) => single(key) === single(one.name))),
          "",
          structures,
          false,
        );
        return ".";
      }
    }
    return undefined;
  }

  /** A property that is a key of the only map of texts that the thing is made with: SNS's Attributes. */
  #guessKey(name: string, kind: string, pool: readonly Candidate[]): string | undefined {
    const maps = pool.filter(({ shape, rank }) => {
      const map = this.model.shapes[shape];
      const value = map?.type === "map" ? this.model.shapes[map.value?.shape ?? ""] : undefined;
      return rank === 0 && value?.type === "string" && !this.model.shapes[map?.key?.shape ?? ""]?.enum;
    });
    return maps.length === 1 && /^[a-z]/.test(kind) ? `${maps[0]?.name}.${name}` : undefined;
  }
}
