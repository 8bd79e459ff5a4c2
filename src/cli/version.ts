/** What the program says of its version. */
import { version } from "../../package.json";
import { loadIndex } from "../aws/models/table.ts";

/** Set by scripts/build.ts where the build was made in a git checkout. */
declare const CLOUDMOCK_COMMIT: string | undefined;

const commit = typeof CLOUDMOCK_COMMIT === "string" ? ` commit ${CLOUDMOCK_COMMIT}` : "";

/** `cloudmock 0.1.0 (models: botocore 1.44.5)`, followed by ` commit …` where the build knew it. */
export async function describeVersion(): Promise<string> {
  const { botocore } = await loadIndex();
  return `cloudmock ${version} (models: botocore ${botocore})${commit}`;
}
