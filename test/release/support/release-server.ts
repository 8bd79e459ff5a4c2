/** A server of made-up releases on loopback, for tests of what installs them. */
import { createServer } from "node:http";
import { type ArchivedFile, LEVELS, writeTarGz } from "../../../scripts/lib/archive.ts";

/** How a file is served: whole, cut off in the middle, or so that its middle never comes. */
export type Fault = "cut" | "stalled";

export interface ReleaseServer extends Disposable {
  readonly url: string;
  /** The paths that were asked for. */
  readonly paths: readonly string[];
  /** Answers these paths with a content or a status; later calls replace earlier ones. */
  serve(files: Readonly<Record<string, string | Uint8Array | number>>): void;
  /** Serves a path with a fault from now on. */
  spoil(path: string, fault: Fault): void;
  /** Resolves once the first half of a stalled file is out. */
  readonly stalled: Promise<void>;
}

function hash(content: string | Uint8Array): string {
  return new Bun.CryptoHasher("sha256").update(content).digest("hex");
}

/** The files of a release whose binaries are shell scripts that print `said`; by their names. */
export function makeRelease(
  version: string,
  targets: readonly string[],
  script = `echo "cloudmock ${version}"`,
): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = {};
  for (const target of targets) {
    const folder = `cloudmock-${version}-${target}`;
    const add = (name: string, text: string, executable: boolean): ArchivedFile => ({
      name: `${folder}/${name}`,
      content: Buffer.from(text),
      executable,
    });
    const content = [add("cloudmock", `#!/bin/sh\n${script}\n`, true), add("README.md", "Read me.\n", false)];
    files[`${folder}.tar.gz`] = writeTarGz(content, 0, LEVELS.quick);
  }
  const lines = Object.entries(files).map(([name, content]) => `${hash(content)}  ${name}\n`);
  return { ...files, SHA256SUMS: lines.join("") };
}

/** The same files below a folder. */
export function placeFiles<Content>(folder: string, files: Readonly<Record<string, Content>>) {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
}

/** Listens on a free port of 127.0.0.1, and answers 404 to all that it was not told to serve. */
export async function startReleaseServer(): Promise<ReleaseServer> {
  const served = new Map<string, string | Uint8Array | number>();
  const faults = new Map<string, Fault>();
  const paths: string[] = [];
  const stalled = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const path = request.url?.slice(1) ?? "";
    paths.push(path);
    const content = served.get(path) ?? 404;
    if (typeof content === "number") return response.writeHead(content).end("not for you\n");
    const bytes = Buffer.from(content);
    response.writeHead(200, { "content-length": bytes.length });
    const fault = faults.get(path);
    if (fault === undefined) return response.end(bytes);
    const half = bytes.subarray(0, bytes.length / 2);
    return response.write(half, () => (fault === "cut" ? response.destroy() : stalled.resolve()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    paths,
    serve(files) {
      for (const [path, content] of Object.entries(files)) served.set(path, content);
    },
    spoil: (path, fault) => void faults.set(path, fault),
    stalled: stalled.promise,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
