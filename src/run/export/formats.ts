/** The formats of an export: a file each, which is loaded when it is asked for. */
import type { ExportWriter } from "../../export/exported.ts";
import type { ExportFormat } from "../../options/table/export-flags.ts";

/** What loads the writer of each format. */
export const EXPORT_WRITERS: Readonly<Record<ExportFormat, () => Promise<ExportWriter>>> = {
  "aws-cli": async () => (await import("./aws-cli.ts")).writeAwsCli,
};
