/**
 * Whether an event is what a pattern asks for. Of what stands in a list of objects, one of them has all that is asked.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-arrays.html
 */
import { isObject } from "../../../base/values.ts";
import type { EventPattern } from "./read-pattern.ts";
import { passesNothing, passesTest, type Scalar, type ValueTest } from "./value-tests.ts";

type Member = EventPattern | readonly ValueTest[];

function isNested(member: Member): member is EventPattern {
  return "members" in member;
}

/** The items of a list and of the lists in it, or what is no list itself. What comes from outside may be deeper than calls can be. */
function flatten(value: unknown): unknown[] {
  const items: unknown[] = [];
  const left: unknown[] = [value];
  while (left.length > 0) {
    const item = left.pop();
    if (Array.isArray(item)) for (let at = item.length - 1; at >= 0; at--) left.push(item[at]);
    else items.push(item);
  }
  return items;
}

function hasNoParts(value: unknown): value is Scalar {
  const type = typeof value;
  return value === null || type === "string" || type === "number" || type === "boolean";
}

function passesTests(tests: readonly ValueTest[], value: unknown): boolean {
  const scalars = flatten(value).filter(hasNoParts);
  if (scalars.length === 0) return tests.some(passesNothing);
  return tests.some((test) => scalars.some((scalar) => passesTest(test, scalar)));
}

/** Whether a pattern asks for nothing but that members are not there. */
function asksForNothing({ members, choices }: EventPattern): boolean {
  const isNothing = (member: Member) =>
    isNested(member) ? asksForNothing(member) : member.every(passesNothing);
  return [...members.values()].every(isNothing) && choices.every((all) => all.every(asksForNothing));
}

/** Whether what is not there, or has no members, is what a pattern asks for. */
function takesNothing({ members, choices }: EventPattern): boolean {
  const isTaken = (member: Member) => (isNested(member) ? takesNothing(member) : member.some(passesNothing));
  return [...members.values()].every(isTaken) && choices.every((all) => all.some(takesNothing));
}

function matchesMember(member: Member, value: unknown): boolean {
  return isNested(member) ? matches(member, value) : passesTests(member, value);
}

/** A member by its name, in which a dot may lead deeper. */
function matchesNamed(object: Readonly<Record<string, unknown>>, name: string, member: Member): boolean {
  if (Object.hasOwn(object, name)) return matchesMember(member, object[name]);
  const at = name.indexOf(".");
  if (at < 0) return matchesMember(member, undefined);
  const inner: EventPattern = { members: new Map([[name.slice(at + 1), member]]), choices: [] };
  return matchesNamed(object, name.slice(0, at), inner);
}

function matches(pattern: EventPattern, value: unknown): boolean {
  if (Array.isArray(value)) {
    const items = flatten(value).filter(isObject);
    if (items.length === 0) return takesNothing(pattern);
    const isMatched = (item: unknown) => matches(pattern, item);
    return asksForNothing(pattern) ? items.every(isMatched) : items.some(isMatched);
  }
  if (!isObject(value)) return takesNothing(pattern);
  for (const [name, member] of pattern.members) if (!matchesNamed(value, name, member)) return false;
  return pattern.choices.every((all) => all.some((one) => matches(one, value)));
}

/** Whether an event, as JSON was read, matches. */
export function matchesEvent(pattern: EventPattern, event: unknown): boolean {
  return matches(pattern, event);
}
