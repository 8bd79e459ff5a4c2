/** What of a log must not be left in another one: every text of six characters or more that stands in it, but for AWS's own. */

import { listMembers } from "../../../src/aws/model/shape.ts";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import type { Shape } from "../../../src/aws/model/types.ts";
import { Digits } from "../../../src/aws/values.ts";

const TOKEN = /[A-Za-z0-9\u0080-\u{10ffff}]{6,}/gu;

/** The runs of letters and digits of a text that have six characters or more. */
export function listTokens(text: string): string[] {
  return text.replace(/%[0-9A-Fa-f]{2}/g, " ").match(TOKEN) ?? [];
}

/** All texts and keys of a value, also what stands in texts that are JSON. Numbers stay, and are none. */
export function* listTexts(value: unknown): Generator<string> {
  if (typeof value === "string") {
    yield value;
    if (/^\s*[[{]/.test(value)) {
      try {
        yield* listTexts(JSON.parse(value));
      } catch {
        // It only begins like JSON.
      }
    }
  } else if (value instanceof Digits) return;
  else if (Array.isArray(value)) for (const item of value) yield* listTexts(item);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      yield key;
      yield* listTexts(inner);
    }
}

/** The words of all APIs: their operations, members and values, whole and as logs write them. */
export async function loadWords(): Promise<ReadonlySet<string>> {
  const words = new Set<string>();
  const seen = new Set<unknown>();
  const add = (text: string) => {
    for (const token of listTokens(text)) words.add(token.toLowerCase());
  };
  const walk = (shape: Shape | undefined): void => {
    if (!shape || seen.has(shape)) return;
    seen.add(shape);
    for (const value of shape.enum ?? []) add(value);
    // A pattern writes words out, too: `^(tag:.+|KeyId|DataType)$`.
    if (shape.pattern) add(shape.pattern);
    for (const [name, member] of listMembers(shape)) {
      for (const one of [name, member.locationName, member.queryName]) if (one) add(one);
      walk(member);
    }
    for (const inner of [shape.member, shape.key, shape.value]) walk(inner);
  };
  for (const { service, endpointPrefix, signingName } of (await loadIndex()).services) {
    for (const name of [service, endpointPrefix, signingName]) add(name);
    for (const { name, input, output } of Object.values((await loadModel(service)).operations)) {
      add(name);
      walk(input);
      walk(output);
    }
  }
  return words;
}
