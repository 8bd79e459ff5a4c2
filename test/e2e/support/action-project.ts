/** A repository with the action's example project, and a release to install from. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeServerEnvironment } from "../../../scripts/lib/python.ts";
import { root } from "./binary.ts";
import { STAND_IN, writeReleaseFolder } from "./release-folder.ts";

export const ACTION = "viridian-inc/cloudmock@v1";
export const PATH = process.env["PATH"] ?? "";
export const bun = process.execPath;

/** The tests of a project that expects the topology of fixtures/demo. */
const PROJECT_TEST = `import assert from "node:assert/strict";
import { listTables } from "./list-tables.ts";
assert.deepEqual(await listTables(process.env.AWS_ENDPOINT_URL), ["orchard-orders"]);
for (const [name, value] of [
  ["AWS_ACCESS_KEY_ID", "test"],
  ["AWS_SECRET_ACCESS_KEY", "test"],
  ["AWS_REGION", "us-east-1"],
  ["AWS_DEFAULT_REGION", "us-east-1"],
]) {
  assert.equal(process.env[name], value, name);
}
console.log("the topology is there");
`;

export interface ActionProject extends Disposable {
  readonly folder: string;
  readonly repository: string;
  readonly release: string;
  /** Kept from one test to the next, as on a runner of one's own. */
  readonly tools: string;
}

/** Makes the folders of a test file. */
export function makeActionProject(): ActionProject {
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-action-"));
  const repository = join(folder, "repository");
  const release = join(folder, "release");
  // There is no network where whole workflows run.
  makeServerEnvironment();
  writeReleaseFolder(release, STAND_IN);
  mkdirSync(join(repository, "fixtures"), { recursive: true });
  copyFileSync(join(root, "fixtures", "demo", "trail.json"), join(repository, "fixtures", "trail.json"));
  copyFileSync(join(root, "test/e2e/support/list-tables.ts"), join(repository, "list-tables.ts"));
  writeFileSync(join(repository, "test.ts"), PROJECT_TEST);
  writeFileSync(join(repository, "package.json"), JSON.stringify({ scripts: { test: `'${bun}' test.ts` } }));
  const tools = join(folder, "tools");
  return {
    folder,
    repository,
    release,
    tools,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
