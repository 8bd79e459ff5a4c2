/**
 * Derives the recipe of a type of the resource table from the model of its API: which operation makes such a thing, with which
 * least input, and where its answer holds the identifier. Whatever is not sure gives no recipe; for what nobody knows, where nothing else makes such a thing, a placeholder stands in it.
 */
import { fitsText } from "../../../aws/model/fit-text.ts";
import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation, ServiceModel, Shape } from "../../../aws/model/types.ts";
import { splitArn } from "../../../aws/resources/arns.ts";
import { parsePath } from "../../../aws/resources/read-texts.ts";
import type { ServiceReadings } from "../../../aws/resources/readings.ts";
import type { MemberMeaning, OperationMeaning, ServiceResources } from "../../../aws/resources/types.ts";
import type { Recipe } from "../recipes.ts";
import { listConcerned, listEnding, listOwn, type TypeIdentity, tellIdentity } from "./identity.ts";
import { tellKinship } from "./kinship.ts";
import { fillSample, writeLeastInput } from "./least-input.ts";
import { listArnPlaces, listNames, listPlaceNames, listShortPlaceNames, nameArnPlace } from "./names.ts";
import { findShape, placeAt, tellLeaf } from "./paths.ts";
import { findLeastValue, findOwned, isBegun, isSuited, listDemanded } from "./rows.ts";

/** What is known of one service. */
export interface ServiceFacts {
  readonly model: ServiceModel;
  readonly resources: ServiceResources;
  readonly readings: ServiceReadings;
}

/** The recipe of a type as the service's resource table names it, `iam:role` of another service. */
export type FindRecipe = (type: string) => Recipe | undefined;

const VERSIONED = "^(?<name>.+?)(?::\\d+)?$";
const REASON = "Derived from the model of the API.";

/** What a template has where a part of the thing's name is to stand. */
function part(name: string): string {
  return `\${${name}}`;
}

/** The text of a name for a thing that the log does not name, with `${digest}`. */
function writeOwnName(shape: Shape): string | undefined {
  return listNames(part("digest")).find((text) => fitsText(shape, fillSample(text)));
}

class Derivation {
  constructor(
    readonly facts: ServiceFacts,
    readonly type: string,
    readonly identity: TypeIdentity,
    readonly findRecipe: FindRecipe,
    /** Whether a document that says nothing will do, and a text for what cannot be made. */
    readonly isLenient: boolean,
  ) {}

