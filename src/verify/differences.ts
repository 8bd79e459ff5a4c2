/** What is told of a member that is not as it was asked for, without secrets. */
import { HIDDEN, type SecretTexts } from "../aws/secrets/secret-texts.ts";
import { isStructure, type Value } from "../aws/values.ts";
import { printScalar } from "./same.ts";

/** One member that is not as it was asked for, with secrets hidden; texts are what stands there, JSON for what is no scalar. */
export interface Difference {
  readonly member: string;
  readonly expected: string;
  readonly found: string;
}

/** A value as text; JSON for what is no scalar. */
export function show(value: Value | undefined): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value) || isStructure(value))
    return JSON.stringify(value, (_, inner) => (inner instanceof Uint8Array ? printScalar(inner) : inner));
  return printScalar(value);
}

/** The difference without secrets: where one side is one, the other is one, too. */
export function makeDifference(
  secrets: SecretTexts,
  path: string,
  expected: Value,
  found: Value | undefined,
): Difference {
  const [before, after] = [secrets.hide(show(expected)), secrets.hide(show(found))];
  const isHidden = before === HIDDEN || after === HIDDEN;
  const member = secrets.hide(path);
  return isHidden
    ? { member, expected: HIDDEN, found: found === undefined ? after : HIDDEN }
    : { member, expected: before, found: after };
}
