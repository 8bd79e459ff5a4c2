/** A release as far as an installation needs one: the archive of the binary, its checksum, and a server for both. */
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../../package.json";
import { binary, root } from "./binary.ts";

const TARGET = `linux-${process.arch}`;

/** Writes the archive and SHA256SUMS into `folder`, which is made. */
export function writeReleaseFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const name = `cloudmock-${version}-${TARGET}`;
  const scratch = mkdtempSync(join(tmpdir(), "cloudmock-release-"));
  const inner = join(scratch, name);
  mkdirSync(inner);
  for (const file of ["LICENSE", "NOTICE", "README.md"]) copyFileSync(join(root, file), join(inner, file));
  copyFileSync(binary, join(inner, "cloudmock"));
  chmodSync(join(inner, "cloudmock"), 0o755);
  const archive = join(folder, `${name}.tar.gz`);
  // A better compression would take a minute of the tests' time.
  const packed = Bun.spawnSync(["tar", "-I", "gzip -1", "-cf", archive, "-C", scratch, name]);
  rmSync(scratch, { recursive: true });
  if (packed.exitCode !== 0) throw new Error(packed.stderr.toString());
  const sums = Bun.spawnSync(["sha256sum", `${name}.tar.gz`], { cwd: folder });
  writeFileSync(join(folder, "SHA256SUMS"), sums.stdout);
}

/** Serves a release folder on a free port of 127.0.0.1; other paths are 404. */
export function serveFolder(folder: string): { readonly url: string } & Disposable {
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const file = Bun.file(join(folder, new URL(request.url).pathname));
      return (await file.exists()) ? new Response(file) : new Response("no such file\n", { status: 404 });
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, [Symbol.dispose]: () => void server.stop(true) };
}
