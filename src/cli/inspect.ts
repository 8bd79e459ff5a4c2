/** Runs `cloudtrail inspect`: reads and plans, and prints what there is; contacts nothing. */

import { EXIT, type ExitCode } from "../base/errors.ts";
import type { InspectOptions } from "../options/inspect-options.ts";
import { renderInspection } from "../report/inspection/render-inspection.ts";
import { printJson } from "../report/unprintable.ts";
import { performInspection } from "../run/inspect.ts";
import type { Invocation } from "./command.ts";
import { Watch } from "./watch.ts";

/** What a pager shows as it is in most terminals. */
const USUAL_COLUMNS = 80;

/** Inspects and prints. Throws UsageError, InputError and OutputError. */
export async function inspect(options: InspectOptions, invocation: Invocation): Promise<ExitCode> {
  const { stdout, signal } = invocation;
  using watch = new Watch(invocation);
  const inspection = await performInspection(options, {
    remarks: watch.log,
    signal,
    observer: watch,
  });
  watch.stop();
  await stdout.write(
    options.format === "json"
      ? `${printJson(inspection, 2)}\n`
      : renderInspection(inspection, {
          columns: invocation.columns?.stdout ?? USUAL_COLUMNS,
          colour: invocation.colour.stdout,
          top: options.top,
        }),
  );
  if (!inspection.interrupted) return EXIT.done;
  watch.log.info("interrupted: this is of what was read until then");
  return EXIT.interrupted;
}
