/**
 * Filter patterns, which say what log events are meant: terms, JSON in braces, fields in brackets.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
import { compileFields } from "./fields-pattern.ts";
import { compileJson } from "./json-pattern.ts";
import type { Match } from "./match.ts";
import { BadPattern } from "./scanner.ts";
import { compileTerms } from "./term-pattern.ts";

/** Whether a pattern's fields have names, which a metric's dimensions need. */
export function hasFields(pattern: string): boolean {
  return /^\s*[{[]/.test(pattern);
}

function compile(pattern: string): Match {
  const text = pattern.trim();
  if (text.startsWith("{")) return compileJson(text);
  return text.startsWith("[") ? compileFields(text) : compileTerms(text);
}

/** What a pattern fits; undefined for a text that is none. */
export function compilePattern(pattern: string): Match | undefined {
  try {
    return compile(pattern);
  } catch (error) {
    if (error instanceof BadPattern) return undefined;
    throw error;
  }
}
