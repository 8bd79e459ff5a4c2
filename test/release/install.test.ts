// scripts/install.sh, run as `curl … | sh` runs it, against releases on loopback whose binaries are shell scripts.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { TARGETS } from "../../scripts/lib/targets.ts";
import {
  INSTALLERS,
  type Installer,
  type InstallRoom,
  makeInstallRoom,
  script,
} from "./support/install-room.ts";
import { makeRelease, placeFiles, type ReleaseServer, startReleaseServer } from "./support/release-server.ts";

/** The first one may have to fetch Debian's packages. */
const ROOT_LIMIT_MS = 300_000;
const here = `linux-${process.arch}`;
const targets = TARGETS.filter(({ os }) => os !== "win32").map(({ name }) => name);

let server: ReleaseServer;
let room: InstallRoom;

beforeEach(async () => {
  server = await startReleaseServer();
});
afterEach(() => {
  room[Symbol.dispose]();
  server[Symbol.dispose]();
});

/** Serves a release as GitHub does: by its version, and as the latest one. */
function publish(version: string, names: readonly string[] = targets): void {
  const files = makeRelease(version, names);
  server.serve({ ...placeFiles(`download/v${version}`, files), ...placeFiles("latest/download", files) });
}

function install(env: Readonly<Record<string, string>> = {}) {
  return room.run({ CLOUDMOCK_BASE_URL: server.url, ...env });
}

function readInstalled(): string {
  return readFileSync(room.installed, "utf8");
}

/** Asserts that a run failed with these words, and left the home folder as it was. */
async function expectFailure(env: Readonly<Record<string, string>>, words: string | RegExp): Promise<void> {
  const before = room.listHome();
  const { exitCode, stderr } = await install(env);
  expect(stderr).toMatch(words);
  expect(stderr).toStartWith("cloudmock was not installed: ");
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(exitCode).toBe(1);
  expect(room.listHome()).toEqual(before);
}

function describeWith(installer: Installer, define: () => void): void {
  const title =
    installer.lacks === undefined ? installer.name : `${installer.name} (skipped: ${installer.lacks})`;
  describe.skipIf(installer.lacks !== undefined)(title, () => {
    beforeEach(() => {
      room = makeInstallRoom(installer);
    }, ROOT_LIMIT_MS);
    define();
  });
}

for (const installer of INSTALLERS) {
  describeWith(installer, () => {
    test("installs the latest release, and says how to reach it", async () => {
      publish("1.2.3");
      const { exitCode, stdout, stderr } = await install({ SHELL: "/bin/zsh" });
      expect(stderr).toBe("");
      expect(stdout.split("\n")).toEqual([
        `Downloading ${server.url}/latest/download/cloudmock-1.2.3-${here}.tar.gz`,
        `Installed cloudmock 1.2.3 as ${room.home}/.local/bin/cloudmock`,
        `${room.home}/.local/bin is not on your PATH. To put it there, run this and open a new terminal:`,
        `  echo 'export PATH="${room.home}/.local/bin:$PATH"' >> ~/.zshrc`,
        "",
      ]);
      expect(exitCode).toBe(0);
      expect(room.listHome()).toEqual([".local", ".local/bin", ".local/bin/cloudmock"]);
      expect(statSync(room.installed).mode & 0o777).toBe(0o755);
    });

    test("installs the version that is asked for, with a v before it or without", async () => {
      publish("1.2.3");
      publish("1.2.4");
      for (const version of ["1.2.3", "v1.2.4"]) {
        expect((await install({ CLOUDMOCK_VERSION: version })).exitCode).toBe(0);
        expect(readInstalled()).toContain(version.replace("v", ""));
      }
    });

    test("installs from a plain folder of one release's files", async () => {
      server.serve(makeRelease("1.2.3", [here]));
      expect((await install()).exitCode).toBe(0);
      expect((await install({ CLOUDMOCK_VERSION: "1.2.3" })).exitCode).toBe(0);
      await expectFailure({ CLOUDMOCK_VERSION: "1.2.4" }, /there is no version 1\.2\.4 at \S+, only 1\.2\.3/);
    });

    test("refuses an archive that is not what SHA256SUMS says, and keeps what was installed", async () => {
      publish("1.2.3");
      await install();
      publish("1.2.4");
      server.serve({ [`latest/download/cloudmock-1.2.4-${here}.tar.gz`]: "something else" });
      await expectFailure({}, /is not what SHA256SUMS says/);
      expect(readInstalled()).toContain("1.2.3");
    });

    test("leaves nothing behind when a release, a version or a target is missing", async () => {
      await expectFailure({}, /there is no release at http/);
      publish("1.2.3", ["darwin-arm64", "linux-riscv64"]);
      await expectFailure({ CLOUDMOCK_VERSION: "1.2.4" }, /there is no version 1\.2\.4 at http/);
      await expectFailure({}, new RegExp(`has no binary for ${here}`));
      server.serve({ "latest/download/SHA256SUMS": "<html>sign in</html>\n" });
      await expectFailure({}, new RegExp(`has no binary for ${here}`));
    });

    test("does not take a refusal for a missing file", async () => {
      server.serve({ "latest/download/SHA256SUMS": 403 });
      server.serve(makeRelease("1.2.3", [here]));
      await expectFailure({}, /SHA256SUMS could not be downloaded: .*403/);
    });

    test("leaves nothing behind when a download is cut off", async () => {
      publish("1.2.3");
      server.spoil(`latest/download/cloudmock-1.2.3-${here}.tar.gz`, "cut");
      await expectFailure({}, /could not be downloaded|is not what SHA256SUMS says/);
    });

    test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s ends a download that stalls", async (signal) => {
      publish("1.2.3");
      server.spoil(`latest/download/cloudmock-1.2.3-${here}.tar.gz`, "stalled");
      const child = room.start({ CLOUDMOCK_BASE_URL: server.url });
      await server.stalled;
      child.kill(signal);
      expect(await child.exited).toBe({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[signal]);
      expect(room.listHome()).toEqual([]);
    });

    test("refuses a folder that cannot be written to, and one that cannot be made", async () => {
      publish("1.2.3");
      await expectFailure(
        { CLOUDMOCK_INSTALL_DIR: "/proc" },
        /\/proc cannot be written to; set CLOUDMOCK_INSTALL_DIR/,
      );
      await expectFailure({ CLOUDMOCK_INSTALL_DIR: "/proc/a/b" }, /the folder \/proc\/a cannot be made/);
      expect(server.paths).toEqual([]);
    });

    test("keeps what is installed when the new binary does not run here", async () => {
      publish("1.2.3");
      await install();
      const broken = makeRelease("1.2.4", [here], "echo no such instruction >&2; exit 132");
      server.serve(placeFiles("latest/download", broken));
      await expectFailure({}, new RegExp(`the binary for ${here} does not run here: no such instruction`));
      expect(readInstalled()).toContain("1.2.3");
    });
  });
}

