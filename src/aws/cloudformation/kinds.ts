/** Reads what properties of CloudFormation's types take, as the table writes it. */
import type { CfnProperties } from "./types.ts";

/** What a property takes. */
export type CfnValueKind =
  | { readonly is: "text" | "number" | "whole" | "boolean" | "json" | "tag" }
  | { readonly is: "list" | "map"; readonly of: CfnValueKind }
  | { readonly is: "structure"; readonly place: number }
  | { readonly is: "either"; readonly kinds: readonly CfnValueKind[] };

/** A property of a type or of a structure in it. */
export interface Property {
  readonly name: string;
  readonly kind: CfnValueKind;
  readonly isRequired: boolean;
  /** The API's member that it is, as a path; `.` where it is a structure of members that stand beside others. */
  readonly from: string;
  /** What it may name: a property or attribute of a type. */
  readonly names: readonly { readonly type: string; readonly property: string }[];
}

/** The properties of a type or structure. */
export interface Properties {
  readonly list: readonly Property[];
  /** The API's members that no property stands for, by their names without case. */
  readonly without: ReadonlySet<string>;
}

const PLAIN: Readonly<Record<string, CfnValueKind>> = {
  s: { is: "text" },
  d: { is: "text" },
  n: { is: "number" },
  i: { is: "whole" },
  b: { is: "boolean" },
  j: { is: "json" },
  t: { is: "tag" },
};

/** Splits alternatives, but for those in brackets. */
function splitAlternatives(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [at, letter] of [...text].entries()) {
    if (letter === "(") depth++;
    else if (letter === ")") depth--;
    else if (letter === "|" && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function readKind(text: string): CfnValueKind {
  const alternatives = splitAlternatives(text);
  if (alternatives.length > 1) return { is: "either", kinds: alternatives.map(readKind) };
  if (text.startsWith("(")) return readKind(text.slice(1, -1));
  if (text.startsWith("[]")) return { is: "list", of: readKind(text.slice(2)) };
  if (text.startsWith("{}")) return { is: "map", of: readKind(text.slice(2)) };
  if (text.startsWith("@")) return { is: "structure", place: Number(text.slice(1)) };
  return PLAIN[text] ?? { is: "json" };
}

function readProperty(name: string, text: string): Property {
  const [head = "", ...names] = text.split(">");
  const [kind = "", from = name] = head.split("<");
  const isRequired = kind.startsWith("!");
  return {
    name,
    kind: readKind(isRequired ? kind.slice(1) : kind),
    isRequired,
    from,
    names: names.map((one) => {
      const [type = "", ...property] = one.split(".");
      return { type, property: property.join(".") };
    }),
  };
}

const read = new WeakMap<CfnProperties, Properties>();

/** The properties that the table has of a type or structure. */
export function readProperties(properties: CfnProperties): Properties {
  return read.getOrInsertComputed(properties, () => {
    const { "-": without = "", ...others } = properties;
    return {
      list: Object.entries(others).map(([name, text]) => readProperty(name, text)),
      without: new Set(without === "" ? [] : without.split(",").map(fold)),
    };
  });
}

/** A name without case: CloudFormation's names and the API's differ by that most. */
export function fold(name: string): string {
  return name.toLowerCase();
}
