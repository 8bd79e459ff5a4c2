/** The formats of an export: a file each, which is loaded when it is asked for. */
import type { ExportWriter, ThingsWriter } from "../../export/exported.ts";
import type { ExportFormat } from "../../options/table/export-flags.ts";

/** What a format is written from: the calls that survive, or the things that these leave standing. */
export type FormatWriter =
  | { readonly of: "calls"; readonly load: () => Promise<ExportWriter> }
  | { readonly of: "things"; readonly load: () => Promise<ThingsWriter> };

/** What loads the writer of each format. */
export const EXPORT_WRITERS: Readonly<Record<ExportFormat, FormatWriter>> = {
  "aws-cli": { of: "calls", load: async () => (await import("../../export/aws-cli/script.ts")).writeScript },
  cloudformation: {
    of: "things",
    load: async () => (await import("./cloudformation.ts")).writeCloudFormation,
  },
  mermaid: { of: "things", load: async () => (await import("./graphs.ts")).writeMermaidGraph },
  dot: { of: "things", load: async () => (await import("./graphs.ts")).writeDotGraph },
  json: { of: "things", load: async () => (await import("./graphs.ts")).writeJsonGraph },
  terraform: { of: "things", load: async () => (await import("./terraform.ts")).writeTerraform },
};
