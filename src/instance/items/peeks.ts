/** What engines keep that no operation shows without changing it: by service and type. */
import type { JsonObject } from "../../base/values.ts";
import type { Store } from "../store.ts";
import type { Kind, Thing } from "../thing.ts";

/** Which items are asked for: so many, behind those of a page before. */
export interface PageAsked {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Some of what a thing holds. */
export interface ItemPage {
  readonly items: readonly JsonObject[];
  /** By which the rest is asked for; undefined where there is none. */
  readonly next?: string;
}

/** Reads what a thing holds, and changes nothing. */
export type Peek = (store: Store, thing: Thing, asked: PageAsked) => ItemPage;

const PEEKS: Readonly<Record<string, () => Promise<Peek>>> = {
  "sqs queue": async () => (await import("../engines/sqs/peek.ts")).peekQueue,
  "sns topic": async () => (await import("../engines/sns/peek.ts")).peekTopic,
  "kinesis stream": async () => (await import("../engines/kinesis/peek.ts")).peekStream,
};

/** How an engine shows what things of a kind hold; undefined where an operation does. */
export async function findPeek({ service, type }: Kind): Promise<Peek | undefined> {
  return await PEEKS[`${service} ${type}`]?.();
}
