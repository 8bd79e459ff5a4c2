/**
 * When items end by themselves: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 * AWS deletes them within days; here they are gone once their time is over and somebody looks at them.
 */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import type { TableItem } from "./attributes.ts";
import { readStructure, writeMembers } from "./read-members.ts";
import type { Table } from "./tables.ts";

const known = new WeakMap<Thing, { readonly attribute: string | undefined }>();

/** The attribute that says when an item ends, in seconds since 1970; undefined where none does. */
export function readEndingAttribute(thing: Thing): string | undefined {
  return known.getOrInsertComputed(thing, ({ members }) => {
    const { TimeToLiveStatus, TimeToLiveDescription, TimeToLiveSpecification } = members;
    const { AttributeName } = {
      ...readStructure(TimeToLiveSpecification),
      ...readStructure(TimeToLiveDescription),
    };
    const isOn = TimeToLiveStatus === "ENABLED" && typeof AttributeName === "string";
    return { attribute: isOn ? AttributeName : undefined };
  }).attribute;
}

/** What ended longer ago stays: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html */
const OLDEST_SECONDS = 5 * 365 * 86_400;

/** Whether an item's time is over. */
export function isItemOver({ now }: Context, { thing }: Table, item: TableItem): boolean {
  const attribute = readEndingAttribute(thing);
  const text = attribute === undefined ? undefined : item[attribute]?.N;
  if (text === undefined) return false;
  const seconds = now / 1000;
  const end = Number(text);
  return end < seconds && end > seconds - OLDEST_SECONDS;
}

/** What is told of when a table's items end. */
export function describeTimeToLive({ thing }: Table): Structure {
  const attribute = readEndingAttribute(thing);
  return writeMembers({
    TimeToLiveStatus: attribute === undefined ? "DISABLED" : "ENABLED",
    AttributeName: attribute,
  });
}
