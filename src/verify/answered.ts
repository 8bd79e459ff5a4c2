/** What production answered counts more than what it was asked: a service may take a value otherwise, or change it with another one. */
import { isStructure, type Structure, type Value } from "../aws/values.ts";
import { type Difference, show } from "./differences.ts";
import { sameScalars } from "./same.ts";

/** How deep a member is looked for in an answer. */
const DEEPEST = 5;

function tellsValue(value: Value | undefined, leaf: string, found: string, depth: number): boolean {
  if (depth > DEEPEST || value === undefined) return false;
  if (Array.isArray(value))
    return (value as readonly Value[]).some((item) => tellsValue(item, leaf, found, depth + 1));
  if (!isStructure(value)) return false;
  return Object.entries(value).some(([name, inner]) => {
    const isMeant = name.toLowerCase() === leaf && inner !== undefined && inner !== null;
    const isFound = isMeant && (show(inner) === found || sameScalars(show(inner), found));
    return isFound || tellsValue(inner, leaf, found, depth + 1);
  });
}

/** Whether one of production's answers tells in a member of the same name what was found. */
export function isAnswered(answers: readonly Structure[], { member, found }: Difference): boolean {
  const leaf = member.slice(member.lastIndexOf(".") + 1).toLowerCase();
  return answers.some((answer) => tellsValue(answer, leaf, found, 0));
}
