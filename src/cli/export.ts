/** Runs `cloudtrail export`: contacts nothing, and writes to standard output, a file or a folder. */
import { tellCount } from "../base/count.ts";
import { EXIT, type ExitCode } from "../base/errors.ts";
import type { ExportOptions } from "../options/export-options.ts";
import { performExport } from "../run/perform-export.ts";
import type { Invocation } from "./command.ts";
import { Watch } from "./watch.ts";

/** Exports. Throws UsageError, InputError and OutputError. */
export async function runExport(options: ExportOptions, invocation: Invocation): Promise<ExitCode> {
  const { stdout, signal } = invocation;
  using watch = new Watch(invocation);
  const { exitCode, text, written } = await performExport(options, {
    remarks: watch.log,
    signal,
    observer: watch,
  });
  watch.stop();
  if (text !== undefined) await stdout.write(text);
  const [main, ...others] = written;
  if (main !== undefined) {
    const beside = others.length === 0 ? "" : `, with ${tellCount(others.length, "file")} beside it`;
    watch.log.info(`${main} is written${beside}`);
  }
  if (exitCode === EXIT.interrupted) watch.log.info("interrupted: nothing was written");
  return exitCode;
}
