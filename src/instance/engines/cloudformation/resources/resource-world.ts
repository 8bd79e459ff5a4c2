/** A resource that is to be made, and what rows may name of it. */
import { createHash } from "node:crypto";
import { findPartition } from "../../../../aws/model/partitions.ts";
import type { JsonObject } from "../../../../base/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import type { RowWorld } from "./fill-row.ts";

/** What making, changing and ending a resource needs of the call that asks for it. */
export type ResourceContext = Pick<Context, "ask" | "caller" | "host" | "mint" | "store" | "now">;

/** A resource of a stack with what its properties say. */
export interface WantedResource {
  readonly stack: string;
  /** The logical id. */
  readonly id: string;
  readonly cfn: string;
  readonly properties: JsonObject;
  /** The stack's own tags. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What rows may name of a resource. */
export function makeRowWorld(
  { caller, mint }: Pick<ResourceContext, "caller" | "mint">,
  { stack, id, properties }: Pick<WantedResource, "stack" | "id" | "properties">,
  more: RowWorld = {},
): RowWorld {
  const { account, region } = caller;
  return {
    ...properties,
    stack,
    id,
    account,
    region,
    partition: findPartition(region).name,
    random: mint(12),
    digest: createHash("sha256").update(JSON.stringify(properties)).digest("hex").slice(0, 12),
    false: false,
    ...more,
  };
}
