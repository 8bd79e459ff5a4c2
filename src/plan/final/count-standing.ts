/** What stands at the end of a log, counted by type: what its calls, or those that were added to them, make and nothing removes. */
import type { OrderedStep } from "../order/order.ts";
import { isGone, type Life } from "./life.ts";
import { Lifetimes } from "./lives.ts";

/** How many things of a type stand. */
export interface StandingCount {
  readonly service: string;
  /** As the resource table has it. */
  readonly type: string;
  /** Whether it is a setting or a part of another thing, or relates two: nothing that has an ARN of its own. */
  readonly isPart: boolean;
  readonly count: number;
  /** How many of them were made by a call that the log does not hold. */
  readonly beforehand: number;
}

/** The things that steps, in their order, leave behind, those types first of which there are most. */
export function countStanding(steps: readonly OrderedStep[]): StandingCount[] {
  const { begun } = new Lifetimes(steps);
  const makers = new Map<Life, OrderedStep>();
  for (const [place, lives] of begun) {
    const step = steps[place];
    if (step) for (const life of lives) if (!isGone(life) && !makers.has(life)) makers.set(life, step);
  }
  const isPart = ({ kind, isAssociation }: Life) => kind === undefined || isAssociation;
  const groups = Map.groupBy(makers, ([life]) => `${isPart(life)} ${life.service} ${life.type}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [life] = group[0] ?? [];
      if (life?.type === undefined) return [];
      const beforehand = group.filter(([, { creation }]) => creation !== undefined).length;
      const { service, type } = life;
      return [{ service, type, isPart: isPart(life), count: group.length, beforehand }];
    })
    .sort((one, other) => other.count - one.count || (one.type < other.type ? -1 : 1));
}
