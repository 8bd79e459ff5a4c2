/**
 * Stands in for the addresses that an installation downloads from, inside the namespaces of a session: GitHub's names lead
 * to a server on loopback, with a certificate that curl is told to trust.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../../package.json";
import { root, runCommand } from "../../../scripts/lib/python.ts";
import { binary } from "../../e2e/support/binary.ts";
import { STAND_IN, writeReleaseFolder } from "../../e2e/support/release-folder.ts";

const HOSTS = ["github.com", "raw.githubusercontent.com"];
const DOWNLOADS = new RegExp(
  `^/viridian-inc/cloudmock/releases/(?:latest/download|download/v${version})/([^/]+)$`,
);
const SOURCES = /^\/viridian-inc\/cloudmock\/main\/(.+)$/;

function makeCertificate(folder: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const names = HOSTS.map((host) => `DNS:${host}`).join(",");
  const what = [
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=tests",
    "-addext",
    `subjectAltName=${names}`,
  ];
  runCommand(["openssl", "req", "-x509", ...what, "-keyout", key, "-out", cert]);
  return { cert, key };
}

/** A release whose addresses answer. */
export interface ServedRelease {
  readonly folder: string;
  /** Whether it installs the binary itself, and not a program that is the binary where it stands. */
  readonly isWhole: boolean;
}

/** Serves a release and the checkout's files under GitHub's names; gives what curl's environment needs. */
export function serveReleases({ folder, isWhole }: ServedRelease): Readonly<Record<string, string>> {
  writeReleaseFolder(folder, isWhole ? readFileSync(binary) : STAND_IN);
  const { cert, key } = makeCertificate(folder);
  Bun.serve({
    hostname: "127.0.0.1",
    port: 443,
    tls: { cert: Bun.file(cert), key: Bun.file(key) },
    async fetch(request) {
      const { pathname } = new URL(request.url);
      const [, download] = DOWNLOADS.exec(pathname) ?? [];
      const [, source] = SOURCES.exec(pathname) ?? [];
      const path = download ? join(folder, download) : source ? join(root, source) : undefined;
      const file = path === undefined ? undefined : Bun.file(path);
      return file && (await file.exists())
        ? new Response(file)
        : new Response("not found\n", { status: 404 });
    },
  });
  const hosts = join(folder, "hosts");
  writeFileSync(hosts, `127.0.0.1 localhost ${HOSTS.join(" ")}\n::1 localhost\n`);
  runCommand(["mount", "--bind", hosts, "/etc/hosts"]);
  return { CURL_CA_BUNDLE: cert };
}