  /** The recipe that makes it by an operation; undefined where that needs what nothing tells. */
  make(operation: Operation, meaning: OperationMeaning): Recipe | undefined {
    const { type, identity, facts } = this;
    const { service } = facts.model;
    const own = this.#chooseOwn(operation, meaning);
    const begins = isBegun(service, operation.name) && !isSuited(service, operation.name);
    const ends = this.#listEnds(begins);
    // What is begun by an id that nobody makes up by it was there before, and only runs from then on.
    if (begins && (ends.length === 0 || !(identity.isMinted || identity.kind === "name"))) return undefined;
    // A name that nothing ends is one of something that is not made: an offer, a catalogue's entry.
    const isEnded = ends.length > 0 || listEnding(facts.resources, type).length > 0;
    if (!identity.isMinted && (own === undefined || !isEnded)) return undefined;
    const given = this.#listContainers(meaning);
    if (!given) return undefined;
    for (const [path, template] of listDemanded(service, operation.name)) given.set(path, template);
    const shape = own && findShape(operation.input, own.path);
    if (own && shape) {
      const name = this.#nameOwn(own, shape);
      if (name === undefined) return undefined;
      given.set(own.path, name);
    }
    const named = { type, name: part(this.#isNested() ? "own" : "name") };
    const input = writeLeastInput({
      operation,
      meanings: meaning.input,
      given,
      findRecipe: this.findRecipe,
      ...(!identity.isMinted && { own: named }),
      ...(this.isLenient && { takesAnyDocument: true, takesAnyReference: true }),
    });
    if (!input) return undefined;
    const answer = this.#writeAnswer(operation, meaning);
    // Nothing would stand for the recorded identifier.
    if (identity.isMinted && Object.keys(answer).length === 0) return undefined;
    const place = this.#findPlace(own, meaning);
    const within = this.#listWithin();
    const address = place === undefined ? undefined : this.#writeAddress(place);
    return {
      type: `${service}:${type}`,
      service,
      operation: operation.name,
      named: type,
      ...(within && { within: [...within] }),
      ...(address !== undefined && { address }),
      // Behind a colon stands a version of it.
      ...(shape &&
        !identity.isMinted &&
        !within &&
        !(shape.pattern && fitsText(shape, "a:1a")) && { text: VERSIONED }),
      except: findOwned(service, type),
      ...(identity.isMinted && { minted: true }),
      ...(this.#isGlobal() && { scope: "global" as const }),
      makers: [`${service}:${identity.makers.join("|")}`],
      ...(begins && { spared: this.#listReads() }),
      ends,
      input,
      ...(Object.keys(answer).length > 0 && { answer }),
      reason: REASON,
      derived: {
        kinship: tellKinship(facts.resources, type),
        kind: identity.kind,
        ...(!identity.isMinted && shape && { name: shape }),
        ...(place !== undefined && { place }),
      },
    };
  }

  /** The member of the input that the thing's name stands in. */
  #chooseOwn({ input }: Operation, meaning: OperationMeaning): MemberMeaning | undefined {
    const { kind, isMinted } = this.identity;
    const kinds = isMinted ? ["name", "any"] : [kind, "any"];
    const own = listOwn(meaning.input, this.type).filter((member) => {
      const shape = findShape(input, member.path);
      return (
        kinds.includes(member.kind) && shape?.type === "string" && !shape.enum && !/[[{]/.test(member.path)
      );
    });
    const required = new Set(input?.required);
    return own.find(({ path }) => required.has(parsePath(path)[0] ?? "")) ?? own[0];
  }

  /** What stands in the member of the name. */
  #nameOwn({ path }: MemberMeaning, shape: Shape): unknown {
    if (!this.identity.isMinted) return part(this.#isNested() ? "own" : "name");
    const leaf = tellLeaf(path);
    const text = writeOwnName(shape);
    // Its ARN may say it, or a call on the thing.
    const told = listShortPlaceNames(leaf, this.type).map((place) => part(nameArnPlace(place)));
    return text && { $first: [...told, { $seen: leaf, fits: shape }, text] };
  }

  /** What its name stands in; an id that the service makes up stands for itself. */
  #listWithin(): readonly string[] | undefined {
    return this.identity.isMinted ? undefined : this.facts.resources.types[this.type]?.within;
  }

  #isNested(): boolean {
    return this.#listWithin() !== undefined;
  }

  /** What the thing stands in, by the members of the input; undefined where one of these cannot be made. */
  #listContainers(meaning: OperationMeaning): Map<string, unknown> | undefined {
    const given = new Map<string, unknown>();
    for (const type of this.facts.resources.types[this.type]?.within ?? []) {
      const member = meaning.input.find((one) => one.type === type && !/[[{]/.test(one.path));
      const recipe = this.findRecipe(type);
      if (!member) return undefined;
      if (!recipe) {
        // What cannot be made is there, or nothing stands in it: the account, or the one that the call names.
        if (!this.#isNested() || member.kind === "arn") return undefined;
        const account = part("account");
        const least = findLeastValue(this.facts.model.service, tellLeaf(member.path))?.text;
        given.set(member.path, least === account ? account : part(type));
        continue;
      }
      if (member.kind === "arn" && recipe.address === undefined) return undefined;
      const as = member.kind === "arn" ? "arn" : "name";
      const place = this.#isNested() ? type : this.#findContainerPlace(type);
      given.set(member.path, { $parent: recipe.type, as, ...(place !== undefined && { of: part(place) }) });
    }
    return given;
  }

  /** The place of what it stands in within its ARN. */
  #findContainerPlace(type: string): string | undefined {
    const [arn = ""] = this.facts.resources.types[this.type]?.arns ?? [];
    const names = ["Name", "Id", ""].flatMap((end) => listPlaceNames(end, type));
    const place = listArnPlaces(arn).find((one) => names.includes(one.toLowerCase()));
    return place === undefined ? undefined : nameArnPlace(place);
  }

  /** What production must have answered: the thing's identifiers, and texts that calls on it give back. */
  #writeAnswer(operation: Operation, { output }: OperationMeaning): Record<string, unknown> {
    const answer: Record<string, unknown> = {};
    const own = listOwn(output, this.type).filter(({ path }) => !path.includes("{"));
    const ids = own.filter(({ kind }) => kind === "id");
    for (const { path, kind } of own) {
      if (kind === "arn") placeAt(answer, path, part("arn"));
      else if (this.identity.isMinted && (kind === "id" || (kind === "any" && ids.length === 0)))
        placeAt(answer, path, part("id"));
    }
    const known = new Set(output.map(({ path }) => path));
    const asked = this.#listAsked();
    for (const [name, member] of listMembers(operation.output)) {
      const inner = member.type === "structure" ? listMembers(member) : [];
      const leaves = [
        [name, name, member] as const,
        ...inner.map(([leaf, one]) => [leaf, `${name}.${leaf}`, one] as const),
      ];
      for (const [leaf, path, shape] of leaves)
        if (shape.type === "string" && !shape.enum && asked.has(leaf) && !known.has(path))
          placeAt(answer, path, { $seen: leaf, fits: shape });
    }
    return answer;
  }

  /** The members that calls on such a thing require: what an answer has of them, they give back. */
  #listAsked(): ReadonlySet<string> {
    const { model, resources } = this.facts;
    const names = listConcerned(resources, this.type).flatMap(([name, meaning]) =>
      meaning.type === this.type && !this.identity.makers.includes(name)
        ? (model.operations[name]?.input?.required ?? [])
        : [],
    );
    return new Set(names);
  }

  /** The place in the type's ARN that holds its identifier. */
  #findPlace(own: MemberMeaning | undefined, meaning: OperationMeaning): string | undefined {
    const [arn = ""] = this.facts.resources.types[this.type]?.arns ?? [];
    const places = listArnPlaces(splitArn(arn)?.resource ?? "");
    const names = listPlaceNames(tellLeaf(own?.path ?? ""), this.type);
    const named = places.find((name) => names.includes(name.toLowerCase()));
    if (this.identity.isMinted) return places.at(-1);
    if (this.#isNested()) return named ?? places.at(-1);
    // Of what goes by its name, an id in the ARN says nothing.
    const isId = ({ kind, path }: MemberMeaning) =>
      kind === "id" && this.identity.kind === "name" && tellLeaf(path) === places[0];
    if (places.length === 1 && !listOwn(meaning.input, this.type).some(isId)) return places[0];
    return named;
  }

  /** Its ARN as a template; of its places, only that of the identifier is known by the name alone. */
  #writeAddress(place: string): string | undefined {
    const [arn = ""] = this.facts.resources.types[this.type]?.arns ?? [];
    if (this.#isNested() || arn === "") return undefined;
    return arn.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const known = ["Partition", "Region", "Account"].includes(name)
        ? name.toLowerCase()
        : nameArnPlace(name);
      return part(name === place ? "name" : known);
    });
  }

  /** The operations that end it; `begins`: also by taking it off, as what runs is stopped. */
  #listEnds(begins: boolean): string[] {
    const { model, resources } = this.facts;
    const deleting = listConcerned(resources, this.type).flatMap(([name, { deed, type }]) =>
      deed === "delete" && type === this.type ? [name] : [],
    );
    const ends = begins ? listEnding(resources, this.type) : deleting;
    return ends.length === 0 ? [] : [`${model.service}:${ends.join("|")}`];
  }

