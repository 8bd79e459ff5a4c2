/**
 * The texts that answers gave out: ids, names of hosts, addresses. A call that has one of them in its input, wherever it stands
 * (inside a URL, a record, a setting, a document), needs the thing that came with it.
 */
import { compileLightly } from "../../base/compiling.ts";
import type { Step } from "../steps.ts";
import { listTexts } from "./texts.ts";
import type { Touch, Use } from "./touches.ts";

/** Things by texts: by those that came with them and with nothing else, and by those that the target is asked for. */
export interface GivenTexts {
  readonly parts: ReadonlyMap<string, Use>;
  /** Whole texts, which other services may take for names of their own things. */
  readonly looked: ReadonlyMap<string, Use>;
}

const NONE: readonly string[] = [];

/** An answer's text that is longer than this is a document, of which nothing was given out. */
const LONGEST_GIVEN = 256;
const SHORTEST = 7;
const PART = /[A-Za-z0-9][A-Za-z0-9_.-]{5,}[A-Za-z0-9]/g;
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;
/** A range of addresses is somebody's choice. */
const NETWORK = /^\d{1,3}(\.\d{1,3}){3}\/\d/;
const HOST = /^[\w-]+(\.[\w-]+){3,}$/;
/**
 * Letters and digits that nobody chose take turns, twice at least in eight or more: `d3hi0jqkx1b6tz`, and not `postgres15`.
 * Each step goes on to a turn or ends, so that the expression never goes back further than to the word's begin.
 */
const RANDOM =
  /(?<![A-Za-z0-9])(?=[A-Za-z0-9]{8})(?:[A-Za-z]+\d+[A-Za-z]|\d+[A-Za-z]+\d)[A-Za-z0-9]*(?![A-Za-z0-9])/;

function isDistinctive(part: string): boolean {
  if (part.includes(".") && (ADDRESS.test(part) || HOST.test(part))) return true;
  return RANDOM.test(part);
}

/**
 * The parts of a text that nothing else is called by chance, and the labels of hosts among them; none of an ARN, which says
 * itself what it names.
 */
export function listDistinctive(text: string): readonly string[] {
  if (text.length < SHORTEST || !/\d/.test(text) || text.startsWith("arn:") || NETWORK.test(text))
    return NONE;
  const parts: string[] = [];
  for (const part of text.match(PART) ?? NONE) {
    if (!isDistinctive(part)) continue;
    parts.push(part);
    if (part.includes(".")) parts.push(...part.split(".").filter(isDistinctive));
  }
  return parts;
}

function findMade({ deed, uses }: Touch): Use | undefined {
  if (deed !== "create" && deed !== "put") return undefined;
  return uses.find(({ isOwn, role }) => isOwn && role === "makes");
}

/** The texts in the answer of a call that its input does not have. */
function listGiven({ service, operation, input, output }: Step): ReadonlySet<string> {
  const given = new Set<string>();
  if (!operation.input || !operation.output) return given;
  for (const { text } of listTexts(service, operation.output, output)) {
    if (text.length > LONGEST_GIVEN || /\s/.test(text)) continue;
    for (const part of listDistinctive(text)) given.add(part);
  }
  if (given.size === 0) return given;
  const chosen = listTexts(service, operation.input, input);
  for (const part of given) if (chosen.some(({ text }) => text.includes(part))) given.delete(part);
  return given;
}

/** Finds what answers gave out. A text that came with several things tells of none. */
function findParts(steps: readonly Step[], touches: readonly Touch[]): ReadonlyMap<string, Use> {
  const given = new Map<string, Use>();
  const several = new Set<string>();
  for (const [place, touch] of touches.entries()) {
    const made = findMade(touch);
    const step = steps[place];
    if (!made || !step) continue;
    for (const part of listGiven(step)) {
      const other = given.get(part);
      if (other !== undefined && other.key !== made.key) several.add(part);
      given.set(part, made);
    }
  }
  for (const part of several) given.delete(part);
  return given;
}

function findLooked(steps: readonly Step[], touches: readonly Touch[]): ReadonlyMap<string, Use> {
  const looked = new Map<string, Use>();
  for (const [place, { creation }] of steps.entries()) {
    const touch = touches[place];
    const made = creation?.kind === "lookup" && touch ? findMade(touch) : undefined;
    if (creation && made) looked.set(creation.recorded, made);
  }
  return looked;
}

/** What answers gave out: parts of texts are read once one is asked for, for a log may have no text that holds one. */
export function findGivenTexts(steps: readonly Step[], touches: readonly Touch[]): GivenTexts {
  let parts: ReadonlyMap<string, Use> | undefined;
  return {
    looked: findLooked(steps, touches),
    get parts() {
      parts ??= findParts(steps, touches);
      return parts;
    },
  };
}

compileLightly(listDistinctive, listGiven, findParts);
