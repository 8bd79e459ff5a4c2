/** Runs `cloudtrail verify`: derives what should exist from the log, reads it from the emulator, says what is not so. */
import { writeFile } from "node:fs/promises";
import { version } from "../../package.json";
import { Dictionary } from "../identities/rewrite.ts";
import { orderSteps } from "../plan/order.ts";
import { fillPlaceholders } from "../plan/placeholders.ts";
import { planSteps } from "../plan/steps.ts";
import { prepareRequest } from "../replay/prepare.ts";
import { probeEndpoint } from "../replay/probe.ts";
import { sendRequest } from "../replay/send.ts";
import { buildVerifyReport, hasDiverged, renderVerifyReport } from "../verify/report.ts";
import { verifyResources } from "../verify/verify.ts";
import type { Invocation } from "./command.ts";
import { EndpointError, OutputError } from "./errors.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { VerifyOptions } from "./options.ts";
import { CONNECT_TIMEOUT_MS, chooseEndpoint, REQUEST_TIMEOUT_MS, select } from "./replay.ts";

/** The pairs of a map, the later of two for one text holding. */
function openMap(ids: NonNullable<VerifyOptions["ids"]>): Dictionary {
  const dictionary = new Dictionary();
  for (const { recorded, live } of ids.pairs) dictionary.set(recorded, live);
  return dictionary;
}

async function keepReport(json: string, path: string): Promise<void> {
  try {
    await writeFile(path, json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OutputError(
      `--output: the report could not be written: ${reason}; name another file, or print it with --format json`,
    );
  }
}

/** Verifies and reports. Throws UsageError, InputError and EndpointError; nothing but reads is sent. */
export async function verify(options: VerifyOptions, invocation: Invocation): Promise<ExitCode> {
  const { stdout, log, signal } = invocation;
  const endpoint = await chooseEndpoint({ ...options, dryRun: false });
  const selection = await select({ ...options, includeReads: false }, log);
  const steps = orderSteps(fillPlaceholders(await planSteps(selection.events)));
  const unreachable = steps.length === 0 ? undefined : await probeEndpoint(endpoint, CONNECT_TIMEOUT_MS);
  if (unreachable !== undefined) throw new EndpointError(unreachable);

  const verdicts = await verifyResources(
    { steps, dictionary: options.ids && openMap(options.ids) },
    {
      prepare: (step) => prepareRequest(step, { endpoint, version }),
      send: (request, givenUp) => sendRequest(request, { timeoutMs: REQUEST_TIMEOUT_MS, signal: givenUp }),
    },
    { concurrency: options.concurrency, signal },
  );
  const report = buildVerifyReport(verdicts, endpoint);
  const json = `${JSON.stringify(report, null, 2)}\n`;
  await stdout.write(options.format === "json" ? json : renderVerifyReport(report));
  if (options.output !== undefined) await keepReport(json, options.output);
  if (signal.aborted) return EXIT.interrupted;
  return hasDiverged(report) ? EXIT.callsFailed : EXIT.done;
}
