/** Reads the texts of flags into values: one parser a kind of flag, each with a message that says what to write. */

import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { nameFlag, say } from "../base/message.ts";
import type { Parsed } from "../base/parsed.ts";
import { splitList } from "../base/split-list.ts";
import { suggestNames } from "../base/suggest.ts";
import { type IdMap, readIdMap } from "../identities/id-map.ts";
import type { Shard } from "../trail/shard.ts";

/** Why a project's file may not name what is written to. */
export const NOT_WRITTEN = "which files are written is for the person at the machine to say";

/** A list that must not be empty: that would read as no limit at all. */
export function refuseNone(parse: (given: readonly string[]) => Parsed<readonly string[]>) {
  return (given: readonly string[]): Parsed<readonly string[]> => {
    const read = parse(given);
    const isEmpty = "value" in read && read.value.length === 0;
    return isEmpty ? { error: "names nothing; give at least one" } : read;
  };
}

/** A comma separates inputs, unless it is part of an existing file's name or of a glob's braces. */
export function parseInputs(given: readonly string[]): Parsed<readonly string[]> {
  const paths = given.flatMap((text) => (existsSync(text) ? [text] : splitList(text)));
  return { value: paths.map((path) => path.trim()).filter((path) => path !== "") };
}

/** A text as it is. */
export function keepText(text: string): Parsed<string> {
  return { value: text };
}

/** More requests than this wait inside fetch, where their time-outs run already. */
export const MOST_CONCURRENT = 256;

/** `--concurrency`. */
export function parseConcurrency(text: string): Parsed<number> {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= MOST_CONCURRENT) return { value };
  return {
    error: `${JSON.stringify(text)} is not a number of calls; give a whole number from 1 (one at a time) to ${MOST_CONCURRENT}`,
  };
}

/** One of a few words. */
export function parseChoice<const T extends string>(choices: readonly T[]): (text: string) => Parsed<T> {
  return (text) => {
    const value = choices.find((choice) => choice === text);
    if (value !== undefined) return { value };
    const [near] = suggestNames(text, choices, 1);
    const advice = near ? `; did you mean ${near}?` : "";
    // British English has no comma before the last one.
    const all = new Intl.ListFormat("en-GB").format(choices);
    return { error: `${JSON.stringify(text)} is not one of ${all}${advice}` };
  };
}

/** Finds out, without writing, whether a file can be written where `path` says. */
export function parseOutput(path: string): Parsed<string> {
  const quoted = JSON.stringify(path);
  const folder = dirname(path);
  try {
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing?.isDirectory()) return { error: `${quoted} is a folder; name a file in it` };
    if (!existing && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      return { error: `the folder ${JSON.stringify(folder)} does not exist; make it first` };
    }
    accessSync(existing ? path : folder, constants.W_OK);
    return { value: path };
  } catch {
    return { error: `${quoted} cannot be written; choose a place that you may write to` };
  }
}

/** `--journal`: a file that can be written, or a folder in which there can be one. */
export function parseJournal(path: string): Parsed<string> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const inside = parseOutput(isFolder ? join(path, nameJournal(undefined)) : path);
  return "error" in inside ? inside : { value: path };
}

/** What a journal is called in a folder: each part of a log has its own. */
function nameJournal(shard: Shard | undefined): string {
  return shard ? `shard-${shard.index}-of-${shard.count}.journal` : "replay.journal";
}

/** The file of a journal that is in a file, or in a folder. */
export function findJournal(path: string | undefined, shard: Shard | undefined): string | undefined {
  const isFolder = path !== undefined && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? join(path, nameJournal(shard)) : path;
}

/** Reads a file that `replay --id-map` wrote. */
export function parseIds(path: string): Parsed<IdMap> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      error: say`${JSON.stringify(path)} cannot be read (${reason}); name a file that ${nameFlag("id-map")} wrote`,
    };
  }
  const read = readIdMap(text);
  return "error" in read ? { error: say`${JSON.stringify(path)} ${read.error}` } : read;
}

/** Fewer bytes can be guessed by trying. */
const SHORTEST_KEY = 16;

/** `--key`: what a file holds, byte for byte. */
export function parseKey(path: string): Parsed<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      error: `${JSON.stringify(path)} cannot be read (${reason}); make one with openssl rand -out FILE 32`,
    };
  }
  if (bytes.length >= SHORTEST_KEY) return { value: bytes };
  return {
    error: `${JSON.stringify(path)} has ${bytes.length} bytes, which can be guessed; make one with openssl rand -out FILE 32`,
  };
}
