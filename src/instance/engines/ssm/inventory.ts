/** Systems Manager: what agents say of their instances. https://docs.aws.amazon.com/systems-manager/latest/userguide/inventory-about.html */

import { makeStructure, type Structure } from "../../../aws/values.ts";
import { ownRows } from "../../../base/own-rows.ts";
import { placeOf } from "../../behaviour/context.ts";
import { paginate } from "../../behaviour/reads/pages.ts";
import { refuseUnknown } from "../../behaviour/refusals/unknown.ts";
import type { Done } from "../../gateway.ts";
import { listStructures, merge, readText, type ServiceEngine } from "../engine.ts";

/** What one agent said last of one type of inventory. */
const INVENTORY = { service: "ssm", type: "inventory" } as const;
/** The type of inventory of which every instance has one entry that nobody puts. */
const OF_INSTANCE = "AWS:InstanceInformation";

/** The entries of an item; where the log hides them or the agent sent none, it has none. */
function listEntries(item: Structure): readonly Structure[] {
  return listStructures(item["Content"]);
}

type Compare = (text: string, values: readonly string[]) => boolean;

const COMPARISONS: Readonly<Record<string, Compare>> = ownRows({
  Equal: (text, values) => values.includes(text),
  BeginWith: (text, values) => values.some((value) => text.startsWith(value)),
  LessThan: (text, values) => values.some((value) => text < value),
  GreaterThan: (text, values) => values.some((value) => text > value),
  Exists: () => true,
});

/** Whether entries pass a filter by an attribute of theirs. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InventoryFilter.html */
function passes(entries: readonly Structure[], attribute: string, filter: Structure): boolean {
  const type = readText(filter, "Type") || "Equal";
  const values = Array.isArray(filter["Values"]) ? (filter["Values"] as readonly string[]) : [];
  const holds = (compare: Compare | undefined) =>
    entries.some((entry) => {
      const text = entry[attribute];
      return typeof text === "string" && compare?.(text, values) === true;
    });
  return type === "NotEqual" ? !holds(COMPARISONS["Equal"]) : holds(COMPARISONS[type]);
}

/** Whether an instance passes a filter: its key is a type of inventory, and behind the last dot an attribute. */
function isMeant(instance: string, items: readonly Structure[], filter: Structure): boolean {
  const key = readText(filter, "Key");
  const [type, attribute] = [key.slice(0, key.lastIndexOf(".")), key.slice(key.lastIndexOf(".") + 1)];
  const itself = merge({ InstanceId: instance });
  const entries = items.filter((item) => readText(item, "TypeName") === type).flatMap(listEntries);
  return passes(type === OF_INSTANCE ? [itself, ...entries] : entries, attribute, filter);
}

function tellEntity(instance: string, items: readonly Structure[], wanted: ReadonlySet<string>): Structure {
  const Data = makeStructure();
  for (const item of items) {
    const type = readText(item, "TypeName");
    if (wanted.size > 0 && !wanted.has(type)) continue;
    const { Context: _context, ...told } = item;
    Data[type] = merge(told, { Content: listEntries(item) });
  }
  return merge({ Id: instance, Data });
}

function refuseToken(): Done {
  return { error: { code: "InvalidNextToken", message: "The specified token isn't valid.", status: 400 } };
}

export const inventory: ServiceEngine = {
  PutInventory(context) {
    const { input, store, now, operation, told } = context;
    const instance = readText(input, "InstanceId");
    for (const item of listStructures(input["Items"]))
      store.put({
        ...INVENTORY,
        place: placeOf(context, INVENTORY.type),
        chain: [instance, readText(item, "TypeName")],
        within: undefined,
        names: {},
        members: item,
        tags: new Map(),
        createdAt: now,
        call: { operation: operation.name, event: told?.event, input, output: makeStructure() },
      });
    return { output: told?.output ?? makeStructure() };
  },
  GetInventory(context) {
    const { input, operation, store } = context;
    if (listStructures(input["Aggregators"]).length > 0) return refuseUnknown(context);
    const filters = listStructures(input["Filters"]);
    const wanted = listStructures(input["ResultAttributes"]).map((one) => readText(one, "TypeName"));
    const byInstance = Map.groupBy(
      store.list(placeOf(context, INVENTORY.type), INVENTORY),
      ({ chain }) => chain[0] ?? "",
    );
    const entities = [...byInstance].flatMap(([instance, things]) => {
      const items = things.map(({ members }) => members);
      const isWanted = filters.every((filter) => isMeant(instance, items, filter));
      return isWanted ? [tellEntity(instance, items, new Set(wanted))] : [];
    });
    const page = paginate(operation, input, entities);
    if (!page) return refuseToken();
    return { output: merge({ Entities: page.items }, page.more) };
  },
  ListInventoryEntries(context) {
    const { input, operation } = context;
    const [instance, type] = [readText(input, "InstanceId"), readText(input, "TypeName")];
    const all = context.store.list(placeOf(context, INVENTORY.type), INVENTORY, [instance]);
    const found = all.find(({ chain }) => chain[1] === type);
    const filters = listStructures(input["Filters"]);
    const entries = (found ? listEntries(found.members) : []).filter((entry) =>
      filters.every((filter) => passes([entry], readText(filter, "Key"), filter)),
    );
    const page = paginate(operation, input, entries);
    if (!page) return refuseToken();
    const { SchemaVersion = null, CaptureTime = null } = found?.members ?? {};
    const said = found ? { SchemaVersion, CaptureTime } : {};
    return {
      output: merge({ InstanceId: instance, TypeName: type, ...said, Entries: page.items }, page.more),
    };
  },
};
