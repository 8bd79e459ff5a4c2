/** Finds the members of a name anywhere in a value. */
import { isStructure, type Value } from "../../aws/values.ts";

/** The values of the member `name` in a value, the topmost first, each structure's own before those below it. */
export function* findMembers(value: Value | undefined, name: string): Generator<Value> {
  let level: (Value | undefined)[] = [value];
  while (level.length > 0) {
    const next: (Value | undefined)[] = [];
    for (const item of level) {
      if (Array.isArray(item)) next.push(...(item as readonly Value[]));
      else if (isStructure(item)) {
        const found = item[name];
        if (found !== undefined && found !== null) yield found;
        next.push(...Object.values(item));
      }
    }
    level = next;
  }
}
