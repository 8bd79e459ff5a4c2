/** How many calls succeeded and failed, over time: bars that a pointer and a screen reader can ask. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { ReplayedCall } from "../../../report/shown.ts";
import { Tag } from "../parts/common.tsx";
import { tellCount, tellDuration, tellUtc } from "../parts/format.ts";
import { texts } from "../texts.ts";

const BARS = 80;
const HEIGHT = 72;

interface Bar {
  readonly from: number;
  ok: number;
  failed: number;
}

type By = keyof typeof texts.replays.by;

/** As many bars of one length as cover all calls. */
function countBars(calls: readonly ReplayedCall[], timeOf: (call: ReplayedCall) => number): readonly Bar[] {
  const times = calls.map(timeOf).filter(Number.isFinite);
  const first = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const last = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  const length = Math.max(1, (last - first) / BARS);
  const bars: Bar[] = Array.from({ length: BARS }, (_, at) => ({
    from: first + at * length,
    ok: 0,
    failed: 0,
  }));
  for (const call of calls) {
    const bar = bars[Math.min(BARS - 1, Math.floor((timeOf(call) - first) / length))];
    if (!bar) continue;
    if (call.ok) bar.ok++;
    else bar.failed++;
  }
  return bars;
}

const TIMES: Readonly<Record<By, (call: ReplayedCall) => number>> = {
  log: ({ at }) => Date.parse(at),
  run: ({ ended_ms }) => ended_ms,
};

interface TimelineProps {
  readonly calls: readonly ReplayedCall[];
  /** How many records were skipped, by reason. */
  readonly skipped: Readonly<Partial<Record<string, number>>>;
}

/** What is in no bar: records that were not sent. */
function SkippedLine({ of }: { readonly of: TimelineProps["skipped"] }): JSX.Element | null {
  const reasons = Object.entries(of).sort(([, a = 0], [, b = 0]) => b - a);
  if (reasons.length === 0) return null;
  return (
    <p class="small skipped-line">
      <span class="muted">{texts.replays.counts.skipped}:</span>{" "}
      {reasons.map(([reason, count = 0]) => (
        <Tag key={reason}>
          {reason.replaceAll("_", " ")} {tellCount(count)}
        </Tag>
      ))}
    </p>
  );
}

export function Timeline({ calls, skipped }: TimelineProps): JSX.Element {
  const { replays } = texts;
  const [by, setBy] = useState<By>("log");
  const bars = useMemo(() => countBars(calls, TIMES[by]), [calls, by]);
  const most = Math.max(1, ...bars.map(({ ok, failed }) => ok + failed));
  const tell = (time: number) => (by === "log" ? tellUtc(new Date(time).toISOString()) : tellDuration(time));
  const failed = calls.filter(({ ok }) => !ok).length;
  const [first, last] = [bars[0]?.from ?? 0, bars.at(-1)?.from ?? 0];
  const label =
    calls.length === 0
      ? replays.noCalls
      : replays.timelineOf(calls.length - failed, failed, tell(first), tell(last));
  // A call among thousands must still be seen.
  const scale = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT));
  return (
    <section class="panel timeline" aria-label={replays.timeline}>
      <header>
        <h2>{replays.timeline}</h2>
        <span class="tones small">
          <i class="ok" /> {replays.ok} <i class="bad" /> {replays.failed}
        </span>
        <span class="tools">
          {(Object.keys(replays.by) as By[]).map((one) => (
            <button
              type="button"
              key={one}
              class="button small"
              aria-pressed={by === one}
              onClick={() => setBy(one)}
            >
              {replays.by[one]}
            </button>
          ))}
        </span>
      </header>
      <div class="body">
        <svg viewBox={`0 0 ${BARS * 10} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
          {calls.length > 0 &&
            bars.map((bar, at) => {
              const [okHeight, failedHeight] = [scale(bar.ok), scale(bar.failed)];
              return (
                <g key={bar.from}>
                  <title>{replays.bucket(tell(bar.from), bar.ok, bar.failed)}</title>
                  <rect class="space" x={at * 10} y={0} width={10} height={HEIGHT} />
                  <rect class="ok" x={at * 10 + 1} y={HEIGHT - okHeight} width={8} height={okHeight} />
                  <rect
                    class="bad"
                    x={at * 10 + 1}
                    y={HEIGHT - okHeight - failedHeight}
                    width={8}
                    height={failedHeight}
                  />
                </g>
              );
            })}
        </svg>
        <div class="ends small muted">
          <span>{calls.length > 0 && tell(first)}</span>
          <span>{calls.length > 0 && tell(last)}</span>
        </div>
        <SkippedLine of={skipped} />
      </div>
    </section>
  );
}
