/** What a picture of a topology consists of, before anything has its place. */
import type { Resource } from "../topology.ts";

/** What a box stands for: a place, a thing that holds others, or things that go together. */
export type BoxRole = "account" | "region" | "network" | "subnet" | "thing" | "fold" | "kind" | "flow";

/** A rectangle with others in it. */
export interface Box {
  readonly key: string;
  readonly role: BoxRole;
  readonly title: string;
  /** Of which kind the things in it are, or the thing that it is; "" where they are of several. */
  readonly kind: string;
  /** What it says of itself in small letters. */
  readonly note: string;
  /** The thing that it is; undefined of a mere place. */
  readonly resource?: Resource;
  readonly children: readonly PictureNode[];
}

/** One thing, or many alike. */
export interface Card {
  readonly key: string;
  readonly kind: string;
  readonly title: string;
  readonly note: string;
  /** One, or all that are folded into it. */
  readonly members: readonly Resource[];
  /** How many things open when it is opened: its parts, or those that are folded. */
  readonly inside: number;
}

export type PictureNode = Box | Card;

/** What is to be drawn of a topology. */
export interface View {
  /** Keys of cards that are opened. */
  readonly opened: ReadonlySet<string>;
  /** More alike things than this in one place are folded. */
  readonly foldOver: number;
  /** Whether a thing is drawn. */
  readonly shows: (resource: Resource) => boolean;
}

/** Whether it has others in it. */
export function isBox(node: PictureNode): node is Box {
  return "children" in node;
}
