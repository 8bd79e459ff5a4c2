/** Kills replays that keep a journal at moments that a seed draws, and goes on with them until they have come to their end. */
import { existsSync } from "node:fs";
import { awaitEnd, startBinary } from "./binary.ts";

/** When a replay is killed: with a call that has not reached the target, that it has answered, or whose answer has arrived. */
const MOMENTS = ["before", "answered", "arrived"] as const;

/** A server in front of a target, which counts the calls that get there and kills who sends them. */
export interface KillingProxy extends Disposable {
  readonly endpoint: string;
  /** How often each call got to the target. */
  readonly counts: ReadonlyMap<string, number>;
  /** Kills at the nth call from now. */
  arm(nth: number, moment: (typeof MOMENTS)[number], kill: () => void): void;
  /** Resolves once nothing is under way. */
  settle(): Promise<void>;
  /** Forgets what it has counted. */
  forget(): void;
}

/** Names a call; undefined for what is none of the log. */
export type NameCall = (request: Request, body: Buffer) => string | undefined;

/** Starts one. */
export function startKillingProxy(target: () => string, nameCall: NameCall): KillingProxy {
  const counts = new Map<string, number>();
  let armed: { left: number; readonly moment: string; readonly kill: () => void } | undefined;
  const open = new Set<Promise<unknown>>();
  const gone = () => new Response(null, { status: 599 });

  async function pass(request: Request): Promise<Response> {
    const body = Buffer.from(await request.arrayBuffer());
    const name = nameCall(request, body);
    const mine = name !== undefined && armed && --armed.left === 0 ? armed : undefined;
    if (mine) armed = undefined;
    if (mine?.moment === "before") {
      mine.kill();
      return gone();
    }
    const { pathname, search } = new URL(request.url);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    const answer = await fetch(`${target()}${pathname}${search}`, {
      method: request.method,
      headers: request.headers,
      redirect: "manual",
      decompress: false,
      ...(body.length > 0 && { body }),
    });
    const bytes = await answer.arrayBuffer();
    if (mine?.moment === "answered") {
      mine.kill();
      return gone();
    }
    if (mine) setTimeout(mine.kill, 2);
    const headers = new Headers(answer.headers);
    headers.delete("content-length");
    return new Response(request.method === "HEAD" ? null : bytes, { status: answer.status, headers });
  }

  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const passing = pass(request);
      open.add(passing);
      void passing.finally(() => open.delete(passing)).catch(() => {});
      return passing;
    },
  });
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    counts,
    arm(nth, moment, kill) {
      armed = { left: nth, moment, kill };
    },
    async settle() {
      armed = undefined;
      while (open.size > 0) await Promise.allSettled([...open]);
    },
    forget: () => counts.clear(),
    [Symbol.dispose]: () => void server.stop(true),
  };
}

/** A run is killed at one of so many calls. */
const MOST_CALLS = 12;

/** Numbers from 0 up to 1, the same for the same seed: https://en.wikipedia.org/wiki/Xorshift */
export function makeRandom(seed: number): () => number {
  let state = (seed + 1) * 2_654_435_761;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** What came of a replay that was killed again and again. */
export interface KilledReplay {
  readonly kills: number;
  readonly stderr: string;
  /** The last run's result. */
  readonly result: Readonly<Record<string, unknown>>;
}

/** Kills a replay, and goes on with it, until it ends before it is killed; without `random` it is left alone. */
export async function replayKilled(
  proxy: KillingProxy,
  args: readonly string[],
  journal: string,
  random?: () => number,
): Promise<KilledReplay> {
  for (let kills = 0; ; kills++) {
    const resume = existsSync(journal) ? ["--resume"] : [];
    const all = ["cloudtrail", "replay", "--endpoint", proxy.endpoint, "--format", "json", ...args];
    const child = startBinary([...all, "--journal", journal, ...resume]);
    let isKilled = false;
    if (random) {
      const moment = MOMENTS[Math.floor(random() * MOMENTS.length)] ?? "before";
      proxy.arm(1 + Math.floor(random() * MOST_CALLS), moment, () => {
        isKilled = true;
        child.kill("SIGKILL");
      });
    }
    const { stdout, stderr, exitCode } = await awaitEnd(child);
    await proxy.settle();
    if (exitCode === 137 && isKilled) continue;
    if (exitCode !== 0) throw new Error(`it ended with ${exitCode}: ${stderr}`);
    return { kills, stderr, result: JSON.parse(stdout) };
  }
}

/** The kinds of notes that only a replay that was cut off has. */
const CUT_OFF = "the replay was cut off while this call was under way";

/** A result without what differs between two runs of one replay: how long it took, and that it was cut off. */
export function comparable(result: Readonly<Record<string, unknown>>): unknown {
  const { duration: _, lag: __, notes, ...rest } = result;
  const kept = (notes as readonly { readonly note: string }[]).filter(
    ({ note }) => !note.startsWith(CUT_OFF),
  );
  return { ...rest, notes: kept };
}

/** The ids of the calls of which it is not known whether they were made. */
export function listUnknown(result: Readonly<Record<string, unknown>>): string[] {
  const errors = result["errors"] as readonly { readonly code: string; readonly event_id: string }[];
  return errors.filter(({ code }) => code === "OutcomeUnknown").map(({ event_id }) => event_id);
}
