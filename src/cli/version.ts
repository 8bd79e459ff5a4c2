/** What the program says of its version. */
import { readVersion } from "../run/version.ts";

/** `cloudmock 0.1.0 (models: botocore 1.44.5)`, followed by ` commit …` where the build knew it. */
export async function describeVersion(): Promise<string> {
  const { version, commit, models } = await readVersion();
  return `cloudmock ${version} (models: ${models})${commit === undefined ? "" : ` commit ${commit}`}`;
}
