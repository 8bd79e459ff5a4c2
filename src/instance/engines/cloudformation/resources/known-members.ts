/** What is known of a thing that was made, by the names of members: what others of its calls ask for. */
import { fold } from "../../../../aws/cloudformation/kinds.ts";
import { isScalar, isStructure, type Structure, type Value } from "../../../../aws/values.ts";

/** Deeper in an answer, a name says something of something else. */
const DEEPEST = 4;

/** Members of a structure by their names without case, those that stand higher before those below. Lists of one count as that. */
export class KnownMembers {
  readonly #byName = new Map<string, Value>();

  add(name: string, value: Value | undefined): void {
    if (value === undefined || value === null) return;
    const key = fold(name);
    if (!this.#byName.has(key)) this.#byName.set(key, value);
  }

  /** Adds what stands in a structure, level by level. */
  addAll(values: Structure, isDeep = true): void {
    let level: Structure[] = [values];
    for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
      const next: Structure[] = [];
      for (const one of level)
        for (const [name, value] of Object.entries(one)) {
          this.add(name, value);
          const only = Array.isArray(value) && value.length === 1 ? (value[0] as Value) : value;
          if (isStructure(only)) next.push(only);
        }
      if (!isDeep) return;
      level = next;
    }
  }

  find(name: string): Value | undefined {
    return this.#byName.get(fold(name));
  }

  /** The text of a member that is one thing. */
  findText(name: string): string | undefined {
    const value = this.find(name);
    return isScalar(value) && !(value instanceof Uint8Array)
      ? String(value instanceof Date ? value.toISOString() : value)
      : undefined;
  }
}

/** What stands at a path of a structure, whatever the names' case. */
export function readFolded(values: Structure, path: string): Value | undefined {
  let at: Value | undefined = values;
  for (const step of path.split(".")) {
    if (Array.isArray(at) && at.length === 1) [at] = at as readonly Value[];
    if (!isStructure(at)) return undefined;
    const key: string | undefined = Object.keys(at).find((name) => fold(name) === fold(step));
    at = key === undefined ? undefined : at[key];
  }
  return at;
}
