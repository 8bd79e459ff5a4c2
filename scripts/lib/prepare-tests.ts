/**
 * Fetches what the tests need from the package registries into .cache/, each part by a process of its own, for they wait
 * for the network most of the time. `bun prepare-tests.ts PART` is one of these processes.
 */
import { canHaveBrowser, fetchBrowser } from "./browser.ts";
import { makeJavaScriptClients } from "./clients.ts";
import {
  fetchBotocore,
  makeCheckEnvironment,
  makeClientEnvironment,
  makeServerEnvironment,
  root,
} from "./python.ts";
import { fetchRetired } from "./retired-file.ts";
import { fetchRuntime } from "./runtimes.ts";
import { findTarget } from "./targets.ts";

/** The machines that test/release compiles something for. */
const TARGETS = ["linux-x64", "windows-x64", "darwin-arm64", "darwin-x64"] as const;

const PARTS: Readonly<Record<string, () => void>> = {
  servers: makeServerEnvironment,
  checks: makeCheckEnvironment,
  javascript: makeJavaScriptClients,
  clients: makeClientEnvironment,
  browser: () => {
    if (canHaveBrowser) fetchBrowser();
  },
  botocore: () => {
    fetchBotocore();
    fetchRetired();
  },
  runtimes: () => {
    for (const name of TARGETS) fetchRuntime(findTarget(name));
  },
};

/** To be called before tests that run where there is no network, or have little time. Gives whether all is there. */
export async function prepareTests(): Promise<boolean> {
  const codes = Object.keys(PARTS).map((part) => {
    const command = [process.execPath, import.meta.path, part];
    return Bun.spawn(command, { cwd: root, stdio: ["ignore", "inherit", "inherit"] }).exited;
  });
  return (await Promise.all(codes)).every((code) => code === 0);
}

if (import.meta.main) PARTS[process.argv[2] ?? ""]?.();
