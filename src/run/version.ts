/** Which program this is: for `--version` and for the admin API. */
import { version } from "../../package.json";
import { loadIndex } from "../aws/model/table.ts";

/** Set by scripts/build.ts where the build was made in a git checkout. */
declare const CLOUDMOCK_COMMIT: string | undefined;

/** The versions of the program and of its parts. */
export interface Version {
  readonly version: string;
  /** The commit of the build, where it was made in a git checkout. */
  readonly commit?: string;
  /** `botocore 1.44.5`. */
  readonly models: string;
}

/** The versions of the program and of its API models. */
export async function readVersion(): Promise<Version> {
  const { botocore } = await loadIndex();
  const commit = typeof CLOUDMOCK_COMMIT === "string" ? { commit: CLOUDMOCK_COMMIT } : {};
  return { version, ...commit, models: `botocore ${botocore}` };
}
