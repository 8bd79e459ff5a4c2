/**
 * Finds which resource of one topology is which of another: by ARNs and names; where services made these up, by what the things
 * are, once what they name is found; then by tags and by how much they have in common.
 */
import type { Resource, Topology } from "../topology.ts";
import { colourByContent, colourByPlace, joinPieces } from "./colours.ts";
import { writeContent } from "./content.ts";
import { groupCounted } from "./counted.ts";
import { Identifiers, isNamedByService, type TextPiece } from "./identifiers.ts";

/** Alike is what shares at least so much of the lines that tell it. */
const LEAST_SHARED = 0.5;
/** So many resources of a kind are compared each with each. */
const MOST_COMPARED = 400;

/** One of two topologies, as it is compared. */
export interface MatchSide {
  readonly topology: Topology;
  readonly identifiers: Identifiers;
  readonly contents: ReadonlyMap<Resource, readonly TextPiece[]>;
  /** What a pair is called, by its resource here. */
  readonly paired: Map<Resource, string>;
}

/** Which resource is which. */
export interface Matched {
  readonly a: MatchSide;
  readonly b: MatchSide;
  readonly pairs: ReadonlyMap<Resource, Resource>;
}

function makeSide(topology: Topology): MatchSide {
  const identifiers = new Identifiers(topology.resources);
  const contents = new Map(
    topology.resources.map((resource) => [resource, writeContent(resource, identifiers)] as const),
  );
  return { topology, identifiers, contents, paired: new Map() };
}

function nameKind({ service, type, account, region }: Resource): string {
  return `${service}:${type}:${account}:${region}`;
}

class Matcher {
  readonly pairs = new Map<Resource, Resource>();

  constructor(
    readonly a: MatchSide,
    readonly b: MatchSide,
  ) {}

  #pair(one: Resource, other: Resource): void {
    const name = `=${this.pairs.size}`;
    this.pairs.set(one, other);
    this.a.paired.set(one, name);
    this.b.paired.set(other, name);
  }

  #listLeft({ topology, paired }: MatchSide): Resource[] {
    return topology.resources.filter((resource) => !paired.has(resource));
  }

  /** Pairs those of which one text is known on each side. Gives whether there were any. */
  pairBy(nameOf: (resource: Resource) => string | undefined): boolean {
    const [ofA, ofB] = [this.a, this.b].map((side) =>
      Map.groupBy(this.#listLeft(side), (resource) => nameOf(resource) ?? ""),
    );
    const before = this.pairs.size;
    for (const [name, [one, ...others]] of ofA ?? []) {
      const [other, ...more] = ofB?.get(name) ?? [];
      if (name !== "" && one && other && others.length + more.length === 0) this.#pair(one, other);
    }
    return this.pairs.size > before;
  }

  /** Pairs the versions of a thing of which both sides have as many, in their order: services went on counting. */
  pairCounted(): void {
    const [ofA, ofB] = [this.a, this.b].map(({ topology }) => groupCounted(topology.resources));
    for (const [of, ones] of ofA ?? []) {
      const others = ofB?.get(of) ?? [];
      if (others.length !== ones.length) continue;
      for (const [place, one] of ones.entries()) {
        const other = others[place];
        if (other) this.#pair(one, other);
      }
    }
  }

  /** Pairs what is the same but for what services made up; of what is alike by itself, those that stand in the same place. */
  pairEqual(): boolean {
    const before = this.pairs.size;
    const colour = ({ contents, paired, topology }: MatchSide) => {
      const byContent = colourByContent(contents, paired);
      return { byContent, byPlace: colourByPlace(byContent, topology.relations, paired) };
    };
    const [inA, inB] = [colour(this.a), colour(this.b)];
    for (const by of ["byPlace", "byContent"] as const) {
      const ofB = Map.groupBy(this.#listLeft(this.b), (resource) => inB[by].get(resource) ?? "");
      for (const one of this.#listLeft(this.a)) {
        const other = ofB.get(inA[by].get(one) ?? "")?.shift();
        if (other) this.#pair(one, other);
      }
      if (by === "byPlace" && this.pairs.size > before) return true;
    }
    return this.pairs.size > before;
  }

  /** Whether all that a resource names by what services made up is found already. */
  #isReady(resource: Resource, { contents, paired }: MatchSide): boolean {
    return (contents.get(resource) ?? []).every(
      (piece) => typeof piece === "string" || piece.resource === resource || paired.has(piece.resource),
    );
  }

  #listLines(resource: Resource, { contents, paired }: MatchSide): Set<string> {
    const nameOf = (one: Resource) =>
      one === resource ? "@" : (paired.get(one) ?? `${one.service}:${one.type}`);
    return new Set(joinPieces(contents.get(resource) ?? [], nameOf).split("\n"));
  }

  /** Pairs what has most in common, the surest first. */
  pairAlike(isReadyOnly: boolean): boolean {
    const before = this.pairs.size;
    const [ofA, ofB] = [this.a, this.b].map((side) =>
      Map.groupBy(
        this.#listLeft(side).filter((resource) => !isReadyOnly || this.#isReady(resource, side)),
        (resource) => `${nameKind(resource)}\n${isNamedByService(resource) ? "" : resource.name}`,
      ),
    );
    for (const [kind, ones] of ofA ?? []) {
      const others = ofB?.get(kind) ?? [];
      if (ones.length > MOST_COMPARED || others.length > MOST_COMPARED) continue;
      this.#pairMostAlike(ones, others);
    }
    return this.pairs.size > before;
  }

  #pairMostAlike(ones: readonly Resource[], others: readonly Resource[]): void {
    const lines = others.map((other) => [other, this.#listLines(other, this.b)] as const);
    const scores = ones.flatMap((one) => {
      const own = this.#listLines(one, this.a);
      return lines.map(([other, its]) => ({
        one,
        other,
        score: own.intersection(its).size / Math.max(own.size, its.size),
      }));
    });
    scores.sort((x, y) => y.score - x.score);
    for (const { one, other, score } of scores) {
      if (score < LEAST_SHARED) return;
      if (!this.a.paired.has(one) && !this.b.paired.has(other)) this.#pair(one, other);
    }
  }
}

/** Finds which resource of one topology is which of the other. */
export function matchTopologies(a: Topology, b: Topology): Matched {
  const matcher = new Matcher(makeSide(a), makeSide(b));
  matcher.pairCounted();
  matcher.pairBy(({ key }) => key);
  matcher.pairBy((one) => (isNamedByService(one) ? undefined : `${nameKind(one)}\n${one.name}`));
  // Each found one tells more of those that name it.
  for (;;) {
    if (matcher.pairEqual()) continue;
    if (matcher.pairBy((one) => (one.label === one.name ? undefined : `${nameKind(one)}\n${one.label}`)))
      continue;
    if (matcher.pairAlike(true) || matcher.pairAlike(false)) continue;
    return { a: matcher.a, b: matcher.b, pairs: matcher.pairs };
  }
}
