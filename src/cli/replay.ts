/** Runs `cloudtrail replay`: reads and plans everything, then sends it, then says what happened. */
import { loadIndex } from "../aws/models/table.ts";
import { makeIdMap, renderIdMap } from "../identities/id-map.ts";
import { Identities } from "../identities/identities.ts";
import { realClock } from "../replay/clock.ts";
import { planDueTimes } from "../replay/pace.ts";
import { type Run, runSteps } from "../replay/run.ts";
import { explainFailures, renderDivergence } from "../report/divergence.ts";
import { renderDryRunLine } from "../report/dry-run.ts";
import { buildResult } from "../report/result.ts";
import { renderHeader, renderResult } from "../report/text.ts";
import type { Invocation } from "./command.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { ReplayOptions } from "./options.ts";
import { openSession, type Session } from "./session.ts";
import { verifySession } from "./verify.ts";
import { keepText } from "./write-file.ts";

/** Prints each request that would be sent; gives how many of the log's calls could not be. */
async function printRequests({ steps, prepare }: Session, stdout: Invocation["stdout"]): Promise<number> {
  let unsendable = 0;
  for (const step of steps) {
    const prepared = prepare(step);
    if ("unsendable" in prepared) unsendable += step.creation ? 0 : 1;
    else if (!(await stdout.write(`${renderDryRunLine(step.event, prepared.request)}\n`))) break;
  }
  return unsendable;
}

async function dryRun(session: Session, { stdout, log }: Invocation): Promise<ExitCode> {
  const unsendable = await printRequests(session, stdout);
  const { selection, plan } = session;
  const skipped = { ...selection.skipped, ...plan.skipped, ...(unsendable > 0 ? { unsendable } : {}) };
  const reasons = Object.entries(skipped).map(([reason, count]) => `${reason} ${count}`);
  const count = plan.steps.filter((step) => !step.creation).length - unsendable;
  const left = reasons.length === 0 ? "none skipped" : `skipped: ${reasons.join(", ")}`;
  log.info(`dry run: ${count} of ${selection.total} events would be sent; ${left}`);
  return EXIT.done;
}

async function send(
  session: Session,
  options: ReplayOptions,
  identities: Identities,
  signal: AbortSignal,
): Promise<Run> {
  const times = session.steps.map(({ event }) => event.at);
  return runSteps(
    session.steps,
    {
      prepare: (step) => session.prepare({ ...step, input: identities.rewrite(step) }),
      send: session.send,
      read: (step, response) => identities.read(step, response),
    },
    { clock: realClock, dueTimes: planDueTimes(times, options), concurrency: options.concurrency, signal },
  );
}

/** Replays and reports. Throws UsageError, InputError and EndpointError; no call of the log has been sent when it does. */
export async function replay(options: ReplayOptions, invocation: Invocation): Promise<ExitCode> {
  const { stdout, log, signal } = invocation;
  const session = await openSession(options, invocation);
  if (options.dryRun) return dryRun(session, invocation);
  const { endpoint, selection, plan, steps, places, profile } = session;

  const isText = options.format === "text";
  if (isText) await stdout.write(renderHeader(selection.total, endpoint));
  const identities = new Identities(places.rewriteText, options.ids?.pairs);
  const run = await send(session, options, identities, signal);

  const divergences = explainFailures(steps, run.outcomes);
  const result = buildResult({
    run,
    steps,
    divergences,
    endpoint,
    files: selection.files,
    skipped: { ...selection.skipped, ...plan.skipped },
    findLive: (recorded) => identities.findLive(recorded),
    modelsVersion: `botocore ${(await loadIndex()).botocore}`,
  });
  const json = `${JSON.stringify(result, null, 2)}\n`;
  await stdout.write(isText ? renderResult(result) : json);
  if (isText && divergences.length > 0) log.log(renderDivergence(divergences).trimEnd());
  if (options.output !== undefined) {
    await keepText("output", options.output, json).catch((error: unknown) => {
      // The calls are made: what became of them must not be lost with the file.
      if (isText) log.log(json);
      throw error;
    });
  }
  if (options.idMap !== undefined) {
    const operations = new Map(steps.map(({ event }) => [event.eventId, event.operation]));
    const map = makeIdMap(identities.pairs, { endpoint, target: profile.name }, (eventId) =>
      operations.get(eventId),
    );
    await keepText("id-map", options.idMap, renderIdMap(map));
  }
  if (run.interrupted) return EXIT.interrupted;
  const verified = options.verify
    ? await verifySession(session, { options, identities, run }, invocation)
    : EXIT.done;
  return options.failOnError && result.failed > 0 ? EXIT.callsFailed : verified;
}
