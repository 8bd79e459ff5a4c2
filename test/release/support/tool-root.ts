/** The programs of Debian that read what a release is made of. */
import { makeDebianRoot } from "../../../scripts/lib/debian.ts";

/** The folder of a root file system with all of them: to make one takes as long as one for each of them. */
export function makeToolRoot(): string {
  return makeDebianRoot("tools", ["mandoc", "ruby", "shellcheck"]);
}
