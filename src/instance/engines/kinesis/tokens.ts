/** Tokens of pages: what was asked for, and from where on. They hold for five minutes. */
import type { Structure } from "../../../aws/values.ts";
import { isObject } from "../../../base/values.ts";
import { readMembers, writeMembers } from "../../state/thing-text.ts";

const LIFE_MS = 300_000;

/** What a token says. */
export interface PageToken {
  readonly asked: Structure;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** The token of an input that asks for the next page. */
export function writeToken(asked: Structure, now: number): string {
  return Buffer.from(JSON.stringify({ asked: writeMembers(asked), until: now + LIFE_MS })).toString("base64");
}

/** What a token says; undefined for a text that is none. */
export function readToken(text: string): PageToken | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, "base64").toString());
    if (!isObject(read) || !isObject(read["asked"]) || typeof read["until"] !== "number") return undefined;
    return { asked: readMembers(read["asked"]), until: read["until"] };
  } catch {
    return undefined;
  }
}
