/** Reads the README as a release has it, where the files that it links to are not beside it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PRODUCT } from "./product.ts";
import { root } from "./python.ts";

/** The text of README.md with its links to other files leading to those of this version. */
export function readReadme(): string {
  const pages = `${PRODUCT.homepage}/blob/v${PRODUCT.version}/`;
  return readFileSync(join(root, "README.md"), "utf8").replaceAll(
    /\]\((?!#|[a-z]+:)([^)\s]+)\)/g,
    `](${pages}$1)`,
  );
}
