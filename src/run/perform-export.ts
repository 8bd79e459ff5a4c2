/** A whole export: from the options to what was written and where. */
import { constants } from "node:fs";
import { chmod, mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { version } from "../../package.json";
import { tellCount } from "../base/count.ts";
import { EXIT, type ExitCode, UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import { placeOutput } from "../emulator/place-steps.ts";
import type { Exported } from "../export/exported.ts";
import type { ExportOptions } from "../options/export-options.ts";
import type { Surroundings } from "../options/surroundings.ts";
import { EXPORT_WRITERS } from "./export/formats.ts";
import { openSession } from "./open-session.ts";
import { replayHere } from "./stand-up.ts";
import { writeOutput } from "./write-file.ts";

/** An export that has ended. */
export interface PerformedExport {
  readonly exitCode: ExitCode;
  /** What belongs to standard output; undefined where it was written to files. */
  readonly text: string | undefined;
  /** The paths that were written, the main one first. */
  readonly written: readonly string[];
}

async function isFolder(path: string): Promise<boolean> {
  if (/[/\\]$/.test(path)) return true;
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/** Writes one file of an export, whole or not at all. */
async function writeOne(path: string, content: string | Uint8Array, inFolder: boolean): Promise<void> {
  // The folder that was named is made, but not one for a file.
  if (inFolder)
    await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UsageError(say`the folder cannot be made: ${reason}; name another one`, "output");
    });
  const fault = await writeOutput("output", path, content);
  if (fault) throw fault;
}

async function writeFiles(path: string, exported: Exported, inFolder: boolean): Promise<string[]> {
  if (!inFolder && exported.files.size > 0)
    throw new UsageError(
      say`the export has files besides: name a folder, as in ${nameFlag("output")} ${path}/`,
      "output",
    );
  const main = inFolder ? join(path, exported.name) : path;
  // What refers to others is written after them.
  const others = [...exported.files].map(([name, content]) => [join(path, name), content] as const);
  for (const [place, content] of others) await writeOne(place, content, inFolder);
  await writeOne(main, exported.text, inFolder);
  if (exported.isExecutable) {
    const { mode } = await stat(main);
    // Whoever may read it may run it, but for what is no file.
    if ((mode & constants.S_IFMT) === constants.S_IFREG)
      await chmod(main, (mode & 0o777) | ((mode & 0o444) >> 2));
  }
  return [main, ...others.map(([place]) => place)];
}

/** What the log's end is, written down in the format that the options name; undefined where that was interrupted. */
async function writeDown(
  { as, isJson, replay }: ExportOptions,
  isFolder: boolean,
  around: Surroundings,
): Promise<Exported | undefined> {
  const writer = EXPORT_WRITERS[as];
  const place = { isFolder, version, isJson };
  if (writer.of === "things") {
    const { instance, result } = await replayHere(replay, around);
    if (around.signal.aborted) return undefined;
    const { failed } = result;
    if (failed > 0)
      around.remarks.warn(
        `${tellCount(failed, "call")} of the log could not be made: what they made is missing`,
      );
    return (await writer.load())(instance, place);
  }
  const { steps, places } = await openSession(replay, around);
  if (around.signal.aborted) return undefined;
  const { regionMap } = replay.choice;
  // The inputs are in the target's regions already, and are compared with what was answered.
  const placed = steps.map((step) => ({
    ...step,
    region: regionMap.get(step.region) ?? step.region,
    output: placeOutput(step, places),
  }));
  return (await writer.load())({ steps: placed }, place);
}

/**
 * Reads and plans the log, and writes down what stands at its end. Nothing is contacted. Throws UsageError, InputError and
 * OutputError.
 */
export async function performExport(options: ExportOptions, around: Surroundings): Promise<PerformedExport> {
  const { output } = options;
  const inFolder = output !== undefined && (await isFolder(output));
  const exported = await writeDown(options, inFolder, around);
  if (!exported) return { exitCode: EXIT.interrupted, text: undefined, written: [] };
  for (const remark of exported.remarks) around.remarks.info(remark);
  if (output !== undefined)
    return { exitCode: EXIT.done, text: undefined, written: await writeFiles(output, exported, inFolder) };
  if (exported.files.size > 0)
    throw new UsageError(say`the export has files besides: give ${nameFlag("output")} FOLDER/`);
  return { exitCode: EXIT.done, text: exported.text, written: [] };
}
