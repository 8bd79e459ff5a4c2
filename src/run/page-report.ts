/** The report of a replay or a verification as a page: what it shows besides the result is gathered while calls are made. */
import { version } from "../../package.json";
import { realClock } from "../base/clock.ts";
import type { Observer } from "../options/surroundings.ts";
import type { Report } from "../page/report-data.ts";
import { renderReportPage } from "../page/report-file.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import type { VerifyReport } from "../verify/report-schema.ts";
import { CallRows, type CallWithExchange } from "./call-rows.ts";
import type { FindTopology } from "./find-topology.ts";
import { joinObservers } from "./join-observers.ts";

/** More calls make a page that no browser opens soon. */
const MOST_CALLS = 20_000;

/** Keeps the calls of a replay for its page. */
export class PageCalls {
  readonly calls: CallWithExchange[] = [];
  readonly #rows = new CallRows(
    () => realClock.now(),
    (row) => {
      if (this.calls.length < MOST_CALLS) this.calls.push(row);
    },
  );

  /** What observes a replay for this and for who watches it already, who is told of everything. */
  watchBeside(other: Observer | undefined): Required<Observer> {
    const rows = this.#rows;
    const own: Observer = {
      onPlanned: () => rows.onPlanned(),
      onVerify: () => rows.onVerify(),
      onExchange: (exchange) => rows.onExchange(exchange),
      onRecalled: (outcome) => rows.onOutcome(outcome),
      onOutcome: (outcome) => rows.onOutcome(outcome),
    };
    return joinObservers(own, other);
  }
}

type Gathered = Pick<Report, "command" | "result" | "calls">;

async function render(gathered: Gathered, findTopology: FindTopology): Promise<string> {
  const topology = await findTopology();
  return renderReportPage({
    ...gathered,
    version,
    made_at: new Date().toISOString(),
    ...(topology && { topology }),
  });
}

/** The page of a replay that has ended. */
export function renderReplayPage(
  result: ReplayResult,
  calls: readonly CallWithExchange[],
  findTopology: FindTopology,
): Promise<string> {
  return render({ command: "replay", result, calls }, findTopology);
}

/** The page of a verification. */
export function renderVerifyPage(report: VerifyReport, findTopology: FindTopology): Promise<string> {
  return render({ command: "verify", result: report }, findTopology);
}
