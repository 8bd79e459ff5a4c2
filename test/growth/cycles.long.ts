// What is made and deleted again leaves no heap behind.
import { heapStats } from "bun:jsc";
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataFolder } from "../../src/instance/state/data-folder.ts";
import { cycles, makeDated } from "./cycling.ts";

const LIMIT_MS = 600_000;
/** Until all code is compiled that will be, and what is remembered of the last few things is full. */
const FIRST = 150;
const MORE = 300;
const SAMPLES = 10;

const path = mkdtempSync(join(tmpdir(), "cloudmock-cycles-"));
afterAll(() => rmSync(path, { recursive: true, force: true }));

test.each([false, true])(
  "what is made and deleted leaves the same heap (in a folder: %p)",
  async (isKept) => {
    using ends = new DisposableStack();
    const folder = isKept ? new DataFolder(path) : undefined;
    ends.defer(() => folder?.close());
    const instance = await makeDated(folder);
    let done = 0;
    /** The least of several counts: what is remembered of the last few things grows and is forgotten again. */
    const count = async (upTo: number) => {
      let least = Number.POSITIVE_INFINITY;
      const step = (upTo - done) / SAMPLES;
      while (done < upTo) {
        await cycles(instance, done, step);
        done += step;
        Bun.gc(true);
        least = Math.min(least, heapStats().objectCount);
      }
      return least;
    };
    await cycles(instance, 0, FIRST);
    done = FIRST;
    const before = await count(FIRST + MORE);
    const after = await count(FIRST + 2 * MORE);
    // A thing that is not let go of is tens of objects.
    expect((after - before) / MORE).toBeLessThan(8);
  },
  LIMIT_MS,
);
