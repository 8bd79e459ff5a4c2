/** What tables, buckets, queues and their like hold: which there are, and one of them. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useLoad } from "../data/use-load.ts";
import { Await, Empty, show } from "../parts/common.tsx";
import { FilterField } from "../parts/fields.tsx";
import { makeFilter } from "../parts/filter.ts";
import { type ListColumn, RowList } from "../parts/row-list.tsx";
import { goTo, linkTo } from "../shell/router.ts";
import type { ViewProps } from "../shell/view.ts";
import { texts } from "../texts.ts";
import { HolderItems } from "./holder-items.tsx";
import { type Holder, listHolders } from "./items-data.ts";
import "../styles/items.css";

const said = texts.items;

const COLUMNS: readonly ListColumn<Holder>[] = [
  { title: said.name, width: "minmax(8rem, 3fr)", render: ({ name }) => show(name) },
  { title: said.kind, width: "minmax(6rem, 2fr)", render: ({ service, type }) => `${service} ${type}` },
  { title: said.region, width: "minmax(5rem, 1fr)", isWide: true, render: ({ region }) => region },
  { title: said.account, width: "8rem", isWide: true, render: ({ account }) => account },
];
/** Beside what is chosen, its name says enough. */
const NARROW = COLUMNS.slice(0, 2);

const textOf = ({ name, service, type, arn }: Holder) => `${name} ${service} ${type} ${arn}`.toLowerCase();

function Holders({
  holders,
  chosen,
}: {
  readonly holders: readonly Holder[];
  readonly chosen: string | undefined;
}): JSX.Element {
  const [text, setText] = useState("");
  const rows = useMemo(() => {
    const has = makeFilter(text);
    return holders.filter((one) => has(textOf(one)));
  }, [holders, text]);
  const holder = holders.find(({ arn }) => arn === chosen);
  const choice = (
    <div class="choice">
      <FilterField label={said.filter} value={text} onInput={setText} />
      <RowList
        label={said.holders}
        columns={chosen === undefined ? COLUMNS : NARROW}
        rows={rows}
        keyOf={({ arn }) => arn}
        selected={chosen}
        onOpen={({ arn }) => goTo(linkTo(["items", arn]))}
        empty={<Empty title={holders.length === 0 ? said.none : said.noMatch} />}
      />
    </div>
  );
  return (
    <div class={`split items ${chosen === undefined ? "" : "open"}`}>
      {choice}
      {chosen !== undefined && (
        <div class="detail">
          {holder ? (
            <HolderItems key={holder.arn} holder={holder} />
          ) : (
            <Empty title={said.unknown}>
              <a href={linkTo(["items"])}>{texts.app.back}</a>
            </Empty>
          )}
        </div>
      )}
    </div>
  );
}

export function ItemsView({ route }: ViewProps): JSX.Element {
  const holders = useLoad(listHolders, "");
  return (
    <div class="view full">
      <h1>{texts.views.items}</h1>
      <Await of={holders}>{(all) => <Holders holders={all} chosen={route.path[1]} />}</Await>
    </div>
  );
}
