// A release of two of the seven targets: what is in it.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LEVELS } from "../../scripts/lib/archive.ts";
import { canEnterRoots, makeChrootCommand } from "../../scripts/lib/debian.ts";
import { findLocked } from "../../scripts/lib/lock.ts";
import { PRODUCT } from "../../scripts/lib/product.ts";
import { makeCheckEnvironment, root, runCommand } from "../../scripts/lib/python.ts";
import { listReleases } from "../../scripts/lib/retired.ts";
import { findTarget, type Target } from "../../scripts/lib/targets.ts";
import { tryBinary } from "../../scripts/lib/try-binary.ts";
import { makeRelease } from "../../scripts/release.ts";
import { loadIndex } from "../../src/aws/model/table.ts";
import { listLinks } from "../docs/support/page.ts";
import { makeToolRoot } from "./support/tool-root.ts";

/** It fetches runtimes and, to run what it builds, packages of Debian. */
const LIMIT_MS = 300_000;
const targets = [findTarget("linux-x64"), findTarget("windows-x64")];
const { version, releases } = PRODUCT;
const linux = `cloudmock-${version}-linux-x64`;
const windows = `cloudmock-${version}-windows-x64`;
const common = [
  "LICENSE",
  "NOTICE",
  "README.md",
  "completions/_cloudmock",
  "completions/cloudmock.bash",
  "completions/cloudmock.fish",
  "man/cloudmock.1",
];
const commitSeconds = Number(runCommand(["git", "log", "-1", "--format=%ct"]));

let scratch: string;
let folder: string;
const said: string[] = [];

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "cloudmock-release-"));
  folder = join(scratch, "release");
  // release.long.ts runs it on an old processor too, which QEMU takes longer for than all else takes.
  const tryOut = (target: Target, binary: string) => tryBinary(target, binary, 1);
  await makeRelease(folder, targets, (line) => said.push(line), { tryOut, level: LEVELS.quick });
  runCommand(["tar", "-xzf", join(folder, `${linux}.tar.gz`), "-C", scratch]);
}, LIMIT_MS);
afterAll(() => rmSync(scratch, { recursive: true }));

