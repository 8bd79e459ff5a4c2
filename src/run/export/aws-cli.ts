/** `--as aws-cli`. */
import type { ExportWriter } from "../../export/exported.ts";

/** Writes a script with a command of the AWS CLI for each call. */
export const writeAwsCli: ExportWriter = () => {
  throw new RangeError("not yet");
};
