/** One replay, as its view shows it: of the server, live while it runs, or of the report. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ReplayedCall, ShownExchange } from "../../../report/shown.ts";
import { type ApiFailure, ask, askJson, toFailure } from "../data/api.ts";
import type {
  CallsAnswer,
  ReplayAnswer,
  ReplayProgress,
  ReplayRow,
  ResultShown,
  VerificationShown,
} from "../data/api-types.ts";
import { boot } from "../data/boot.ts";
import { followEvents } from "../data/events.ts";
import { announce } from "../shell/announce.ts";
import { texts } from "../texts.ts";

/** A call with its number among those that have ended. */
export type NumberedCall = ReplayedCall & { readonly number: number };

/** What there is to show of one replay. */
export interface ReplayData {
  /** undefined of a report. */
  readonly row: ReplayRow | undefined;
  readonly progress: ReplayProgress | undefined;
  readonly result: ResultShown | undefined;
  readonly calls: readonly NumberedCall[];
  /** How many have ended; there may be more than are kept. */
  readonly total: number;
  readonly warnings: readonly string[];
  readonly findExchange: (call: NumberedCall) => Promise<ShownExchange | undefined>;
  readonly stop?: () => Promise<void>;
}

function readReport(): ReplayData | undefined {
  if (boot.mode !== "report" || boot.report.command !== "replay") return undefined;
  const { result, calls = [] } = boot.report;
  return {
    row: undefined,
    progress: undefined,
    result: result as ResultShown,
    calls: calls.map((call, number) => ({ ...call, number })),
    total: (result as ResultShown).replayed,
    warnings: [],
    findExchange: async ({ number }) => calls[number]?.exchange,
  };
}

/** What a report of a replay holds. */
export const reported = readReport();

/** The verification that a report is about. */
export const reportedVerification =
  boot.mode === "report" && boot.report.command === "verify"
    ? (boot.report.result as VerificationShown)
    : undefined;

/** A page of calls; more are asked for until there are none. */
const PAGE = 5_000;
const RUNNING: ReadonlySet<string> = new Set(["reading", "sending", "verifying"]);

/** Whether a replay has not ended yet. */
export function isRunning({ state }: Pick<ReplayRow, "state">): boolean {
  return RUNNING.has(state);
}

type ProgressEvent = ReplayProgress & Pick<ReplayRow, "state">;

/** Reads calls from where it has come to, one request at a time. */
function useCalls(path: string) {
  const [calls, setCalls] = useState<readonly NumberedCall[]>([]);
  const [total, setTotal] = useState(0);
  const reading = useRef(false);
  const wanted = useRef(false);
  const count = useRef(0);
  const read = useCallback(async () => {
    // An answer that is on its way may lack what has ended since: who asks meanwhile has it asked once more.
    wanted.current = true;
    if (reading.current) return;
    reading.current = true;
    try {
      while (wanted.current) {
        wanted.current = false;
        const answer = await askJson<CallsAnswer>(`${path}/calls?after=${count.current}&limit=${PAGE}`);
        const first = count.current;
        count.current += answer.calls.length;
        setTotal(answer.total);
        if (answer.calls.length > 0)
          setCalls((before) => [
            ...before,
            ...answer.calls.map((call, at) => ({ ...call, number: first + at })),
          ]);
        wanted.current ||= answer.calls.length === PAGE;
      }
    } catch {
      // What else is asked for says that the server is gone.
    } finally {
      reading.current = false;
    }
  }, [path]);
  return { calls, total, read };
}

/** A replay of the server. */
export function useReplay(id: string): {
  readonly data: ReplayData | undefined;
  readonly failure: ApiFailure | undefined;
} {
  const path = `/api/cloudtrail/replays/${encodeURIComponent(id)}`;
  const [answer, setAnswer] = useState<ReplayAnswer>();
  const [progress, setProgress] = useState<ReplayProgress>();
  const [failure, setFailure] = useState<ApiFailure>();
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const { calls, total, read } = useCalls(path);
  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    const end = (ended: ReplayAnswer) => {
      setAnswer(ended);
      setProgress(ended.progress);
      setWarnings(ended.warnings);
      void read();
    };
    askJson<ReplayAnswer>(path, { signal })
      .then((first) => {
        end(first);
        if (!isRunning(first)) return;
        return followEvents(`${path}/events`, {
          signal,
          onEvents(events) {
            for (const { name, data } of events) {
              if (name === "progress") {
                const { state, ...counts } = data as ProgressEvent;
                setProgress(counts);
                setAnswer((before) => before && { ...before, state });
              } else if (name === "warning") {
                setWarnings((before) => [...before, (data as { message: string }).message]);
              } else if (name === "result") {
                const ended = data as ReplayAnswer;
                end(ended);
                announce(texts.replays.ended(texts.replays.states[ended.state], ended.progress.failed));
              }
            }
            void read();
          },
        });
      })
      .catch((error) => signal.aborted || setFailure(toFailure(error)));
    return () => left.abort();
  }, [path, read]);
  const data = answer && {
    row: answer,
    progress,
    result: answer.result,
    calls,
    total,
    warnings,
    findExchange: async ({ number }: NumberedCall) =>
      (await askJson<{ exchange?: ShownExchange }>(`${path}/calls/${number}`)).exchange,
    stop: async () => {
      await ask(path, { method: "DELETE" });
    },
  };
  return { data, failure };
}
