/** Replays: those that run, those that were, and a new one. */
import type { JSX } from "preact";
import { askJson } from "../data/api.ts";
import type { ReplayRow } from "../data/api-types.ts";
import { useEvery, useLoad } from "../data/use-load.ts";
import { Await, Empty, show, Tag } from "../parts/common.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { tellCount, tellDuration, tellLocal } from "../parts/format.ts";
import { linkTo } from "../shell/router.ts";
import type { ViewProps } from "../shell/view.ts";
import "../styles/replays.css";
import { texts } from "../texts.ts";
import { NewReplay } from "./new-replay.tsx";
import { isRunning, reported, reportedVerification } from "./replay-data.ts";
import { ReplayBody, ReplayDetail, STATE_TONES } from "./replay-detail.tsx";
import { Verification } from "./result-tables.tsx";
import { findWanted } from "./start.ts";

const { replays } = texts;
const RUNNING_EVERY_MS = 1_000;
const EVERY_MS = 10_000;

function tellTook({ created_at, ended_at }: ReplayRow): string {
  return ended_at === undefined ? "" : tellDuration(Date.parse(ended_at) - Date.parse(created_at));
}

function History({ of }: { readonly of: readonly ReplayRow[] }): JSX.Element {
  const { columns } = replays;
  if (of.length === 0)
    return (
      <Empty title={replays.noHistory}>
        <p>{replays.noHistoryHint}</p>
      </Empty>
    );
  return (
    <DataTable
      label={replays.history}
      titles={[columns.state, columns.when, columns.read, columns.sent, columns.failed, columns.took]}
      numbers={[2, 3, 4, 5]}
      rows={of.map((row) => [
        <Tag tone={STATE_TONES[row.state]}>{replays.states[row.state]}</Tag>,
        <>
          <a href={linkTo(["replays", row.id])}>{tellLocal(row.created_at)}</a>{" "}
          <span class="muted">{show(findWanted(row.id)?.file.name ?? "")}</span>
        </>,
        tellCount(row.progress.read),
        tellCount(row.progress.sent),
        row.progress.failed > 0 ? <Tag tone="bad">{tellCount(row.progress.failed)}</Tag> : "0",
        tellTook(row),
      ])}
    />
  );
}

function ReplayList(): JSX.Element {
  const load = (signal: AbortSignal) =>
    askJson<{ replays: readonly ReplayRow[] }>("/api/cloudtrail/replays", { signal });
  const loaded = useLoad(load, "replays");
  const { reload } = loaded;
  const runs = loaded.state === "ready" && loaded.value.replays.some(isRunning);
  useEvery(runs ? RUNNING_EVERY_MS : EVERY_MS, reload);
  return (
    <div class="view">
      <div class="head">
        <h1>{texts.views.replays}</h1>
      </div>
      <NewReplay onStarted={reload} />
      <div class="stack">
        <h2>{replays.history}</h2>
        <Await of={loaded}>{({ replays: rows }) => <History of={rows} />}</Await>
      </div>
    </div>
  );
}

/** What a report is about. */
function ReportView({ route }: ViewProps): JSX.Element {
  return (
    <div class="view">
      <div class="head">
        <h1>
          {reported
            ? replays.oneOf(reported.result?.endpoint ?? "")
            : replays.verification(reportedVerification?.endpoint ?? "")}
        </h1>
      </div>
      {reported && <ReplayBody data={reported} route={route} path={["replays"]} />}
      {reportedVerification && <Verification of={reportedVerification} />}
    </div>
  );
}

export function ReplaysView({ route }: ViewProps): JSX.Element {
  const id = route.path[1];
  if (reported || reportedVerification) return <ReportView route={route} />;
  return id === undefined ? <ReplayList /> : <ReplayDetail key={id} id={id} route={route} />;
}
