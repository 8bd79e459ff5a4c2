/** A release as far as an installation needs one: the archive of the binary, the script, their checksums, and a server. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../../package.json";
import { packTarGz } from "../../support/pack.ts";
import { binary, root } from "./binary.ts";

const NAME = `cloudmock-${version}-linux-${process.arch}`;

/** A program that is the binary where it stands, for tests that install it often: a copy of 120 MB is sent, hashed and unpacked. */
export const STAND_IN = Buffer.from(`#!/bin/sh\nexec '${binary}' "$@"\n`);

/** Writes the archive of the program, install.sh and SHA256SUMS into `folder`, which is made. */
export function writeReleaseFolder(folder: string, program: Uint8Array = readFileSync(binary)): void {
  mkdirSync(folder, { recursive: true });
  const texts = ["LICENSE", "NOTICE", "README.md"].map((file) => ({
    name: `${NAME}/${file}`,
    content: readFileSync(join(root, file)),
    executable: false,
  }));
  const files = {
    [`${NAME}.tar.gz`]: packTarGz([
      ...texts,
      { name: `${NAME}/cloudmock`, content: program, executable: true },
    ]),
    "install.sh": readFileSync(join(root, "scripts", "install.sh")),
  };
  const sums = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return `${new Bun.CryptoHasher("sha256").update(content).digest("hex")}  ${name}\n`;
  });
  writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
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
