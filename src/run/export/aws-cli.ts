/** `--as aws-cli`. */
import { writeScript } from "../../export/aws-cli/script.ts";
import type { ExportWriter } from "../../export/exported.ts";

/** Writes a script with a command of the AWS CLI for each call. */
export const writeAwsCli: ExportWriter = writeScript;