function read(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

test("tells what was run and what was not", () => {
  expect(said).toHaveLength(2);
  expect(said[0]).toStartWith("linux-x64: built; header checked; run");
  expect(said[1]).toBe("windows-x64: built; header checked; not run: there is no Windows here");
});

test("writes these files, and the checksum of each", () => {
  const files = [
    "cloudmock.rb",
    "cloudmock.spdx.json",
    `cloudmock-${version}.tgz`,
    `cloudmock-linux-x64-${version}.tgz`,
    `cloudmock-windows-x64-${version}.tgz`,
    "install.sh",
    `${linux}.tar.gz`,
    `${windows}.zip`,
  ].sort();
  expect(readdirSync(folder).sort()).toEqual(["SHA256SUMS", ...files].sort());
  const check = Bun.spawnSync(["sha256sum", "-c", "SHA256SUMS"], { cwd: folder });
  expect(check.stdout.toString()).toBe(files.map((file) => `${file}: OK\n`).join(""));
});

describe("the archives", () => {
  test("hold one folder, of nobody and of the commit's time", () => {
    const list = runCommand([
      "tar",
      "--numeric-owner",
      "--full-time",
      "--utc",
      "-tvzf",
      join(folder, `${linux}.tar.gz`),
    ]);
    const rows = list
      .trim()
      .split("\n")
      .map((line) => line.split(/\s+/));
    const day = new Date(commitSeconds * 1000).toISOString();
    expect(rows.map((row) => row[5])).toEqual(
      [...common, "cloudmock"].sort().map((name) => `${linux}/${name}`),
    );
    for (const [mode, owner, , date, time, name] of rows) {
      expect(mode).toBe(name?.endsWith("/cloudmock") ? "-rwxr-xr-x" : "-rw-r--r--");
      expect([owner, `${date}T${time}.000Z`]).toEqual(["0/0", day]);
    }
  });

  test("hold a binary that runs, and the checkout's own texts", () => {
    const binary = join(scratch, linux, "cloudmock");
    if (process.platform === "linux" && process.arch === "x64") {
      expect(runCommand([binary, "--version"])).toStartWith(`cloudmock ${version} (models: botocore `);
    }
    for (const name of ["LICENSE", "NOTICE"]) {
      expect(readFileSync(join(scratch, linux, name), "utf8")).toBe(readFileSync(join(root, name), "utf8"));
    }
    for (const name of common) expect(Bun.file(join(scratch, linux, name)).size).toBeGreaterThan(500);
  });

  test("hold a README, like that of npm, whose links lead to this version's pages", () => {
    const readme = readFileSync(join(scratch, linux, "README.md"), "utf8");
    const archive = join(folder, `cloudmock-${version}.tgz`);
    expect(runCommand(["tar", "-xzOf", archive, "package/README.md"])).toBe(readme);
    const pages = `${PRODUCT.homepage}/blob/v${version}/`;
    const links = listLinks(readFileSync(join(root, "README.md"), "utf8"));
    expect(links).toContain("docs/README.md");
    expect(listLinks(readme)).toEqual([]);
    for (const link of links) expect(readme).toContain(`](${pages}${link})`);
    expect(readme.replaceAll(pages, "")).toBe(readFileSync(join(root, "README.md"), "utf8"));
  });

  test("are a zip for Windows", () => {
    const code = `import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
for entry in archive.infolist(): print(entry.filename, oct(entry.external_attr >> 16), *entry.date_time)`;
    const list = runCommand(["python3", "-c", code, join(folder, `${windows}.zip`)]);
    const at = new Date(commitSeconds * 1000);
    // A zip counts in steps of two seconds.
    const seconds = at.getUTCSeconds() & ~1;
    const time = [
      at.getUTCFullYear(),
      at.getUTCMonth() + 1,
      at.getUTCDate(),
      at.getUTCHours(),
      at.getUTCMinutes(),
      seconds,
    ];
    expect(list.trim().split("\n")).toEqual(
      [...common, "cloudmock.exe"].sort().map((name) => {
        const mode = name === "cloudmock.exe" ? "0o100755" : "0o100644";
        return `${windows}/${name} ${mode} ${time.join(" ")}`;
      }),
    );
  });
});

describe("the list of parts", () => {
  interface Package {
    readonly SPDXID: string;
    readonly name: string;
    readonly versionInfo: string;
    readonly checksums?: readonly { readonly algorithm: string; readonly checksumValue: string }[];
  }
  interface Document {
    readonly creationInfo: { readonly created: string };
    readonly documentNamespace: string;
    readonly packages: readonly Package[];
    readonly relationships: readonly Record<string, string>[];
  }
  const readParts = () => JSON.parse(read("cloudmock.spdx.json")) as Document;

  test(
    "is valid by the specification",
    () => {
      const python = join(makeCheckEnvironment(), "bin", "python3");
      // Its own program names the folder that it was installed in, which a moved checkout no longer has.
      const program = ["-m", "spdx_tools.spdx.clitools.pyspdxtools"];
      const check = Bun.spawnSync([python, ...program, "--infile", join(folder, "cloudmock.spdx.json")], {
        stderr: "pipe",
      });
      expect(check.stdout.toString() + check.stderr.toString()).toBe("");
      expect(check.exitCode).toBe(0);
    },
    LIMIT_MS,
  );

  test("has what the binary is bundled from, by the lock file's hashes", async () => {
    const src = join(root, "src");
    const worker = join(src, "page", "app", "workers", "elk.ts");
    // The page is bundled by itself, and is a file of the binary.
    const builds = await Promise.all([
      Bun.build({ entrypoints: [join(src, "main.ts")], target: "bun", metafile: true }),
      Bun.build({
        entrypoints: [join(src, "page", "app", "index.tsx"), worker],
        target: "browser",
        metafile: true,
      }),
    ]);
    const inputs = builds.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
    const bundled = inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
    const { botocore } = await loadIndex();
    const releases = ["botocore.txt", "botocore-retired.txt"].flatMap((list) =>
      listReleases(readFileSync(join(root, "scripts", "python", list), "utf8")),
    );
    const { packages } = readParts();
    expect(packages.map((each) => each.name)).toEqual([
      "cloudmock",
      ...[...new Set(bundled)].sort(),
      "@oven/bun-linux-x64",
      "@oven/bun-windows-x64",
      "cloudmock-api-models",
      ...releases.map(() => "botocore"),
    ]);
    expect(bundled.length).toBeGreaterThan(0);
    for (const { name, versionInfo, checksums } of packages.slice(1, -1 - releases.length)) {
      const locked = findLocked(name);
      const hash = Buffer.from(checksums?.[0]?.checksumValue ?? "", "hex").toString("base64");
      expect([versionInfo, `sha512-${hash}`]).toEqual([locked.version, locked.integrity]);
    }
    expect(releases[0]?.release).toBe(botocore);
    expect(packages.slice(-1 - releases.length).map((each) => each.versionInfo)).toEqual([
      botocore,
      ...releases.map(({ release }) => release),
    ]);
  });

  test("relates every part, and is of the commit", () => {
    const { packages, relationships, creationInfo, documentNamespace } = readParts();
    const related = new Set(relationships.map((each) => each["relatedSpdxElement"]));
    expect([...related].sort()).toEqual(packages.map((each) => each.SPDXID).sort());
    expect(Date.parse(creationInfo.created)).toBe(commitSeconds * 1000);
    expect(documentNamespace).toContain(runCommand(["git", "rev-parse", "--short=12", "HEAD"]).trim());
  });

  test("has no package that NOTICE does not name", () => {
    const notice = readFileSync(join(root, "NOTICE"), "utf8").toLowerCase();
    for (const { name } of readParts().packages) {
      expect(notice).toContain(
        name.startsWith("@oven/") ? "bun (https://bun.com" : name.replace("cloudmock-api-", ""),
      );
    }
  });
});

describe("the Homebrew formula", () => {
  test("has the checksum of each archive of the release", () => {
    const sums = read("SHA256SUMS");
    const named = [...read("cloudmock.rb").matchAll(/url "(.+)\/(.+)"\n\s+sha256 "(.+)"/g)];
    expect(named.map(([, base, file]) => `${base}/${file}`)).toEqual([
      `${releases}/download/v${version}/${linux}.tar.gz`,
    ]);
    for (const [, , file, sum] of named) expect(sums).toContain(`${sum}  ${file}\n`);
  });

  test.skipIf(!canEnterRoots)(
    "installs what is in the archive (run by Ruby without Homebrew; skipped without root, apt and unshare)",
    () => {
      const place = makeToolRoot();
      const script = join(root, "test", "release", "support", "formula.rb");
      const args = [join(folder, "cloudmock.rb"), "linux", "intel", join(scratch, linux)];
      const command = makeChrootCommand(place, ["ruby", "-w", script, ...args], {
        readOnly: { [root]: root },
        shared: { "/tmp": "/tmp" },
      });
      const run = Bun.spawnSync(command, { env: { PATH: "/usr/bin:/bin:/usr/sbin:/sbin" }, stderr: "pipe" });
      expect(run.stderr.toString()).toBe("");
      const sum = new RegExp(`^(.+) {2}${linux}.tar.gz$`, "m").exec(read("SHA256SUMS"))?.[1];
      expect(run.stdout.toString().trim().split("\n")).toEqual([
        "desc Replay AWS CloudTrail logs against a local AWS emulator",
        `homepage ${PRODUCT.homepage}`,
        `version ${version}`,
        "license Apache-2.0",
        `url ${releases}/download/v${version}/${linux}.tar.gz`,
        `sha256 ${sum}`,
        "bin/cloudmock",
        "bash_completion/cloudmock",
        "zsh_completion/_cloudmock",
        "fish_completion/cloudmock.fish",
        "man1/cloudmock.1",
      ]);
    },
    LIMIT_MS,
  );
});
