/** A moto server for the tests of one file. */
import { afterAll, beforeAll } from "bun:test";
import { type EmulatorServer, startQuickMoto } from "../../../scripts/lib/servers.ts";

/** The first start may have to install moto. */
const START_LIMIT_MS = 300_000;

export interface TestServer {
  /** Its base URL; there is none before the first test runs. */
  readonly endpoint: string;
  /** Empties it. */
  reset(): Promise<void>;
}

/** Starts moto before the file's tests, on a free port, and stops it by its process id after them. */
export function useMoto(): TestServer {
  let server: EmulatorServer | undefined;
  beforeAll(async () => {
    server = await startQuickMoto();
  }, START_LIMIT_MS);
  afterAll(() => server?.stop());
  return {
    get endpoint() {
      if (!server) throw new Error("moto has not been started");
      return server.endpoint;
    },
    async reset() {
      const answer = await fetch(`${this.endpoint}/moto-api/reset`, { method: "POST" });
      if (!answer.ok) throw new Error(`moto refused to be reset: ${answer.status}`);
    },
  };
}
