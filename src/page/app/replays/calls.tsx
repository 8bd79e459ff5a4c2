/** Every call of a replay, with the request and the answer of the one that is looked at. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useLoad } from "../data/use-load.ts";
import { Await, Empty, Facts, IconButton, show, Tag } from "../parts/common.tsx";
import { Exchange } from "../parts/exchange.tsx";
import { FilterField } from "../parts/fields.tsx";
import { makeFilter } from "../parts/filter.ts";
import { tellDuration, tellUtc } from "../parts/format.ts";
import { type ListColumn, RowList } from "../parts/row-list.tsx";
import { texts } from "../texts.ts";
import type { NumberedCall, ReplayData } from "./replay-data.ts";

const { replays } = texts;
const kinds: Readonly<Record<string, string>> = replays.made;

const COLUMNS: readonly ListColumn<NumberedCall>[] = [
  {
    title: replays.callsColumns.at,
    width: "10rem",
    isWide: true,
    render: ({ at }) => <span class="mono">{tellUtc(at)}</span>,
  },
  {
    title: replays.callsColumns.status,
    width: "3.5rem",
    render: ({ status, ok }) => <Tag tone={ok ? "ok" : "bad"}>{status || "–"}</Tag>,
  },
  { title: replays.callsColumns.service, width: "minmax(6.5rem, 1fr)", render: ({ service }) => service },
  {
    title: replays.callsColumns.operation,
    width: "minmax(9rem, 2fr)",
    render: ({ operation, made, code }) => (
      <>
        {operation} {made !== undefined && <Tag tone="made">{kinds[made] ?? made}</Tag>}{" "}
        {code !== undefined && <span class="muted">{show(code)}</span>}
      </>
    ),
  },
  {
    title: replays.callsColumns.account,
    width: "8rem",
    isWide: true,
    render: ({ account }) => <span class="mono">{show(account)}</span>,
  },
  { title: replays.callsColumns.region, width: "7rem", isWide: true, render: ({ region }) => show(region) },
  {
    title: replays.callsColumns.took,
    width: "4.5rem",
    isNumber: true,
    isWide: true,
    render: ({ took_ms }) => tellDuration(took_ms),
  },
];

const textOf = ({
  service,
  operation,
  status,
  code = "",
  account,
  region,
  event_id,
  made = "",
}: NumberedCall) =>
  `${service} ${operation} ${status} ${code} ${account} ${region} ${event_id} ${made}`.toLowerCase();

interface CallDetailProps {
  readonly of: NumberedCall;
  readonly data: ReplayData;
  readonly onClose: () => void;
}

function CallDetail({ of, data, onClose }: CallDetailProps): JSX.Element {
  const exchange = useLoad(() => data.findExchange(of), `${data.row?.id} ${of.number}`);
  const failure = data.result?.errors.find(({ event_id }) => event_id !== "" && event_id === of.event_id);
  return (
    <section class="panel detail" aria-label={of.operation}>
      <header>
        <h3>
          {of.service} {of.operation}
        </h3>
        <Tag tone={of.ok ? "ok" : "bad"}>{of.status || texts.exchange.noAnswer}</Tag>
        <span class="tools">
          <IconButton icon="close" label={texts.app.close} onClick={onClose} />
        </span>
      </header>
      <div class="body stack">
        <Facts
          of={[
            [replays.event, <span class="mono">{show(of.event_id)}</span>],
            [replays.callsColumns.at, tellUtc(of.at)],
            [replays.callsColumns.took, tellDuration(of.took_ms)],
            [replays.callsColumns.region, show(of.region)],
            [replays.callsColumns.account, show(of.account)],
          ]}
        />
        {failure && !of.ok && (
          <div class="note warn">
            <span>{failure.cause}</span>
          </div>
        )}
        <Await of={exchange}>
          {(value) => (value ? <Exchange of={value} /> : <p class="muted">{texts.exchange.none}</p>)}
        </Await>
      </div>
    </section>
  );
}

interface CallsProps {
  readonly data: ReplayData;
  /** The number of the one that is looked at. */
  readonly selected: string | undefined;
  readonly onSelect: (number: string | undefined) => void;
}

export function Calls({ data, selected, onSelect }: CallsProps): JSX.Element {
  const { calls, total } = data;
  const [query, setQuery] = useState("");
  const [isFailedOnly, setFailedOnly] = useState(false);
  const shown = useMemo(() => {
    const has = makeFilter(query);
    if (query.trim() === "" && !isFailedOnly) return calls;
    return calls.filter((call) => (!isFailedOnly || !call.ok) && has(textOf(call)));
  }, [calls, query, isFailedOnly]);
  const open = selected === undefined ? undefined : calls[Number(selected)];
  return (
    <>
      <div class="row no-print">
        <FilterField label={replays.filterCalls} value={query} onInput={setQuery} />
        <button
          type="button"
          class="button"
          aria-pressed={isFailedOnly}
          onClick={() => setFailedOnly(!isFailedOnly)}
        >
          {replays.onlyFailed}
        </button>
        <span class="muted small" role="status">
          {replays.callCount(shown.length, calls.length)}
          {calls.length < total && ` · ${replays.keptOf(calls.length, total)}`}
        </span>
      </div>
      <div class={`split tall ${open ? "open" : ""}`}>
        <div class="choice">
          <RowList
            label={replays.tabs.calls}
            columns={COLUMNS}
            rows={shown}
            keyOf={({ number }) => String(number)}
            selected={selected}
            onOpen={({ number }) => onSelect(String(number))}
            empty={<Empty title={calls.length === 0 ? replays.noCalls : replays.noMatch} />}
          />
        </div>
        {open && <CallDetail key={open.number} of={open} data={data} onClose={() => onSelect(undefined)} />}
      </div>
    </>
  );
}
