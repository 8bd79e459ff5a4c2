/** The flag for reports, whose kinds are those of src/options/report-files.ts. */
import { defineList } from "../flag.ts";
import { NOT_WRITTEN } from "../flag-readers.ts";
import { parseReports, type ReportFile } from "../report-files.ts";

const NO_REPORTS: readonly ReportFile[] = [];

export const REPORT_FLAGS = {
  report: defineList(
    {
      group: "Result",
      takenBy: ["replay", "verify"],
      names: "file",
      hint: "FILE",
      refusedInFile: NOT_WRITTEN,
      help: "write a report, of the kind that the file's ending says: .html is a page to look at, .svg a picture of what stands, .xml JUnit, .md a summary for a CI job; repeat it",
    },
    NO_REPORTS,
    parseReports,
  ),
};
