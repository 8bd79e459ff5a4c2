/** Runs `cloudtrail diff`: prints how two differ. */
import type { ExitCode } from "../base/errors.ts";
import type { DiffOptions } from "../options/diff-options.ts";
import { printJson } from "../report/unprintable.ts";
import { performDiff } from "../run/perform-diff.ts";
import { renderDifference, tellDifference } from "../topology/diff/render.ts";
import type { Invocation } from "./command.ts";
import { Watch } from "./watch.ts";

/** Compares and prints. Throws UsageError, InputError, EndpointError and OutputError. */
export async function runDiff(options: DiffOptions, invocation: Invocation): Promise<ExitCode> {
  const { stdout, signal, colour } = invocation;
  using watch = new Watch(invocation);
  const { difference, exitCode } = await performDiff(options, {
    remarks: watch.log,
    signal,
    observer: watch,
  });
  watch.stop();
  if (!difference) watch.log.info("interrupted: nothing was compared");
  else if (options.format === "json")
    await stdout.write(`${printJson(tellDifference(difference, options), 2)}\n`);
  else await stdout.write(renderDifference(difference, { ...options, isColoured: colour.stdout }));
  return exitCode;
}
