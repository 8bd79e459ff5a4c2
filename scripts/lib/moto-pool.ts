/**
 * Servers of moto from one process that has read all of it (scripts/python/moto-server.py): they start in a moment, where
 * each for itself reads for seconds what its first calls need. `npm test` starts the pool, and the tests find it by POOL.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The environment variable that names the pool's socket; unset where there is none. */
export const POOL = "CLOUDMOCK_MOTO_POOL";

/** A server of the pool. */
export interface PooledServer {
  /** As the pool knows it; in a process namespace it means nothing. */
  readonly pid: number;
  end(): Promise<void>;
}

/** Starts a server of the pool at `socket` with moto_server's arguments. */
export async function startPooled(socket: string, args: readonly string[]): Promise<PooledServer> {
  const ask = async (path: string, init: RequestInit) => {
    const answer = await fetch(`http://pool/${path}`, { ...init, unix: socket });
    if (!answer.ok) throw new Error(`the pool answered ${answer.status}`);
    return await answer.text();
  };
  const pid = Number(await ask("", { method: "POST", body: JSON.stringify(args) }));
  return { pid, end: async () => void (await ask(String(pid), { method: "DELETE" })) };
}

/**
 * The same for a network namespace, in which the pool's server cannot listen: it listens on a Unix socket, and a port of
 * this namespace leads there.
 */
export async function startPooledBehind(socket: string, port: number): Promise<PooledServer> {
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-moto-"));
  const path = join(folder, "moto.sock");
  const server = await startPooled(socket, ["-H", `unix://${path}`]);
  const door = createServer((client) => {
    const way = connect(path);
    for (const end of [client, way]) end.on("error", () => {});
    client.pipe(way).pipe(client);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  door.listen(port, "127.0.0.1", resolve);
  await promise;
  const end = async () => {
    door.close();
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  };
  return { pid: server.pid, end };
}
