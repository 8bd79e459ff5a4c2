/** Starts real emulators from .cache/servers on free loopback ports, and stops them by process id. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { POOL, startPooled, startPooledBehind } from "./moto-pool.ts";
import { makeServerEnvironment, root } from "./python.ts";

const START_LIMIT_MS = 60_000;
const POLL_MS = 50;

/** An emulator must not outlive the program that started it, even one that is killed. */
const TIED = Bun.which("setpriv") ? ["setpriv", "--pdeathsig", "KILL"] : [];

/** A running emulator. `stop` resolves once its process is gone. */
export interface EmulatorServer {
  readonly endpoint: string;
  readonly pid: number;
  stop(): Promise<void>;
}

function findFreePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once("error", reject);
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
  });
  return promise;
}

/** An environment without anything of the machine's own AWS settings, in an empty home folder. */
function makeEnvironment(home: string, settings: Readonly<Record<string, string>>): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    TMPDIR: home,
    LANG: "C.UTF-8",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    NO_PROXY: "*",
    ...settings,
  };
}

async function waitUntilReady(url: string, hasEnded: () => boolean): Promise<boolean> {
  // Bun's fetch would ask a proxy of this machine for loopback addresses too.
  process.env["NO_PROXY"] = [process.env["NO_PROXY"], "127.0.0.1"].filter(Boolean).join(",");
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit && !hasEnded()) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) });
      await answer.body?.cancel();
      if (answer.ok) return true;
    } catch {
      // not listening yet
    }
    await Bun.sleep(POLL_MS);
  }
  return false;
}

async function startServer(
  makeCommand: (port: number) => { command: string[]; settings: Record<string, string> },
  healthPath: string,
  fixedPort?: number,
): Promise<EmulatorServer> {
  const port = fixedPort ?? (await findFreePort());
  const home = mkdtempSync(join(tmpdir(), "cloudmock-server-"));
  const { command, settings } = makeCommand(port);
  const log = join(home, "server.log");
  const child = Bun.spawn([...TIED, ...command], {
    cwd: home,
    env: makeEnvironment(home, settings),
    stdin: "ignore",
    stdout: Bun.file(log),
    stderr: Bun.file(log),
  });
  const kill = () => child.kill("SIGKILL");
  // The same for a program that ends by itself, on machines without setpriv.
  process.once("exit", kill);
  const stop = async () => {
    kill();
    await child.exited;
    process.off("exit", kill);
    rmSync(home, { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${port}`;
  if (!(await waitUntilReady(`${endpoint}${healthPath}`, () => child.exitCode !== null))) {
    const said = await Bun.file(log).text();
    await stop();
    throw new Error(`${command[0]} did not start on port ${port}\n${said}`);
  }
  return { endpoint, pid: child.pid, stop };
}

const MOTO_SETTINGS = { MOTO_IAM_LOAD_MANAGED_POLICIES: "true" };
/** Moto's shortest answer. */
const MOTO_HEALTH = "/moto-api/config";

function startMotoBy(program: readonly string[], fixedPort: number | undefined): Promise<EmulatorServer> {
  const command = (port: number) => [...program, "-H", "127.0.0.1", "-p", String(port)];
  return startServer((port) => ({ command: command(port), settings: MOTO_SETTINGS }), MOTO_HEALTH, fixedPort);
}

/** A moto server with AWS's managed policies, on a free port. Its environment is made at the first call. */
export function startMoto(): Promise<EmulatorServer> {
  return startMotoBy([join(makeServerEnvironment(), "bin", "moto_server")], undefined);
}

/** The server for tests, with what it takes before moto_server's arguments. */
const quickMoto = () => [
  join(makeServerEnvironment(), "bin", "python"),
  join(root, "scripts", "python", "moto-server.py"),
];

/**
 * The same for tests, which is emptied in a moment, on a free port unless one is given (in a network namespace of its own).
 * It is one of the pool's where there is a pool.
 */
export async function startQuickMoto(fixedPort?: number): Promise<EmulatorServer> {
  const pool = process.env[POOL];
  if (pool === undefined) return startMotoBy(quickMoto(), fixedPort);
  const port = fixedPort ?? (await findFreePort());
  const { pid, end } =
    fixedPort === undefined
      ? await startPooled(pool, ["-H", "127.0.0.1", "-p", String(port)])
      : await startPooledBehind(pool, port);
  const endpoint = `http://127.0.0.1:${port}`;
  if (await waitUntilReady(`${endpoint}${MOTO_HEALTH}`, () => false)) return { endpoint, pid, stop: end };
  await end();
  throw new Error(`moto did not start on port ${port}`);
}

/** The pool of servers for tests, and the path of its Unix socket. */
export interface MotoPool extends AsyncDisposable {
  readonly socket: string;
}

/** Starts the pool, which takes seconds. */
export async function startMotoPool(): Promise<MotoPool> {
  const home = mkdtempSync(join(tmpdir(), "cloudmock-pool-"));
  const socket = join(home, "pool.sock");
  const child = Bun.spawn([...TIED, ...quickMoto(), "pool", socket], {
    env: makeEnvironment(home, MOTO_SETTINGS),
    stdio: ["ignore", "ignore", "inherit"],
  });
  while (child.exitCode === null && !existsSync(socket)) await Bun.sleep(POLL_MS);
  if (child.exitCode !== null) throw new Error(`the pool ended with ${child.exitCode}`);
  const dispose = async () => {
    child.kill("SIGKILL");
    await child.exited;
    rmSync(home, { recursive: true, force: true });
  };
  return { socket, [Symbol.asyncDispose]: dispose };
}

/** A MiniStack server, which listens on loopback only. Its environment is made at the first call. */
export function startMiniStack(): Promise<EmulatorServer> {
  const program = join(makeServerEnvironment(), "bin", "ministack");
  return startServer(
    (port) => ({
      command: [program],
      settings: { BIND_HOST: "127.0.0.1", GATEWAY_PORT: String(port) },
    }),
    "/_ministack/health",
  );
}
