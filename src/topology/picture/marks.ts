/** What is said of a thing in colour and line beside what it is. */
import type { Resource } from "../topology.ts";

/** What a verification found of a thing. */
export type Finding = "verified" | "different" | "missing" | "unreadable";

/** Findings by the keys of things. */
export type DrawnFindings = ReadonlyMap<string, Finding>;

/** What stands before a card's title, for those who see no colours. */
const SIGNS: Readonly<Record<Finding, string>> = {
  verified: "✓",
  different: "≠",
  missing: "✕",
  unreadable: "?",
};

export function isFinding(mark: string): mark is Finding {
  return Object.hasOwn(SIGNS, mark);
}

/** A title with the sign of what was found. */
export function signTitle(title: string, { finding }: Pick<Mark, "finding">): string {
  return finding ? `${SIGNS[finding]} ${title}` : title;
}

/** The worst first: a card of many has that of its worst. */
const WORST: readonly Finding[] = ["missing", "different", "unreadable", "verified"];

/** How a card is drawn: by what was found, whether all in it was made beforehand, whether something in it is a placeholder. */
export interface Mark {
  readonly finding?: Finding;
  readonly beforehand: boolean;
  readonly brought: boolean;
  readonly placeholder: boolean;
}

/** The mark of what stands for these things. */
export function markOf(members: readonly Resource[], findings: DrawnFindings): Mark {
  const found = new Set(members.map(({ key }) => findings.get(key)));
  const finding = WORST.find((each) => found.has(each));
  return {
    ...(finding && { finding }),
    beforehand: members.length > 0 && members.every(({ origin }) => origin === "beforehand"),
    brought: members.length > 0 && members.every(({ origin }) => origin === "brought"),
    placeholder: members.some(({ placeholders }) => placeholders.length > 0),
  };
}

/** What a mark says, in words, for those who do not see it. */
export function sayMark({ finding, beforehand, brought, placeholder }: Mark): string {
  return [
    finding ?? "",
    beforehand ? "made beforehand" : "",
    brought ? "brought by AWS itself" : "",
    placeholder ? "with placeholders" : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}
