/**
 * Structures that nobody changes any more, and what each was written as last: what stands is told again and again, and most of it
 * as it was told before.
 */
import type { Shape } from "../model/types.ts";
import type { Structure } from "../values.ts";

/** As what a structure is written: under a name in XML, of which there are two kinds. */
interface Way {
  readonly shape: Shape;
  readonly format: "json" | "by member" | "by items";
  readonly name: string;
}

interface Written extends Way {
  readonly text: string;
}

const lasting = new WeakMap<Structure, Written | "not yet">();

/** Says that nobody changes a structure from now on, nor anything in it. */
export function markLasting(structure: Structure): void {
  lasting.set(structure, "not yet");
}

/** A structure as `write` writes it, or has written it before. */
export function writeOnce(structure: Structure, way: Way, write: () => string): string {
  const last = lasting.get(structure);
  if (last === undefined) return write();
  const { shape, format, name } = way;
  if (last !== "not yet" && last.shape === shape && last.format === format && last.name === name)
    return last.text;
  // One text instead of the many that it was put together from, which each answer would have to go through again.
  const text = Buffer.from(write()).toString();
  lasting.set(structure, { shape, format, name, text });
  return text;
}