  /** The reads of it. */
  #listReads(): string[] {
    const { model, resources } = this.facts;
    const reads = listConcerned(resources, this.type).flatMap(([name, { deed, type }]) =>
      (deed === "read" || deed === "list") && type === this.type ? [name] : [],
    );
    return reads.length === 0 ? [] : [`${model.service}:${reads.join("|")}`];
  }

  /** Whether the service is called in one place for the whole account. */
  #isGlobal(): boolean {
    const { model, resources } = this.facts;
    return model.metadata.globalEndpoint !== undefined && resources.types[this.type]?.scope !== "region";
  }
}

/** The recipe of a type that a service's resource table has; undefined where it cannot be told. */
export function deriveRecipe(facts: ServiceFacts, type: string, findRecipe: FindRecipe): Recipe | undefined {
  const { model, resources, readings } = facts;
  const identity = resources.types[type] && tellIdentity(model, resources, type);
  if (!identity) return undefined;
  const doesName = ({ meaning }: { meaning: OperationMeaning }) =>
    listOwn(meaning.input, type).some(({ kind }) => kind === "name" || kind === "any");
  const makers = identity.makers
    .filter((name) => isSuited(model.service, name) || isBegun(model.service, name))
    .filter((name) => !readings.traceless.includes(name))
    .flatMap((name) => {
      const [operation, meaning] = [model.operations[name], resources.operations[name]];
      return operation && meaning ? [{ operation, meaning }] : [];
    })
    // What gives it a name and makes it from nothing asks for less than what copies or restores it.
    .toSorted(
      (a, b) =>
        Number(doesName(b)) - Number(doesName(a)) ||
        (a.operation.input?.required ?? []).length - (b.operation.input?.required ?? []).length ||
        a.operation.name.length - b.operation.name.length,
    );
  for (const isLenient of [false, true])
    for (const { operation, meaning } of makers) {
      const recipe = new Derivation(facts, type, identity, findRecipe, isLenient).make(operation, meaning);
      if (recipe) return recipe;
    }
  return undefined;
}
