/** Writes the reports that were asked for. A new kind is an ending in src/options/report-files.ts and its writer here. */
import { OutputError } from "../base/errors.ts";
import type { ReportFile, ReportKind } from "../options/report-files.ts";
import { renderJunit } from "../report/files/junit.ts";
import { renderMarkdown } from "../report/files/markdown.ts";
import type { Reported } from "../report/files/reported.ts";
import { writeOutput } from "./write-file.ts";

/** What the files are made of; the page and the picture take more, which is found only where it is asked for. */
export type Reportable = Reported & {
  readonly renderPage: () => Promise<string>;
  readonly drawPicture: () => Promise<string>;
};

/** Makes a report's text. */
type WriteReport = (reported: Reportable) => string | Promise<string>;

const WRITERS: Readonly<Record<ReportKind, WriteReport>> = {
  xml: renderJunit,
  md: renderMarkdown,
  html: ({ renderPage }) => renderPage(),
  svg: ({ drawPicture }) => drawPicture(),
};

/**
 * Writes each of the files, whole or not at all; gives what could not be made or written, of which none keeps another from being
 * there, and none the result that it is about.
 */
export async function writeReports(
  files: readonly ReportFile[],
  gather: () => Reportable,
): Promise<OutputError[]> {
  const faults: OutputError[] = [];
  let reported: Reportable | undefined;
  for (const { kind, path } of files) {
    try {
      reported ??= gather();
      const fault = await writeOutput("report", path, await WRITERS[kind](reported));
      if (fault) faults.push(fault);
    } catch (error) {
      if (error instanceof OutputError) {
        faults.push(error);
        continue;
      }
      const reason = error instanceof Error ? error.message : String(error);
      faults.push(
        new OutputError(
          `the ${kind} report could not be made, which is a fault of cloudmock: ${reason}`,
          "report",
        ),
      );
    }
  }
  return faults;
}
