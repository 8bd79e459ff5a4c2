/** What one table, bucket or queue holds. */
import type { JSX } from "preact";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { type ApiFailure, toFailure } from "../data/api.ts";
import { useEvery, useLoad } from "../data/use-load.ts";
import { Await, Empty, Failure, show, Tag } from "../parts/common.tsx";
import { FilterField } from "../parts/fields.tsx";
import { RowList } from "../parts/row-list.tsx";
import { announce } from "../shell/announce.ts";
import { linkTo } from "../shell/router.ts";
import { texts } from "../texts.ts";
import { chooseColumns, hasText, tellCell } from "./item-cells.ts";
import { ItemDetail } from "./item-detail.tsx";
import { type HeldItem, type Holder, type ItemColumn, type Items, listItems } from "./items-data.ts";
import { PutItem } from "./put-item.tsx";

const said = texts.items;
const LIVE_MS = 2_000;

interface Row {
  readonly key: string;
  readonly item: HeldItem;
}

function widthOf({ as }: ItemColumn): string {
  if (as === "bytes") return "5.5rem";
  return as === "time" ? "11rem" : "minmax(6rem, 1fr)";
}

function drawColumn(column: ItemColumn) {
  return {
    title: show(column.name),
    width: widthOf(column),
    isNumber: column.as === "bytes",
    render: ({ item }: Row) => show(tellCell(item, column)),
  };
}

interface More {
  readonly items: readonly HeldItem[];
  readonly next: string | undefined;
}

/** The pages behind the first one, as they are asked for. */
function useMore(arn: string, first: Items) {
  const [more, setMore] = useState<More>({ items: [], next: first.next });
  const [failure, setFailure] = useState<ApiFailure>();
  useEffect(() => setMore({ items: [], next: first.next }), [first]);
  const load = useCallback(async () => {
    try {
      const page = await listItems(arn, new AbortController().signal, more.next);
      setMore({ items: [...more.items, ...page.items], next: page.next });
      setFailure(undefined);
      announce(said.shown(first.items.length + more.items.length + page.items.length));
    } catch (error) {
      setFailure(toFailure(error));
    }
  }, [arn, more, first]);
  return { ...more, failure, load };
}

interface ShownItemsProps {
  readonly holder: Holder;
  readonly first: Items;
  readonly text: string;
  readonly reload: () => void;
}

function ShownItems({ holder, first, text, reload }: ShownItemsProps): JSX.Element {
  const more = useMore(holder.arn, first);
  const [chosen, setChosen] = useState<string>();
  const items = useMemo(() => [...first.items, ...more.items], [first, more.items]);
  const rows = useMemo<Row[]>(
    () =>
      items
        .map((item, at) => ({ key: String(at), item }))
        .filter(({ item }) => text === "" || hasText(item, text)),
    [items, text],
  );
  const columns = useMemo(() => (first.columns ?? chooseColumns(items)).map(drawColumn), [first, items]);
  const row = rows.find(({ key }) => key === chosen);
  return (
    <>
      <RowList
        label={said.itemsOf(holder.name)}
        columns={columns}
        rows={rows}
        keyOf={({ key }) => key}
        selected={chosen}
        onOpen={({ key }) => setChosen(key)}
        empty={<Empty title={items.length === 0 ? said.empty : said.noMatch} />}
      />
      <div class="row">
        <span class="muted small">{said.shown(rows.length)}</span>
        {more.next !== undefined && (
          <button type="button" class="button small" onClick={() => void more.load()}>
            {said.more}
          </button>
        )}
      </div>
      {more.failure && <Failure failure={more.failure} />}
      {row && (
        <ItemDetail
          key={JSON.stringify(row.item)}
          holder={holder}
          item={row.item}
          can={first.can}
          onClose={() => setChosen(undefined)}
          onChanged={() => {
            setChosen(undefined);
            reload();
          }}
        />
      )}
    </>
  );
}

export function HolderItems({ holder }: { readonly holder: Holder }): JSX.Element {
  const { arn, name, service, type } = holder;
  const items = useLoad((signal) => listItems(arn, signal), arn);
  const [text, setText] = useState("");
  const [isLive, setLive] = useState(false);
  const [isPutting, setPutting] = useState(false);
  useEvery(isLive ? LIVE_MS : undefined, items.reload);
  const canPut = items.state === "ready" && items.value.can.includes("put");
  return (
    <section class="stack holder" aria-label={said.itemsOf(name)}>
      <header class="row">
        <a class="button small back" href={linkTo(["items"])}>
          {texts.app.back}
        </a>
        <h2 class="clip" title={show(name)}>
          <a href={linkTo(["resource", arn])}>{show(name)}</a>
        </h2>
        <Tag>{`${service} ${type}`}</Tag>
      </header>
      <div class="row">
        <FilterField label={said.filterItems} value={text} onInput={setText} />
        <button type="button" class="button" onClick={items.reload}>
          {said.reload}
        </button>
        <button type="button" class="button" aria-pressed={isLive} onClick={() => setLive(!isLive)}>
          {said.live}
        </button>
        {canPut && (
          <button
            type="button"
            class="button"
            aria-expanded={isPutting}
            onClick={() => setPutting(!isPutting)}
          >
            {said.put}
          </button>
        )}
      </div>
      {isPutting && (
        <PutItem
          arn={arn}
          onDone={() => {
            setPutting(false);
            items.reload();
          }}
        />
      )}
      <Await of={items}>
        {(first) => <ShownItems holder={holder} first={first} text={text} reload={items.reload} />}
      </Await>
    </section>
  );
}
