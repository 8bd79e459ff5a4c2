/** Counts the items that code goes through, instead of the time it takes, which a busy machine would make longer. */

type Method = (this: unknown, ...args: unknown[]) => unknown;

const LISTS = ["map", "flatMap", "filter", "find", "findLast", "some", "every", "forEach", "reduce"];
const SEARCHES = ["includes", "indexOf", "slice", "splice", "concat"];
const VIEWS = ["values", "keys", "entries", "forEach", Symbol.iterator];

function sizeOf(one: unknown): number {
  if (Array.isArray(one)) return one.length;
  return one instanceof Set || one instanceof Map ? one.size : 1;
}

/** Begins to count; gives what ends that, with the count. */
function startCounting(): () => number {
  let items = 0;
  const restore: (() => void)[] = [];
  const watch = (prototype: object, name: PropertyKey) => {
    const known = Object.getOwnPropertyDescriptor(prototype, name);
    const method = known?.value as Method | undefined;
    if (!known || !method) return;
    const value: Method = function (...args) {
      items += sizeOf(this);
      return Reflect.apply(method, this, args);
    };
    Object.defineProperty(prototype, name, { ...known, value });
    restore.push(() => Object.defineProperty(prototype, name, known));
  };
  for (const name of [...LISTS, ...SEARCHES, Symbol.iterator]) watch(Array.prototype, name);
  for (const prototype of [Map.prototype, Set.prototype]) for (const name of VIEWS) watch(prototype, name);
  return () => {
    for (const one of restore) one();
    return items;
  };
}

/** How many items lists, maps and sets had, each time that built-ins went through them while `work` ran. */
export function countItems(work: () => void): number {
  const end = startCounting();
  try {
    work();
  } catch (error) {
    end();
    throw error;
  }
  return end();
}

/** The same of work that waits in between, for which nothing else may run. */
export async function countItemsAsync(work: () => Promise<void>): Promise<number> {
  const end = startCounting();
  try {
    await work();
  } catch (error) {
    end();
    throw error;
  }
  return end();
}
