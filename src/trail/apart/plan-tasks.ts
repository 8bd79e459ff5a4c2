/** Hands out what there is to read, in order and no further ahead than can wait. */
import { statSync } from "node:fs";
import type { Boundary } from "../boundary.ts";
import type { ByteSource } from "../find-sources.ts";
import type { Crew, Task } from "./crew.ts";
import { PartFinder } from "./find-parts.ts";

/** A part of a source that somebody reads. */
export interface TakenPart {
  readonly task: Task;
  /** Where it is thought to begin; undefined for the beginning of the file. */
  readonly from: Boundary | undefined;
  /** Where it is to end; undefined for the end of the file. */
  readonly to: Boundary | undefined;
}

/** A source, and who reads it. */
export interface Planned {
  readonly source: ByteSource;
  /** Those that have been handed out, but for those that are done with; undefined where the program reads it itself. */
  readonly parts: TakenPart[] | undefined;
}

/** A source of which not all parts have been handed out. */
interface Rest {
  readonly path: string;
  readonly direct: boolean;
  readonly finder: PartFinder;
  readonly parts: TakenPart[];
  from: Boundary | undefined;
}

export class TaskPlan {
  readonly #sources: readonly ByteSource[];
  readonly #crew: Crew;
  readonly #partBytes: number;
  readonly #planned: Planned[] = [];
  #next = 0;
  #rest: Rest | undefined;

  constructor(sources: readonly ByteSource[], crew: Crew, partBytes: number) {
    this.#sources = sources;
    this.#crew = crew;
    this.#partBytes = partBytes;
  }

  /** The next source. */
  take(): Planned | undefined {
    if (this.#planned.length === 0) this.#handOutNext();
    return this.#planned.shift();
  }

  /** Hands out as much as can wait. */
  fill(): void {
    while (!this.#crew.isBusy && (this.#rest !== undefined || this.#next < this.#sources.length))
      this.#handOutNext();
  }

  /** Hands out no more of a source in parts: those that have been handed out are followed by the end of the file. */
  stopDividing(): void {
    this.#rest = undefined;
  }

  #handOutNext(): void {
    if (this.#rest !== undefined) {
      this.#handOutPart(this.#rest);
      return;
    }
    const source = this.#sources[this.#next++];
    if (source === undefined) return;
    const { path, direct } = source;
    if (path === undefined) {
      this.#planned.push({ source, parts: undefined });
      return;
    }
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    const parts: TakenPart[] = [];
    this.#planned.push({ source, parts });
    this.#handOutPart({
      path,
      direct,
      finder: new PartFinder(path, size, this.#partBytes),
      parts,
      from: undefined,
    });
  }

  #handOutPart(rest: Rest): void {
    const { path, direct, finder, parts, from } = rest;
    const to = finder.findEnd(from?.offset ?? 0);
    const task = this.#crew.start({ path, direct, ...(from && { from }), ...(to && { to: to.offset }) });
    parts.push({ task, from, to });
    rest.from = to;
    this.#rest = to === undefined ? undefined : rest;
  }
}
