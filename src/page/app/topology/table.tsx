/** The same things as a table: for screen readers, and for sorting. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { nameType } from "../../../topology/picture/tree.ts";
import type { Resource, Topology } from "../../../topology/topology.ts";
import { show } from "../parts/common.tsx";
import { Choose } from "../parts/fields.tsx";
import { type ListColumn, RowList } from "../parts/row-list.tsx";
import { texts } from "../texts.ts";

const words = texts.topology;

interface Row {
  readonly resource: Resource;
  readonly uses: number;
  readonly usedBy: number;
}

/** What the table can be sorted by, and how. */
const ORDERS = {
  label: ({ resource }: Row) => resource.label.toLowerCase(),
  type: ({ resource }: Row) => `${resource.service} ${resource.type}`,
  place: ({ resource }: Row) => `${resource.account} ${resource.region}`,
  created: ({ resource }: Row) => resource.createdAt,
  uses: ({ uses }: Row) => -uses,
  usedBy: ({ usedBy }: Row) => -usedBy,
};
type Order = keyof typeof ORDERS;

const columns: readonly ListColumn<Row>[] = [
  { title: words.columns.label, width: "minmax(9rem, 2fr)", render: ({ resource }) => show(resource.label) },
  {
    title: words.columns.type,
    width: "minmax(8rem, 1.4fr)",
    render: ({ resource }) => `${resource.service} · ${nameType(resource.type)}`,
  },
  { title: words.columns.account, width: "8rem", render: ({ resource }) => show(resource.account) },
  { title: words.columns.region, width: "8rem", render: ({ resource }) => show(resource.region) },
  { title: words.columns.origin, width: "7rem", render: ({ resource }) => words.origins[resource.origin] },
  { title: words.columns.uses, width: "4rem", isNumber: true, render: ({ uses }) => uses },
  { title: words.columns.usedBy, width: "5rem", isNumber: true, render: ({ usedBy }) => usedBy },
];

interface TableProps {
  readonly topology: Topology;
  readonly resources: readonly Resource[];
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
}

export function ResourceTable({ topology, resources, chosen, onChoose }: TableProps): JSX.Element {
  const [order, setOrder] = useState<Order>("type");
  const rows = useMemo(() => {
    const counts = new Map<string, { uses: number; usedBy: number }>();
    for (const { key } of resources) counts.set(key, { uses: 0, usedBy: 0 });
    for (const { from, to } of topology.relations) {
      const [user, used] = [counts.get(from), counts.get(to)];
      if (user) user.uses++;
      if (used) used.usedBy++;
    }
    return resources.map((resource) => ({
      resource,
      ...(counts.get(resource.key) ?? { uses: 0, usedBy: 0 }),
    }));
  }, [topology, resources]);
  const sorted = useMemo(() => {
    const by = ORDERS[order];
    return rows
      .map((row) => ({ row, value: by(row) }))
      .sort((one, other) => (one.value < other.value ? -1 : one.value > other.value ? 1 : 0))
      .map(({ row }) => row);
  }, [rows, order]);
  return (
    <div class="choice">
      <Choose
        label={words.sortBy}
        isLabelSeen
        value={order}
        options={Object.keys(ORDERS).map((name) => [name, words.orders[name as Order]] as const)}
        onChoose={(name) => setOrder(name as Order)}
      />
      <RowList
        label={words.tableLabel}
        columns={columns}
        rows={sorted}
        keyOf={({ resource }) => resource.key}
        selected={chosen}
        onOpen={({ resource }) => onChoose(resource.key)}
        empty={<p class="empty">{words.nothingChosen}</p>}
      />
    </div>
  );
}
