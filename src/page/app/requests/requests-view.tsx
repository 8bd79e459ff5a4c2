/** What calls the instance, as it happens. */
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RequestRow } from "../data/api-types.ts";
import { Empty, Failure, show, Tag } from "../parts/common.tsx";
import { FilterField } from "../parts/fields.tsx";
import { makeFilter } from "../parts/filter.ts";
import { tellClock, tellDuration } from "../parts/format.ts";
import { type ListColumn, RowList } from "../parts/row-list.tsx";
import { goTo, linkTo } from "../shell/router.ts";
import type { ViewProps } from "../shell/view.ts";
import { texts } from "../texts.ts";
import { clearRequests, useRequests } from "./follow-requests.ts";
import { RequestDetail } from "./request-detail.tsx";

const { requests } = texts;

const COLUMNS: readonly ListColumn<RequestRow>[] = [
  {
    title: requests.columns.time,
    width: "7rem",
    isWide: true,
    render: ({ at }) => <span class="mono">{tellClock(at)}</span>,
  },
  {
    title: requests.columns.status,
    width: "3.5rem",
    render: ({ status }) => <Tag tone={status < 400 ? "ok" : "bad"}>{status}</Tag>,
  },
  { title: requests.columns.service, width: "minmax(5rem, 1fr)", render: ({ service }) => service ?? "" },
  {
    title: requests.columns.operation,
    width: "minmax(8rem, 2fr)",
    render: ({ operation }) => operation ?? <span class="muted">{requests.unknown}</span>,
  },
  {
    title: requests.columns.account,
    width: "8rem",
    isWide: true,
    render: ({ account }) => <span class="mono">{account}</span>,
  },
  { title: requests.columns.region, width: "7rem", isWide: true, render: ({ region }) => show(region) },
  {
    title: requests.columns.took,
    width: "4.5rem",
    isNumber: true,
    render: ({ took_ms }) => tellDuration(took_ms),
  },
];

const textOf = ({ service = "", operation = "", status, account, region }: RequestRow) =>
  `${service} ${operation} ${status} ${account} ${region}`.toLowerCase();

/** The rows as they were when it was paused, or as they are. */
function usePaused(rows: readonly RequestRow[], isPaused: boolean): readonly RequestRow[] {
  const kept = useRef(rows);
  if (!isPaused) kept.current = rows;
  return kept.current;
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }): JSX.Element {
  if (isFiltered) return <Empty title={requests.noMatch} />;
  return (
    <Empty title={requests.none}>
      <p>{requests.intro}</p>
    </Empty>
  );
}

export function RequestsView({ route }: ViewProps): JSX.Element {
  const { rows, dropped, state, failure } = useRequests();
  const [query, setQuery] = useState("");
  const [isFailedOnly, setFailedOnly] = useState(false);
  const [isPaused, setPaused] = useState(false);
  const held = usePaused(rows, isPaused);
  const shown = useMemo(() => {
    const has = makeFilter(query);
    const isAll = query.trim() === "" && !isFailedOnly;
    return isAll ? held : held.filter((row) => (!isFailedOnly || row.status >= 400) && has(textOf(row)));
  }, [held, query, isFailedOnly]);
  const id = route.path[1];
  const list = useRef<HTMLDivElement>(null);
  const close = () => {
    goTo(linkTo(["requests"]));
    list.current?.querySelector<HTMLElement>("[role=grid]")?.focus();
  };
  useEffect(() => {
    if (id === undefined) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) close();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  });
  if (failure?.status === 404) return <Failure failure={failure} />;
  const last = held.at(-1)?.id ?? 0;
  const heldBack = isPaused ? rows.filter((row) => row.id > last).length : 0;
  return (
    <div class="view full">
      <div class="head">
        <h1>{texts.views.requests}</h1>
        <Tag tone={state === "open" ? (isPaused ? "warn" : "ok") : "warn"}>
          {isPaused ? requests.waiting(heldBack) : requests.states[state]}
        </Tag>
        <span class="muted small" role="status">
          {requests.count(shown.length, held.length)}
          {dropped > 0 && ` · ${requests.dropped(dropped)}`}
        </span>
        <div class="tools">
          <FilterField label={requests.filter} value={query} onInput={setQuery} />
          <button
            type="button"
            class="button"
            aria-pressed={isFailedOnly}
            onClick={() => setFailedOnly(!isFailedOnly)}
          >
            {requests.failed}
          </button>
          <button type="button" class="button" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
            {isPaused ? requests.resume : requests.pause}
          </button>
          <button type="button" class="button" onClick={clearRequests}>
            {requests.clear}
          </button>
        </div>
      </div>
      <div class={`split ${id === undefined ? "" : "open"}`}>
        <div class="choice" ref={list}>
          <RowList
            label={texts.views.requests}
            columns={COLUMNS}
            rows={shown}
            keyOf={(row) => String(row.id)}
            selected={id}
            onOpen={(row) => goTo(linkTo(["requests", String(row.id)]))}
            followsEnd
            empty={<Nothing isFiltered={held.length > 0} />}
          />
        </div>
        {id !== undefined && <RequestDetail key={id} id={id} onClose={close} />}
      </div>
    </div>
  );
}
