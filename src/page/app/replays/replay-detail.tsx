/** One replay: how far it is, what became of its calls, and why some failed. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { tellError } from "../data/api.ts";
import type { ReplayRow } from "../data/api-types.ts";
import { Empty, Failure, show, Tag, type Tone } from "../parts/common.tsx";
import { tellCount, tellDuration, tellLocal } from "../parts/format.ts";
import { type Tab, Tabs } from "../parts/tabs.tsx";
import { announce } from "../shell/announce.ts";
import { goTo, linkTo, type PageRoute } from "../shell/router.ts";
import { texts } from "../texts.ts";
import { Calls } from "./calls.tsx";
import { Failures } from "./failures.tsx";
import { isRunning, type ReplayData, useReplay } from "./replay-data.ts";
import { Created, Placeholders, Services, Skipped, Verification } from "./result-tables.tsx";
import { findWanted, startReplay } from "./start.ts";
import { Timeline } from "./timeline.tsx";

const { replays } = texts;

export const STATE_TONES: Readonly<Record<ReplayRow["state"], Tone>> = {
  reading: "plain",
  sending: "plain",
  verifying: "plain",
  succeeded: "ok",
  failed: "bad",
  cancelled: "warn",
  interrupted: "warn",
};

function Progress({ of }: { readonly of: ReplayData }): JSX.Element | null {
  const { row, progress } = of;
  if (!row || !progress || !isRunning(row)) return null;
  const { sent, planned, read, rate, left_ms, lag_ms } = progress;
  const isReading = row.state === "reading";
  const told = isReading ? replays.reading(read) : replays.progressText(sent, planned);
  return (
    <div class="progress">
      <progress
        aria-label={replays.progress}
        {...(isReading ? {} : { value: sent, max: Math.max(1, planned) })}
      />
      <span class="small">
        {[
          told,
          ...(rate > 0 ? [replays.rate(rate)] : []),
          ...(left_ms === undefined ? [] : [replays.left(tellDuration(left_ms))]),
          ...(lag_ms === undefined ? [] : [replays.lag(tellDuration(lag_ms))]),
        ].join(" · ")}
      </span>
    </div>
  );
}

function Counts({ of }: { readonly of: ReplayData }): JSX.Element {
  const { result, progress, total } = of;
  const { counts } = replays;
  const failed = result?.failed ?? progress?.failed ?? 0;
  const rows: (readonly [name: string, value: string, tone?: string])[] = [
    [counts.events, tellCount(result?.total_events ?? progress?.read ?? 0)],
    [counts.replayed, tellCount(result?.replayed ?? progress?.sent ?? total)],
    [counts.succeeded, tellCount(result?.succeeded ?? progress?.succeeded ?? 0)],
    [counts.failed, tellCount(failed), failed > 0 ? "bad" : ""],
    [counts.skipped, result ? tellCount(result.skipped) : "–"],
    [counts.took, result ? tellDuration(result.duration / 1e6) : "–"],
  ];
  return (
    <dl class="counts">
      {rows.map(([name, value, tone = ""]) => (
        <div key={name} class={tone}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ReplayBodyProps {
  readonly data: ReplayData;
  readonly route: PageRoute;
  /** The links of this replay. */
  readonly path: readonly string[];
}

