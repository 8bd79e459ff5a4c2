/** Reads the flags that choose a target, its accounts and its regions. */
import type { Parsed } from "../base/parsed.ts";
import { TARGET_NAMES, type TargetName } from "./profiles.ts";

const ACCOUNT = /^\d{12}$/;
/** Invented ones too, which some logs have: ap-central-2r. */
const REGION = /^[a-z]+(?:-[a-z0-9]+)+$/;

function quote(text: string): string {
  return JSON.stringify(text);
}

/** `--target`. */
export function parseTarget(text: string): Parsed<TargetName> {
  const value = TARGET_NAMES.find((name) => name === text);
  return value
    ? { value }
    : { error: `${quote(text)} is no target; it is one of ${TARGET_NAMES.join(", ")}` };
}

/** `--main-account`. */
export function parseAccount(text: string): Parsed<string> {
  if (ACCOUNT.test(text)) return { value: text };
  return { error: `${quote(text)} is not an account; write its 12 digits, as in 123456789012` };
}

interface PairForm {
  readonly pattern: RegExp;
  readonly advice: string;
}

function parsePairs(given: readonly string[], form: PairForm): Parsed<ReadonlyMap<string, string>> {
  const pairs = new Map<string, string>();
  const texts = given
    .flatMap((text) => text.split(","))
    .map((text) => text.trim())
    .filter((text) => text !== "");
  if (texts.length === 0) return { error: `names nothing; ${form.advice}` };
  for (const text of texts) {
    const [from = "", to = "", ...more] = text.split("=").map((side) => side.trim());
    if (more.length > 0 || !form.pattern.test(from) || !form.pattern.test(to))
      return { error: `${quote(text)} is no pair; ${form.advice}` };
    if ((pairs.get(from) ?? to) !== to)
      return { error: `${from} is given twice, for ${pairs.get(from)} and ${to}` };
    pairs.set(from, to);
  }
  return { value: pairs };
}

/** `--account-map A=B`, repeated or comma-separated: recorded account to the target's. */
export function parseAccountMap(given: readonly string[]): Parsed<ReadonlyMap<string, string>> {
  return parsePairs(given, {
    pattern: ACCOUNT,
    advice: "write two accounts of 12 digits, as in 111122223333=000000000000",
  });
}

/** `--region-map A=B`, repeated or comma-separated: recorded region to the target's. */
export function parseRegionMap(given: readonly string[]): Parsed<ReadonlyMap<string, string>> {
  return parsePairs(given, { pattern: REGION, advice: "write two regions, as in eu-west-1=us-east-1" });
}
