/** Runs `cloudtrail verify`: derives what should exist from the log, reads it from the emulator, says what is not so. */
import { Identities } from "../identities/identities.ts";
import type { Dictionary } from "../identities/rewrite.ts";
import { keepFinalState } from "../plan/final-state.ts";
import type { Run } from "../replay/run.ts";
import { buildVerifyReport, hasDiverged, renderVerifyReport } from "../verify/report.ts";
import { type Verifiable, verifyResources } from "../verify/verify.ts";
import type { Invocation } from "./command.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { ReplayOptions } from "./options.ts";
import { openSession, type Session } from "./session.ts";
import { keepText } from "./write-file.ts";

async function readBack(
  session: Session,
  known: { readonly dictionary?: Dictionary; readonly failures?: NonNullable<Verifiable["failures"]> },
  options: ReplayOptions,
  signal: AbortSignal,
) {
  const recorded = session.plan.steps.filter((step) => !step.creation);
  const surviving = new Set(keepFinalState(recorded).kept.map(({ event }) => event));
  const verdicts = await verifyResources(
    {
      steps: session.steps.filter(({ event }) => surviving.has(event)),
      placeText: session.places.rewriteText,
      ...known,
    },
    { prepare: session.prepare, send: session.send },
    { concurrency: options.concurrency, signal },
  );
  return buildVerifyReport(verdicts, session.endpoint);
}

/** Verifies and reports. Throws UsageError, InputError and EndpointError; nothing but reads is sent. */
export async function verify(options: ReplayOptions, invocation: Invocation): Promise<ExitCode> {
  const { stdout, signal } = invocation;
  const session = await openSession(options, invocation);
  const pairs = options.ids?.pairs;
  const dictionary = pairs && new Identities(session.places.rewriteText, pairs).dictionary;
  const report = await readBack(session, dictionary ? { dictionary } : {}, options, signal);
  const json = `${JSON.stringify(report, null, 2)}\n`;
  await stdout.write(options.format === "json" ? json : renderVerifyReport(report));
  if (options.output !== undefined) await keepText("output", options.output, json);
  if (signal.aborted) return EXIT.interrupted;
  return hasDiverged(report) ? EXIT.callsFailed : EXIT.done;
}

/** Verifies what a replay has just made. Its report goes to standard error: the result belongs to standard output. */
export async function verifySession(
  session: Session,
  replayed: { readonly options: ReplayOptions; readonly identities: Identities; readonly run: Run },
  { log, signal }: Invocation,
): Promise<ExitCode> {
  const { options, identities, run } = replayed;
  const failures = new Map(
    run.outcomes.flatMap((outcome) =>
      outcome.ok ? [] : [[outcome.event, `${outcome.code}: ${outcome.message}`]],
    ),
  );
  const report = await readBack(session, { dictionary: identities.dictionary, failures }, options, signal);
  log.log(renderVerifyReport(report).trimEnd());
  return hasDiverged(report) ? EXIT.callsFailed : EXIT.done;
}