const [usual] = INSTALLERS;
if (usual) {
  describeWith(usual, () => {
    test("takes the place of a binary that is running", async () => {
      server.serve(
        placeFiles(
          "latest/download",
          makeRelease("1.2.3", [here], "test $# -gt 0 && exit\necho up; exec sleep 60"),
        ),
      );
      expect((await install()).exitCode).toBe(0);
      const old = statSync(room.installed).ino;
      const running = Bun.spawn([room.installed], { stdout: "pipe" });
      await running.stdout.getReader().read();
      publish("1.2.4");
      expect((await install()).exitCode).toBe(0);
      expect(running.exitCode).toBeNull();
      expect(statSync(room.installed).ino).not.toBe(old);
      running.kill();
      await running.exited;
    });

    test("advises on PATH only where it must", async () => {
      publish("1.2.3");
      const folder = `${room.home}/my programs`;
      const path = `${room.folder.path}/fakes:${room.folder.path}/bin`;
      const onPath = { CLOUDMOCK_INSTALL_DIR: folder, PATH: `${folder}:${path}` };
      expect((await install(onPath)).stdout).toEndWith(`Installed cloudmock 1.2.3 as ${folder}/cloudmock\n`);
      const tilde = { CLOUDMOCK_INSTALL_DIR: "~/my programs", PATH: onPath.PATH };
      expect((await install(tilde)).stdout).toEndWith(`as ${folder}/cloudmock\n`);
      const slash = { CLOUDMOCK_INSTALL_DIR: `${folder}//`, PATH: onPath.PATH };
      expect((await install(slash)).stdout).toEndWith(`as ${folder}/cloudmock\n`);
      room.fake("cloudmock", "exit");
      const second = await install({ ...onPath, PATH: `${path}:${folder}` });
      expect(second.stdout).toContain(
        `Another one comes first on your PATH: ${room.folder.path}/fakes/cloudmock\n`,
      );
      const fish = await install({ CLOUDMOCK_INSTALL_DIR: folder, SHELL: "/usr/bin/fish" });
      expect(fish.stdout).toContain(`fish_add_path '${folder}'`);
    });

    test("needs a folder when there is no home", async () => {
      publish("1.2.3");
      await expectFailure({ HOME: "" }, /set CLOUDMOCK_INSTALL_DIR/);
      expect((await install({ HOME: "", CLOUDMOCK_INSTALL_DIR: "here" })).stdout).toContain(
        `as ${room.folder.path}/here/cloudmock`,
      );
    });

    test("takes the binary for the machine", async () => {
      publish("1.2.3");
      const cases: [string, Record<string, string>][] = [
        ["linux-x64", { s: "Linux", m: "x86_64", ldd: "ldd (Debian GLIBC 2.36) 2.36" }],
        ["linux-arm64", { s: "Linux", m: "aarch64", ldd: "ldd (GNU libc) 2.34" }],
        ["linux-x64-musl", { s: "Linux", m: "x86_64", ldd: "musl libc (x86_64)" }],
        ["linux-arm64-musl", { s: "Linux", m: "arm64", ldd: "musl libc (aarch64)" }],
        ["darwin-arm64", { s: "Darwin", m: "arm64" }],
        ["darwin-x64", { s: "Darwin", m: "x86_64", translated: "0" }],
        ["darwin-arm64", { s: "Darwin", m: "x86_64", translated: "1" }],
      ];
      for (const [target, { s, m, ldd = "", translated = "" }] of cases) {
        room.fake("uname", `case $1 in -s) echo ${s} ;; -m) echo ${m} ;; esac`);
        room.fake("ldd", `echo '${ldd}'; exit 1`);
        room.fake("sysctl", `echo '${translated}'`);
        expect((await install()).stdout).toContain(`cloudmock-1.2.3-${target}.tar.gz\n`);
      }
    });

    test("names the machine that there is no binary for", async () => {
      publish("1.2.3");
      room.fake("uname", "case $1 in -s) echo Linux ;; -m) echo riscv64 ;; esac");
      await expectFailure({}, /there is no binary for riscv64 processors/);
      room.fake("uname", "case $1 in -s) echo FreeBSD ;; -m) echo amd64 ;; esac");
      await expectFailure({}, /there is no binary for FreeBSD/);
      room.fake("uname", "case $1 in -s) echo MINGW64_NT-10.0 ;; -m) echo x86_64 ;; esac");
      await expectFailure(
        {},
        /on Windows unpack cloudmock-VERSION-windows-x64\.zip .* or run 'npx cloudmock'/,
      );
      room.fake("uname", `case $1 in -s) echo Linux ;; -m) echo x86_64 ;; esac`);
      room.fake("grep", `case "$*" in *sse4_2*) exit 1 ;; *) exit 0 ;; esac`);
      await expectFailure({}, /this processor has no SSE4\.2/);
    });

    test("says what musl lacks", async () => {
      server.serve(placeFiles("latest/download", makeRelease("1.2.3", [`${here}-musl`], "exit 127")));
      room.fake("ldd", "echo musl libc; exit 1");
      await expectFailure({}, /it needs libstdc\+\+: on Alpine, apk add libstdc\+\+/);
    });

    test("downloads nothing over plain http from elsewhere", async () => {
      for (const address of [
        "http://example.com",
        "http://127.0.0.1.example.com",
        "http://127.0.0.1:1@example.com",
        "ftp://127.0.0.1",
        "/tmp",
      ]) {
        const { exitCode, stderr } = await room.run({ CLOUDMOCK_BASE_URL: address });
        expect(stderr).toContain(`: ${address}\n`);
        expect(stderr).toContain("https");
        expect(exitCode).toBe(1);
      }
      expect(room.listHome()).toEqual([]);
    });

    test("takes no file from elsewhere that SHA256SUMS names, nor a version that is a path", async () => {
      server.serve({ SHA256SUMS: `${"0".repeat(64)}  cloudmock-/../../x-${here}.tar.gz\n` });
      await expectFailure({}, /names a file elsewhere/);
      await expectFailure({ CLOUDMOCK_VERSION: "../1" }, /CLOUDMOCK_VERSION is no version: \.\.\/1/);
    });

    test("asks whether the disk is full when a download fails without a word", async () => {
      publish("1.2.3");
      room.fake("curl", "exit 23");
      await expectFailure(
        {},
        /could not be downloaded: no reason given; is there room in \S+\/\.local\/bin\?$/m,
      );
    });

    test("refuses to put the binary in the place of a folder", async () => {
      publish("1.2.3");
      mkdirSync(room.installed, { recursive: true });
      await expectFailure({}, /\/cloudmock is a folder/);
    });

    test("does nothing when it arrives in part", async () => {
      publish("1.2.3");
      const lines = script.split("\n");
      const part = (count: number) => lines.slice(0, count).join("\n");
      const parts = [...lines.keys()].slice(0, -2).map(part);
      // What is left of the call of main when its line is cut.
      parts.push(...["ma", "mai"].map((start) => `${part(lines.length - 2)}\n${start}`));
      for (const start of parts) await room.run({ CLOUDMOCK_BASE_URL: server.url }, start);
      expect(server.paths).toEqual([]);
      expect(room.listHome()).toEqual([]);
    }, 300_000);
  });
}
