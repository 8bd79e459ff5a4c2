/** Runs `cloudtrail select`: prints records; contacts nothing. */
import { EXIT, type ExitCode } from "../base/errors.ts";
import type { SelectingOptions } from "../options/select-options.ts";
import { escapeUnprintable } from "../report/unprintable.ts";
import { type InPlace, performSelect } from "../run/perform-select.ts";
import { writeOutput } from "../run/write-file.ts";
import type { Invocation } from "./command.ts";
import { Watch } from "./watch.ts";

const KEY_BYTES = 32;

/** What replaces the names in records, where that was asked for; most runs start sooner without. */
async function openAnonymizer(
  { anonymize }: SelectingOptions,
  { info }: Invocation["log"],
): Promise<InPlace> {
  if (anonymize === undefined) return {};
  const { makeAnonymizer } = await import("../anonymize/anonymize.ts");
  const { keep, key = crypto.getRandomValues(new Uint8Array(KEY_BYTES)) } = anonymize;
  if (anonymize.key === undefined)
    info(
      "anonymized under a random key, which is thrown away: another run gives other names; --key FILE gives the same ones again",
    );
  return { change: makeAnonymizer({ key, keep }) };
}

/** Prints what is left of the log. Throws UsageError, InputError and OutputError. */
export async function select(options: SelectingOptions, invocation: Invocation): Promise<ExitCode> {
  const { stdout, signal } = invocation;
  using watch = new Watch(invocation);
  const pieces: Uint8Array[] = [];
  const write = async (lines: string): Promise<boolean> => {
    if (options.output !== undefined) return pieces.push(Buffer.from(lines)) > 0;
    watch.stop();
    return stdout.write(stdout.isTerminal ? lines.split("\n").map(escapeUnprintable).join("\n") : lines);
  };
  const place = await openAnonymizer(options, watch.log);
  const cut = await performSelect(options, { remarks: watch.log, signal, observer: watch }, write, place);
  watch.stop();
  if (options.output !== undefined && cut.exitCode === EXIT.done) {
    const fault = await writeOutput("output", options.output, Buffer.concat(pieces));
    if (fault) throw fault;
  }
  watch.log.info(cut.summary);
  return cut.exitCode;
}
