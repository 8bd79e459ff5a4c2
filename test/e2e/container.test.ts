/**
 * The container: Dockerfile and compose.yaml. There is no engine here, so the image's root file system is put together
 * from Debian's packages and its programs run by chroot (test/e2e/support/image.ts says what that leaves out).
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canEnterRoots } from "../../scripts/lib/debian.ts";
import { parseArgv } from "../../src/cli/argv.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { root } from "./support/binary.ts";
import { readCompose, readMounts } from "./support/compose.ts";
import { isInContext } from "./support/dockerfile.ts";
import { buildImage, type Image, runImage, startImage } from "./support/image.ts";
import { listTables } from "./support/list-tables.ts";
import { useMoto } from "./support/moto.ts";
import { findDeadEndpoint } from "./support/recording-server.ts";
import { serveFolder, writeReleaseFolder } from "./support/release-folder.ts";

const BUILD_LIMIT_MS = 300_000;
const ARCHITECTURE = { x64: "amd64", arm64: "arm64" }[process.arch as string] ?? process.arch;
const BUILD_ARGS = { BUILDARCH: ARCHITECTURE, TARGETARCH: ARCHITECTURE };

/** What a clone with a release in it holds, as far as it matters, and things that must not be sent. */
function makeContext(folder: string): void {
  for (const path of ["Dockerfile", ".dockerignore", "LICENSE", "NOTICE", "scripts/install.sh"]) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    copyFileSync(join(root, path), join(folder, path));
  }
  for (const path of [".env", "scripts/build.ts", "dist/cloudmock", "dist/release/cloudmock.rb"]) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), "not for the builder\n");
  }
}

test.each([
  ["LICENSE", true],
  ["scripts/install.sh", true],
  ["dist/release/SHA256SUMS", true],
  ["dist/release/cloudmock-0.1.0-linux-x64.tar.gz", true],
  ["dist/release/cloudmock-0.1.0-linux-arm64.tar.gz", true],
  ["dist/release/cloudmock-0.1.0-linux-x64-musl.tar.gz", false],
  ["dist/release/cloudmock-0.1.0-windows-x64.zip", false],
  ["dist/cloudmock", false],
  [".env", false],
  [".git/config", false],
  ["node_modules/bun/package.json", false],
  ["fixtures/demo/trail.json", false],
])("%s is in the build's context: %p", async (path, expected) => {
  expect(isInContext(await Bun.file(join(root, ".dockerignore")).text(), path)).toBe(expected);
});

const compose = await readCompose();
const service = compose["cloudmock"];
if (!service) throw new Error("compose.yaml has no service cloudmock");

test("compose.yaml offers every port to this machine only", () => {
  expect(Object.keys(compose)).toEqual(["cloudmock"]);
  expect(service.ports).toEqual(["127.0.0.1:4566:4566", "127.0.0.1:4599:4599"]);
});

test("compose.yaml takes the token from the environment, and holds none", () => {
  expect(service.environment).toEqual({ CLOUDMOCK_ADMIN_TOKEN: null });
});

const [, ...checking] = service.healthcheck.test.slice(1);
for (const command of [service.command, checking]) {
  test(`compose.yaml: ${command[0]} is a command that exists, with flags that it has`, () => {
    expect(parseArgv(mainCommand, command).asks).toBe("run");
  });
}

if (!canEnterRoots) {
  test.skip("the image is built and run (needs root, apt-get, dpkg-deb and unshare)", () => {});
}

