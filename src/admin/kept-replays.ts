/** The replays that a server keeps in a folder, across its restarts: what was asked for, the log, the journal, and how each ended. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../base/errors.ts";
import type { ReplaySummary } from "./schemas.ts";

/** What is kept of one replay beside its files. */
export interface KeptReplay {
  readonly id: string;
  readonly createdAt: string;
  /** What it was asked for with, as a query. */
  readonly query: string;
  /** How it ended; undefined of one that was cut off. */
  readonly summary?: ReplaySummary;
}

const NAME = /^([0-9a-f-]{36})\.replay$/;
/** What belongs to a replay, by the ends of its files' names. */
const ENDS = ["replay", "trail", "journal", "journal-wal", "calls", "json"] as const;

/** A folder of replays. Only this user can read it. */
export class KeptReplays {
  /** Throws a UsageError where the folder cannot be used. */
  constructor(readonly folder: string) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const probe = join(folder, `.${crypto.randomUUID()}`);
      writeFileSync(probe, "");
      rmSync(probe);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UsageError(
        `${JSON.stringify(folder)} cannot be used (${reason}); give a folder that may be written to`,
        "data",
      );
    }
  }

  #path(id: string, end: (typeof ENDS)[number]): string {
    return join(this.folder, `${id}.${end}`);
  }

  /** The file of a replay's journal. */
  journal(id: string): string {
    return this.#path(id, "journal");
  }

  /** The file of a replay's log. */
  trail(id: string): string {
    return this.#path(id, "trail");
  }

  /** Whether a replay can be gone on with: its log is there still. */
  canResume(id: string): boolean {
    return existsSync(this.trail(id)) && existsSync(this.#path(id, "replay"));
  }

  #read(name: string): KeptReplay | undefined {
    try {
      return JSON.parse(readFileSync(join(this.folder, name), "utf8")) as KeptReplay;
    } catch {
      // It is put in its place only when it is whole: this one somebody else has written.
      return undefined;
    }
  }

  /** What is kept of a replay. */
  find(id: string): KeptReplay | undefined {
    return this.#read(`${id}.replay`);
  }

  /** All that are kept, the oldest first. */
  list(): KeptReplay[] {
    const names = readdirSync(this.folder).filter((name) => NAME.test(name));
    return names
      .flatMap((name) => this.#read(name) ?? [])
      .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  }

  /** Removes what is left of replays whose log did not arrive. For a server that has not begun to serve. */
  clean(): void {
    for (const name of readdirSync(this.folder)) {
      const [id = "", end = "", more] = name.split(".");
      const isPart = more === "part" || (ENDS.some((one) => one === end) && end !== "replay");
      if (isPart && this.find(id) === undefined) rmSync(join(this.folder, name), { force: true });
    }
  }

  /** Keeps what is known of a replay, whole or not at all. */
  async keep(replay: KeptReplay): Promise<void> {
    const path = this.#path(replay.id, "replay");
    await writeFile(`${path}.part`, JSON.stringify(replay), { mode: 0o600 });
    await rename(`${path}.part`, path);
  }

  /** Lets go of what is needed only to go on with a replay. */
  async finish(id: string): Promise<void> {
    await rm(this.trail(id), { force: true });
  }

  /** Forgets a replay. */
  forget(id: string): void {
    for (const end of ENDS) rmSync(this.#path(id, end), { force: true });
  }
}
