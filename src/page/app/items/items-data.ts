/** What the admin API tells of what things hold: GET /api/items and below. */
import { askJson } from "../data/api.ts";

/** Something that can be looked into. */
export interface Holder {
  readonly arn: string;
  readonly service: string;
  readonly type: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

export type HeldItem = Readonly<Record<string, unknown>>;

export interface ItemColumn {
  readonly name: string;
  readonly as?: "time" | "bytes";
}

/** A page of items. */
export interface Items {
  readonly items: readonly HeldItem[];
  readonly next?: string;
  readonly columns?: readonly ItemColumn[];
  readonly can: readonly ("open" | "put" | "remove")[];
}

/** What an object holds, as far as it is shown. */
export interface OpenedObject {
  readonly type: string;
  readonly size: number;
  readonly cut: boolean;
  readonly text?: string;
  readonly base64?: string;
}

const PAGE = 100;

function pathOf(arn: string, query: Readonly<Record<string, string>> = {}): string {
  return `/api/items/${encodeURIComponent(arn)}?${new URLSearchParams(query)}`;
}

/** What can be looked into. */
export async function listHolders(signal: AbortSignal): Promise<readonly Holder[]> {
  const { holders } = await askJson<{ readonly holders: readonly Holder[] }>("/api/items", { signal });
  return holders;
}

/** A page of items: the first, or that behind another one. */
export function listItems(arn: string, signal: AbortSignal, after?: string): Promise<Items> {
  const query = { limit: String(PAGE), ...(after !== undefined && { after }) };
  return askJson<Items>(pathOf(arn, query), { signal });
}

/** What an object holds. */
export function openObject(arn: string, key: string, signal: AbortSignal): Promise<OpenedObject> {
  return askJson<OpenedObject>(pathOf(arn, { open: key }), { signal });
}

/** Puts or removes an item. */
export async function editItem(arn: string, kind: "put" | "remove", item: unknown): Promise<void> {
  await askJson(pathOf(arn), {
    method: "POST",
    body: JSON.stringify({ [kind]: item }),
    headers: { "content-type": "application/json" },
  });
}
