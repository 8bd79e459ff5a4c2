/** The life of one thing in a log, from the call that makes it to the one that removes it. */
import { findResources } from "../../aws/resources/table.ts";
import { type Apart, NOTHING_APART } from "../apart.ts";
import { isMintedKey } from "../order/keys.ts";
import type { Use } from "../order/touches.ts";

/** A thing from the step that makes it to the one that removes it; -1 and Infinity where the log has neither. */
export interface Life {
  readonly service: string;
  readonly type: string | undefined;
  /** The keys of all names that it ever had. */
  readonly names: Set<string>;
  /** Those that are whole: not what a name begins with, which other things' names may begin with, too. */
  readonly whole: readonly string[];
  /** What a thing of its type looks like in an ARN; undefined of a type that has none, which is a setting or a part of another. */
  readonly kind: string | undefined;
  /** An association (a life that no creation begins) ends when it is dissolved, a thing only when it is removed. */
  readonly isAssociation: boolean;
  /** What tells it from others of its names. */
  readonly apart: Apart;
  readonly start: number;
  end: number;
  /** What it stands in, where its type's keys do not say that. */
  readonly around: readonly Use[];
  /** Of what came with other things that one call made, and goes with the last of them: these. */
  readonly of?: readonly Life[];
  /** Of what no call of the log made: what it stands in that was made in the log, and brought it along. */
  readonly broughtBy?: readonly Life[];
}

/** A life that has no names yet and has not ended; an own thing that stands in nothing, unless `told` says otherwise. */
export function startLife(told: Pick<Life, "service" | "type" | "kind" | "start"> & Partial<Life>): Life {
  return {
    isAssociation: false,
    apart: NOTHING_APART,
    whole: [],
    around: [],
    ...told,
    names: new Set(),
    end: told.end ?? Number.POSITIVE_INFINITY,
  };
}

/**
 * Whether a thing is no more at the log's end. What came along with something that stands counts as standing: its removal
 * has to be repeated, since making the other thing brings it along again.
 */
export function isGone({ end, of, broughtBy }: Life): boolean {
  if (of) return of.every(isGone);
  return end !== Number.POSITIVE_INFINITY && (broughtBy === undefined || broughtBy.every(isGone));
}

/** A type by its name in its own service. */
export function bareType(type: string | undefined): string | undefined {
  return type?.slice(type.indexOf(":") + 1);
}

/** What is known of the thing that a call names. */
export interface GivenName {
  readonly key: string;
  readonly type: string | undefined;
  readonly kind: string | undefined;
}

/** Whether a thing of that name is the one that lived: things of two kinds can have one name, an id that AWS minted is one thing's. */
export function isSame(life: Life, { key, type, kind }: GivenName): boolean {
  if (type === undefined || life.type === undefined || bareType(type) === bareType(life.type)) return true;
  return isMintedKey(key) || (kind !== undefined && kind === life.kind);
}

/** Whether it may be: a type that has no ARNs can be another one by another name. */
export function mayBe(life: Life, named: GivenName): boolean {
  return isSame(life, named) || (life.kind !== undefined && named.kind === undefined);
}

/** What things of a life's type stand in, the outermost first. */
export function listAround({ service, type }: Pick<Life, "service" | "type">): readonly string[] {
  return findResources(service)?.types[type ?? ""]?.within ?? [];
}
