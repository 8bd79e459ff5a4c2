/** Of which kind a thing is to people who look at a picture: what computes, keeps, carries … A row of kinds.json each. */
import rows from "./kinds.json" with { type: "json" };

/** A kind of things, with its look. */
export interface DrawnKind {
  readonly kind: string;
  readonly label: string;
  /** Of the tile behind the glyph, which is white: told apart from it by 4.5:1, and seen on both backgrounds. */
  readonly colour: string;
  /** Strokes in a square of 24, as the path of an SVG has them. */
  readonly glyph: string;
  /** Botocore's names of services whose things are of it. */
  readonly services: readonly string[];
  /** `ec2:vpc`: types that are of another kind than their service. */
  readonly types?: readonly string[];
  readonly reason: string;
}

/** All kinds, in the order in which they are drawn. */
export const KINDS: readonly DrawnKind[] = rows;

const byService = new Map<string, DrawnKind>();
const byType = new Map<string, DrawnKind>();
for (const kind of KINDS) {
  for (const service of kind.services) byService.set(service, kind);
  for (const type of kind.types ?? []) byType.set(type, kind);
}
const OTHER = KINDS.at(-1) as DrawnKind;
const ranks = new Map(KINDS.map((kind, rank) => [kind.kind, rank]));
const byName = new Map(KINDS.map((kind) => [kind.kind, kind]));

/** The kind of a service's things of a type; the last of all for a service that no row names. */
export function findKind(service: string, type: string): DrawnKind {
  return byType.get(`${service}:${type}`) ?? byService.get(service) ?? OTHER;
}

/** The kind of that name; the last of all for one that there is not. */
export function getKind(name: string): DrawnKind {
  return byName.get(name) ?? OTHER;
}

/** Where a kind stands among all. */
export function rankKind(kind: DrawnKind): number {
  return ranks.get(kind.kind) ?? ranks.size;
}
