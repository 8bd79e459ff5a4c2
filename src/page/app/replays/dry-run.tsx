/** The requests that a replay would send. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { tellError } from "../data/api.ts";
import { Json } from "../parts/code.tsx";
import { Empty, IconButton } from "../parts/common.tsx";
import { tellUtc } from "../parts/format.ts";
import { type ListColumn, RowList } from "../parts/row-list.tsx";
import { texts } from "../texts.ts";
import { type DryRunLine, startDryRun, type WantedReplay } from "./start.ts";

type NumberedLine = DryRunLine & { readonly number: number };

const { callsColumns } = texts.replays;
const COLUMNS: readonly ListColumn<NumberedLine>[] = [
  {
    title: callsColumns.at,
    width: "10rem",
    isWide: true,
    render: ({ event_time }) => <span class="mono">{tellUtc(event_time)}</span>,
  },
  { title: callsColumns.service, width: "minmax(6.5rem, 1fr)", render: ({ service }) => service },
  { title: callsColumns.operation, width: "minmax(8rem, 2fr)", render: ({ operation }) => operation },
  {
    title: callsColumns.account,
    width: "8rem",
    isWide: true,
    render: ({ account }) => <span class="mono">{account}</span>,
  },
  { title: callsColumns.region, width: "7rem", isWide: true, render: ({ region }) => region },
];

function readBody({ body }: DryRunLine): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

interface DryRunProps {
  readonly of: WantedReplay;
  readonly onProblem: (problem: string) => void;
}

export function DryRun({ of, onProblem }: DryRunProps): JSX.Element {
  const { replays } = texts;
  const [lines, setLines] = useState<readonly NumberedLine[]>([]);
  const [isDone, setDone] = useState(false);
  const [open, setOpen] = useState<NumberedLine>();
  useEffect(() => {
    const left = new AbortController();
    setLines([]);
    setDone(false);
    setOpen(undefined);
    startDryRun(of, left.signal, (some) =>
      setLines((before) => [
        ...before,
        ...some.map((line, index) => ({ ...line, number: before.length + index })),
      ]),
    )
      .catch((error) => left.signal.aborted || onProblem(tellError(error)))
      .finally(() => setDone(true));
    return () => left.abort();
  }, [of, onProblem]);
  return (
    <section class="stack" aria-label={replays.dryRun}>
      <div class="row">
        <h2>{replays.dryRun}</h2>
        <span class="muted" role="status">
          {isDone ? replays.dryRunCount(lines.length) : texts.app.loading}
        </span>
      </div>
      <div class={`split tall ${open ? "open" : ""}`}>
        <div class="choice">
          <RowList
            label={replays.dryRun}
            columns={COLUMNS}
            rows={lines}
            keyOf={({ number }) => String(number)}
            selected={open && String(open.number)}
            onOpen={setOpen}
            empty={isDone && <Empty title={replays.dryRunNone} />}
          />
        </div>
        {open && (
          <section class="panel detail" aria-label={open.operation}>
            <header>
              <h3>
                {open.service} {open.operation}
              </h3>
              <span class="tools">
                <IconButton icon="close" label={texts.app.close} onClick={() => setOpen(undefined)} />
              </span>
            </header>
            <div class="body stack">
              <p class="mono">
                {open.method} {open.url}
              </p>
              <Json value={open.headers} label={texts.exchange.headers} />
              <Json value={readBody(open)} label={texts.exchange.request} />
            </div>
          </section>
        )}
      </div>
    </section>
  );
}
