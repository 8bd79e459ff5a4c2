/** What actors are (kill-actors.ts), and how they ask an instance and read what a thing of it holds. */
import type { StartedInstance } from "./instance.ts";

/** What a thing holds, by the actor's own names in their order; undefined where the thing does not stand. */
export type Holding = readonly string[] | undefined;

/** A call, and what its actor's thing holds afterwards. */
export interface Deed {
  readonly name: string;
  readonly ask: () => Promise<unknown>;
  readonly after: Holding;
}

/** Does one thing after the other to a thing of its own. */
export interface Actor {
  readonly name: string;
  next(instance: StartedInstance, held: Holding): Deed;
  read(instance: StartedInstance): Promise<Holding>;
}

/** Whole numbers below a bound, the same for the same seed. */
export type Draw = (bound: number) => number;

/** mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function makeDraw(seed: number): Draw {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

export const ACCOUNT = "000000000000";
export const REGION = "eu-west-1";
export const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260401/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

export async function send(url: string, init: RequestInit): Promise<string> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Refused(`${url}: ${response.status} ${text}`);
  return text;
}

/** An answer that is no success. */
export class Refused extends Error {}

export async function ask(
  url: string,
  service: string,
  target: string,
  input: object,
): Promise<Record<string, unknown>> {
  const headers = {
    ...signed(service),
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": target,
  };
  return JSON.parse((await send(url, { method: "POST", headers, body: JSON.stringify(input) })) || "{}");
}

/** One member of each item that stands at an ARN, as the console shows it, which changes nothing. */
export async function readItems(
  { adminUrl }: StartedInstance,
  arn: string,
  member: string,
): Promise<Holding> {
  const found: string[] = [];
  for (let after = ""; ; ) {
    const response = await fetch(`${adminUrl}/api/items/${arn}?limit=100${after}`);
    if (response.status === 404) return undefined;
    const page = (await response.json()) as { items?: Record<string, unknown>[]; next?: string };
    if (!page.items) throw new Error(JSON.stringify(page));
    for (const item of page.items) {
      const value = item[member];
      found.push(
        typeof value === "object" && value !== null ? String(Object.values(value)[0]) : String(value),
      );
    }
    if (page.next === undefined) return found.sort();
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

export const without = (held: readonly string[], ...gone: readonly string[]) =>
  held.filter((one) => !gone.includes(one));
export const withMore = (held: readonly string[], ...more: readonly string[]) =>
  [...without(held, ...more), ...more].sort();
