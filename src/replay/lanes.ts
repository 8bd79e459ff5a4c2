/** Runs tasks in lanes: several at the same time, each after the ones it waits for, the earliest first. */

/** A task's number is its place in the order; `after` are the places it waits for, all of them before its own. */
interface Waiting {
  /** How many tasks it still waits for. */
  open: number;
  /** The tasks that wait for it; undefined where none does, as of most. */
  followers: number[] | undefined;
}

/** Keeps the places that can start, lowest first (a binary heap). */
class ReadyPlaces {
  readonly #heap: number[] = [];

  get size(): number {
    return this.#heap.length;
  }

  push(place: number): void {
    const heap = this.#heap;
    let at = heap.push(place) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((heap[parent] ?? 0) <= place) break;
      heap[at] = heap[parent] ?? place;
      at = parent;
    }
    heap[at] = place;
  }

  pop(): number | undefined {
    const heap = this.#heap;
    const lowest = heap[0];
    const moved = heap.pop();
    if (lowest === undefined || moved === undefined || heap.length === 0) return lowest;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child++;
      if ((heap[child] ?? 0) >= moved) break;
      heap[at] = heap[child] ?? moved;
      at = child;
    }
    heap[at] = moved;
    return lowest;
  }
}

function linkTasks(waits: readonly (readonly number[])[]): Waiting[] {
  const tasks = waits.map((after): Waiting => ({ open: after.length, followers: undefined }));
  waits.forEach((after, place) => {
    for (const earlier of after) {
      const task = tasks[earlier];
      if (task?.followers) task.followers.push(place);
      else if (task) task.followers = [place];
    }
  });
  return tasks;
}

/**
 * Runs `run(place)` for every place of `waits`, at most `lanes` at a time, none before those it waits for have ended.
 * The first rejection ends it: nothing more is started, and what runs is waited for.
 */
export async function runInLanes(
  waits: readonly (readonly number[])[],
  lanes: number,
  run: (place: number) => Promise<void>,
): Promise<void> {
  const tasks = linkTasks(waits);
  const ready = new ReadyPlaces();
  for (const [place, task] of tasks.entries()) if (task.open === 0) ready.push(place);

  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let running = 0;
  let failed = false;
  let failure: unknown;

  function finish(place: number): void {
    for (const follower of tasks[place]?.followers ?? []) {
      const task = tasks[follower];
      if (task && --task.open === 0) ready.push(follower);
    }
  }

  function startNext(): void {
    while (!failed && running < lanes && ready.size > 0) {
      const place = ready.pop() ?? 0;
      running++;
      run(place).then(
        () => {
          running--;
          finish(place);
          startNext();
        },
        (error: unknown) => {
          running--;
          failed = true;
          failure = error;
          startNext();
        },
      );
    }
    if (running > 0) return;
    if (failed) reject(failure);
    else resolve();
  }

  startNext();
  return promise;
}
