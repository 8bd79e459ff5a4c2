/** The parts of texts that services made up for the resources of one topology, so that texts can be read without them. */
import type { Resource } from "../topology.ts";
import { isMadeUp } from "./told.ts";

/** What of a text is the same wherever the same stands, or the identifier of a resource, by its kind, and how it is written. */
export type TextPiece =
  | string
  | { readonly resource: Resource; readonly kind: string; readonly text: string };

/** A run of what identifiers are made of: `vpc-0a1b2c3d`, a uuid, the last part of an ARN. */
const RUN = /[\w-]+/g;
const SHORTEST = 6;
/** Longer texts, of templates and packages, are compared as they are. */
const LONGEST_TEXT = 262_144;

/** Of a shorter id that has no digit it is not sure that a service made it up. */
const SHORTEST_ID = 8;

function looksMinted(run: string, kind = ""): boolean {
  if (kind === "id" && run.length >= SHORTEST_ID) return true;
  return run.length >= SHORTEST && (/\d/.test(run) || isMadeUp(run));
}

/** Whether nobody said an id: its service made it up, whatever it looks like. */
function isToldId({ id, answered = [], configuration, origin }: Resource): boolean {
  if (id === undefined) return false;
  const told = new Set(answered);
  return (
    origin === "brought" ||
    !Object.entries(configuration).some(([path, value]) => value === id && !told.has(path))
  );
}

/** Whether what people call a resource was made up by its service. */
export function isNamedByService(resource: Resource): boolean {
  const { name, id } = resource;
  return (name === id && (looksMinted(name, "id") || isToldId(resource))) || isMadeUp(name);
}

/** A run, and its parts between underscores, where it is none itself: `d-0a1b2c3d4e_controllers`. */
function* listParts(run: string): Generator<{ readonly at: number; readonly part: string }> {
  yield { at: 0, part: run };
  let at = 0;
  const parts = run.split("_");
  if (parts.length === 1) return;
  for (const part of parts) {
    yield { at, part };
    at += part.length + 1;
  }
}

/** The identifiers of the resources of one topology. */
export class Identifiers {
  readonly #runs = new Map<string, Exclude<TextPiece, string>>();

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) {
      const { id, name } = resource;
      if (id !== undefined) this.#add(id, resource, "id", isToldId(resource));
      if (isNamedByService(resource)) this.#add(name, resource, "name");
    }
    // What an ARN has of another thing's identifiers is that thing's: the shortest is the outermost.
    const byLength = resources.toSorted((a, b) => (a.arn?.length ?? 0) - (b.arn?.length ?? 0));
    for (const resource of byLength) this.#addArn(resource);
  }

  #add(run: string, resource: Resource, kind: string, isTold = false): void {
    const isLong = isTold && run.length >= SHORTEST;
    if ((isLong || looksMinted(run, kind)) && !this.#runs.has(run))
      this.#runs.set(run, { resource, kind, text: run });
  }

  #addArn(resource: Resource): void {
    const { arn, url, name, account, region } = resource;
    for (const [kind, text] of [
      ["arn", arn],
      ["url", url],
    ] as const) {
      let count = 0;
      for (const [run] of (text ?? "").matchAll(RUN)) {
        if (run === name || run === account || run === region) continue;
        // A secret's ARN ends with six letters behind its name.
        const isLonger = run.length > name.length && run.startsWith(`${name}-`);
        if (isLonger && !this.#runs.has(run))
          this.#runs.set(run, { resource, kind: `${kind}${count++}`, text: run });
        else this.#add(run, resource, `${kind}${count++}`);
      }
    }
  }

  /** The text in pieces, of which identifiers are one each. */
  split(text: string): readonly TextPiece[] {
    if (text.length < SHORTEST || text.length > LONGEST_TEXT) return [text];
    const pieces: TextPiece[] = [];
    let done = 0;
    for (const { 0: run, index } of text.matchAll(RUN)) {
      for (const { at, part } of listParts(run)) {
        const found = part.length < SHORTEST ? undefined : this.#runs.get(part);
        if (!found) continue;
        if (index + at > done) pieces.push(text.slice(done, index + at));
        pieces.push(found);
        done = index + at + part.length;
        if (part === run) break;
      }
    }
    if (done === 0) return [text];
    if (done < text.length) pieces.push(text.slice(done));
    return pieces;
  }
}
