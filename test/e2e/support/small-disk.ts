/** A disk of a few MB, for as long as a test runs: a file system in memory, in a namespace of its own, so that nobody else sees it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary } from "./binary.ts";

/** A small disk, and how to reach it. */
export interface SmallDisk extends AsyncDisposable {
  /** The folder where it is, for a program that `command` starts. */
  readonly folder: string;
  /** The same folder for this process. */
  readonly seen: string;
  /** A program that runs what it is given where the disk is seen, as CLOUDMOCK_BINARY is one. */
  readonly command: (...args: string[]) => string[];
  readonly remount: (options: string) => Promise<void>;
}

async function run(command: readonly string[]): Promise<void> {
  const child = Bun.spawn([...command], { stdout: "ignore", stderr: "pipe" });
  if ((await child.exited) !== 0) throw new Error(`${command.join(" ")}: ${await child.stderr.text()}`);
}

/** Makes one of so many MB; undefined where this machine lets nobody do so. */
export async function makeSmallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  if (process.platform !== "linux") return undefined;
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-disk-"));
  const script = `mount -t tmpfs -o size=${megabytes}m tmpfs "$0" && echo up && exec sleep infinity`;
  const holder = Bun.spawn(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, folder], {
    stdout: "pipe",
    stderr: "ignore",
  });
  const end = async () => {
    holder.kill("SIGKILL");
    await holder.exited;
    rmSync(folder, { recursive: true, force: true });
  };
  const first = await holder.stdout.getReader().read();
  if (first.done) {
    await end();
    return undefined;
  }
  const inside = ["nsenter", "--target", String(holder.pid), "--user", "--preserve-credentials", "--mount"];
  return {
    folder,
    seen: `/proc/${holder.pid}/root${folder}`,
    command: (...args) => [...inside, binary, ...args],
    remount: (options) => run([...inside, "mount", "-o", `remount,${options}`, folder]),
    [Symbol.asyncDispose]: end,
  };
}
