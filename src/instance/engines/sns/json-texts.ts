/** Texts that are to be JSON objects. */
import { parseObject } from "../engine.ts";
import { explainFault } from "../patterns/json-tokens.ts";
import type { Refusal } from "../refusal.ts";

/** The object of a text. Throws the Refusal that is made of why it is none. */
export function readObject(
  text: string,
  refuse: (reason: string) => Refusal,
): Readonly<Record<string, unknown>> {
  const value = parseObject(text);
  if (value) return value;
  const fault = explainFault(text);
  throw refuse(fault === undefined ? "failed to parse JSON." : `failed to parse JSON. ${fault}`);
}