describe.skipIf(!canEnterRoots)("the image", () => {
  const moto = useMoto();
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-image-"));
  const context = join(folder, "context");
  const trails = { "/trails": join(root, "fixtures", "demo") };
  let image: Image;

  beforeAll(async () => {
    makeContext(context);
    writeReleaseFolder(join(context, "dist", "release"));
    image = await buildImage({ context, into: join(folder, "image"), args: BUILD_ARGS });
  }, BUILD_LIMIT_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("holds the binary, owned by root, and its licences", () => {
    const program = statSync(join(image.place, "usr/local/bin/cloudmock"));
    expect({ uid: program.uid, mode: program.mode & 0o777 }).toEqual({ uid: 0, mode: 0o755 });
    for (const name of ["LICENSE", "NOTICE"])
      expect(existsSync(join(image.place, "usr/share/doc/cloudmock", name))).toBe(true);
    expect(existsSync(join(image.place, "context"))).toBe(false);
  });

  test("runs as a user that is not root, in /trails, and offers both ports", async () => {
    expect(image).toMatchObject({ user: "10001:10001", workdir: "/trails", ports: ["4566", "4599"] });
    const { stdout } = await runImage(image, { command: ["sh", "-c", "id -u; id -g; pwd"] });
    expect(stdout).toBe("10001\n10001\n/trails\n");
  });

  test("its entrypoint is the program", async () => {
    const { exitCode, stdout } = await runImage(image, { args: ["--version"] });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/^cloudmock \d/) });
  });

  test("replays a trail that is mounted read-only", async () => {
    await moto.reset();
    const args = ["cloudtrail", "replay", "--input", "trail.json", "--endpoint", moto.endpoint];
    const { exitCode, stdout, stderr } = await runImage(image, { args, mounts: trails });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("\n  Succeeded:     13\n  Failed:        0\n");
  });

  test("refuses before the first call a result that it may not write", async () => {
    const args = ["cloudtrail", "replay", "--input", ".", "--endpoint", moto.endpoint, "--output", "r.json"];
    const { exitCode, stderr } = await runImage(image, { args, mounts: trails });
    expect(exitCode).toBe(2);
    expect(stderr).toStartWith('error: --output: "r.json" cannot be written');
  });

  test("its health check fails while no admin API answers", async () => {
    expect(image.healthcheck.slice(0, 2)).toEqual(["cloudmock", "wait"]);
    const command = image.healthcheck.map((word) =>
      word === "http://127.0.0.1:4599" ? findDeadEndpoint() : word.replace("3s", "100ms"),
    );
    expect((await runImage(image, { command })).exitCode).toBe(4);
  });

  test("its own command serves the admin API once it has a token", async () => {
    const without = await runImage(image, { isolated: true });
    expect(without).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("CLOUDMOCK_ADMIN_TOKEN"),
    });
    const quote = (words: readonly string[]) => words.map((word) => `'${word}'`).join(" ");
    const script = [
      `${quote([...image.entrypoint, ...image.cmd])} > /tmp/admin.log & pid=$!`,
      `until ${quote(image.healthcheck)}; do kill -0 $pid || exit 9; done`,
      "kill $pid; wait $pid; cat /tmp/admin.log",
    ].join("\n");
    const env = { CLOUDMOCK_ADMIN_TOKEN: "0123456789abcdef" };
    const { exitCode, stdout } = await runImage(image, {
      isolated: true,
      env,
      command: ["sh", "-c", script],
    });
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:4599 is ready after \S+: the admin API answers$/m);
    expect(stdout).not.toContain(env.CLOUDMOCK_ADMIN_TOKEN);
  });

  test("an archive that was changed ends the build", async () => {
    const other = join(folder, "changed");
    makeContext(other);
    mkdirSync(join(other, "dist", "release"), { recursive: true });
    const name = `cloudmock-0.0.1-linux-${process.arch}.tar.gz`;
    writeFileSync(join(other, "dist", "release", name), "something else");
    writeFileSync(join(other, "dist", "release", "SHA256SUMS"), `${"0".repeat(64)}  ${name}\n`);
    const built = buildImage({ context: other, into: join(folder, "changed-image"), args: BUILD_ARGS });
    await expect(built).rejects.toThrow(/RUN ended with 1\n[\s\S]*did NOT match/);
  });

  test("for another architecture it is built from dist/release only", async () => {
    const other = join(folder, "foreign");
    makeContext(other);
    const args = { BUILDARCH: ARCHITECTURE, TARGETARCH: "s390x" };
    const built = buildImage({ context: other, into: join(folder, "foreign-image"), args });
    await expect(built).rejects.toThrow(
      /To build for s390x on \w+, make dist\/release first: npm run release/,
    );
  });

  test("a clone without dist/release downloads one", async () => {
    using server = serveFolder(join(context, "dist", "release"));
    const other = join(folder, "clone");
    makeContext(other);
    const built = await buildImage({
      context: other,
      into: join(folder, "clone-image"),
      args: { ...BUILD_ARGS, CLOUDMOCK_BASE_URL: server.url },
    });
    expect((await runImage(built, { args: ["--version"] })).exitCode).toBe(0);
  });

  test("compose.yaml: an endpoint in which the example stands, and its admin API for who has the token", async () => {
    const token = "0123456789abcdef";
    const child = startImage(image, {
      args: [...service.command, "--port", "0", "--admin-port", "0"],
      mounts: readMounts(service),
      env: { CLOUDMOCK_ADMIN_TOKEN: token },
    });
    const said = { stdout: "", stderr: "" };
    const listen = async (name: "stdout" | "stderr", until: string) => {
      for await (const chunk of child[name].pipeThrough(new TextDecoderStream())) {
        said[name] += chunk;
        if (said[name].includes(until)) break;
      }
    };
    await Promise.all([listen("stdout", "is ready at"), listen("stderr", "Ready.")]);
    const [, port] = /is ready at http:\S+?:(\d+)/.exec(said.stdout) ?? [];
    expect(await listTables(`http://127.0.0.1:${port}`)).toEqual(["orchard-orders"]);
    const [, adminPort] = /admin API is at http:\S+?:(\d+)/.exec(said.stderr) ?? [];
    const ask = (headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${adminPort}/api/resources`, { headers });
    const answers = [await ask({}), await ask({ authorization: `Bearer ${token}` })];
    expect(answers.map(({ status }) => status)).toEqual([401, 200]);
    child.kill("SIGTERM");
    expect(await child.exited).toBe(0);
  });
});