/** All that there is of one replay, of a server or of a report. */
export function ReplayBody({ data, route, path }: ReplayBodyProps): JSX.Element {
  const { result, calls, warnings } = data;
  const go = (tab: string, call?: string) => goTo(linkTo(path, { tab, call }), true);
  const [sought, seek] = useState<string>();
  const openEvent = (eventId: string) => {
    seek(eventId);
    go("calls");
  };
  // Its call may be among those that are not read yet.
  useEffect(() => {
    const call = sought && calls.find((one) => one.event_id === sought && one.made === undefined);
    if (!call) return;
    seek(undefined);
    go("calls", String(call.number));
  }, [sought, calls]);
  const tabs: Tab[] = [
    ...(result
      ? [
          {
            name: "failures",
            title: replays.tabs.failures,
            count: result.errors.length,
            render: () => <Failures of={result.errors} onOpen={openEvent} />,
          },
        ]
      : []),
    {
      name: "calls",
      title: replays.tabs.calls,
      count: data.total,
      render: () => (
        <Calls
          data={data}
          selected={route.query.get("call") ?? undefined}
          onSelect={(call) => go("calls", call)}
        />
      ),
    },
    ...(result
      ? [
          {
            name: "skipped",
            title: replays.tabs.skipped,
            count: result.skipped,
            render: () => <Skipped of={result} />,
          },
          {
            name: "placeholders",
            title: replays.tabs.placeholders,
            count: result.placeholders.length,
            render: () => <Placeholders of={result} />,
          },
          {
            name: "created",
            title: replays.tabs.created,
            count: result.created.length,
            render: () => <Created of={result} />,
          },
          {
            name: "services",
            title: replays.tabs.services,
            count: Object.keys(result.services).length,
            render: () => <Services of={result} />,
          },
        ]
      : []),
    ...(result?.verification
      ? [
          {
            name: "verification",
            title: replays.tabs.verification,
            render: () => result.verification && <Verification of={result.verification} />,
          },
        ]
      : []),
    ...(data.row
      ? [
          {
            name: "warnings",
            title: replays.tabs.warnings,
            count: warnings.length,
            render: () =>
              warnings.length === 0 ? (
                <Empty title={replays.noWarnings} />
              ) : (
                <ul class="remarks">
                  {warnings.map((text) => (
                    <li key={text}>{show(text)}</li>
                  ))}
                </ul>
              ),
          },
        ]
      : []),
  ];
  return (
    <>
      <Counts of={data} />
      <Progress of={data} />
      {data.row?.error && (
        <div class="note bad" role="alert">
          {show(data.row.error.message)}
        </div>
      )}
      {(calls.length > 0 || data.row?.state === "sending") && (
        <Timeline calls={calls} skipped={result?.skipped_by_reason ?? {}} />
      )}
      <Tabs
        label={replays.tabs.label}
        tabs={tabs}
        selected={route.query.get("tab") ?? (result && result.errors.length > 0 ? "failures" : "calls")}
        onSelect={(tab) => go(tab)}
      />
    </>
  );
}

function useDownload(data: ReplayData | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  const result = data?.result;
  useEffect(() => {
    if (!result) return;
    const made = URL.createObjectURL(
      new Blob([JSON.stringify(result, null, 2)], { type: "application/json" }),
    );
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [result]);
  return url;
}

/** A replay of the server. */
export function ReplayDetail({ id, route }: { readonly id: string; readonly route: PageRoute }): JSX.Element {
  const { data, failure } = useReplay(id);
  const [isStopping, setStopping] = useState(false);
  const url = useDownload(data);
  const wanted = findWanted(id);
  const row = data?.row;
  const again = async () => {
    if (!wanted) return;
    try {
      goTo(linkTo(["replays", await startReplay(wanted)]));
    } catch (error) {
      announce(tellError(error));
    }
  };
  const stop = async () => {
    setStopping(true);
    await data?.stop?.().catch((error) => announce(String(error)));
  };
  return (
    <div class="view">
      <div class="head">
        <a class="button small no-print" href={linkTo(["replays"])}>
          {replays.back}
        </a>
        <h1>
          {wanted
            ? replays.oneOf(show(wanted.file.name))
            : row
              ? replays.one(tellLocal(row.created_at))
              : texts.views.replays}
        </h1>
        {row && <Tag tone={STATE_TONES[row.state]}>{replays.states[row.state]}</Tag>}
        <div class="tools">
          {row && isRunning(row) && (
            <button type="button" class="button danger" disabled={isStopping} onClick={() => void stop()}>
              {isStopping ? replays.stopping : replays.stop}
            </button>
          )}
          {row && !isRunning(row) && (
            <button
              type="button"
              class="button"
              disabled={!wanted}
              title={wanted ? undefined : replays.againHint}
              onClick={() => void again()}
            >
              {replays.again}
            </button>
          )}
          {url && (
            <a class="button" href={url} download="result.json">
              {replays.result}
            </a>
          )}
        </div>
      </div>
      {failure && <Failure failure={failure} />}
      {!failure && !data && <p class="empty">{texts.app.loading}</p>}
      {data && <ReplayBody data={data} route={route} path={["replays", id]} />}
    </div>
  );
}
