/** Reads a Markdown page as the doc tests need it: fenced blocks with what is said of them, headings, links. */
import { join } from "node:path";
import { root } from "../../../scripts/lib/python.ts";

/** What a comment directly above a fenced block says to the tests. */
const NOTES = ["not run", "exits", "needs", "output", "file"] as const;
type Note = (typeof NOTES)[number];

export interface Block {
  /** The word after the fence: sh, text, json, yaml… */
  readonly language: string;
  readonly text: string;
  /** Where the fence opens, counted from 1. */
  readonly line: number;
  readonly notes: ReadonlyMap<Note, string>;
}

/** A command block and, where the page shows one, its output. */
export interface Command {
  readonly script: string;
  /** What the page shows above it as the content of a file. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly line: number;
  /** Why the tests do not run it. */
  readonly notRun: string | undefined;
  readonly exitCode: number;
  /** Programs that it needs and a machine may lack. */
  readonly needs: readonly string[];
  readonly output: string | undefined;
}

export interface Page {
  /** Its path from the root of the checkout. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Whether its commands run in a copy of the checkout, and not in a folder of sample trails. */
  readonly inCheckout: boolean;
  /** Whether port 4566 is free: the page starts an emulator of its own, or needs none. */
  readonly startsEmulator: boolean;
  /** Whether the addresses of a release answer, with a release of the binary at hand. */
  readonly hasReleases: boolean;
}

const FENCE = /^( *)(`{3,}|~{3,})\s*(.*)$/;
const COMMENT = /^\s*<!-- ([a-z ]+?)(?:: (.*?))? -->$/;
const SETTINGS_COMMENT = /^<!-- tests: (.*) -->$/m;
const SETTINGS = ["in the checkout", "no emulator", "with releases"];

function readNotes(lines: readonly string[], fence: number): ReadonlyMap<Note, string> {
  const notes = new Map<Note, string>();
  for (let above = fence - 1; above >= 0; above--) {
    const [, name, value = ""] = COMMENT.exec(lines[above] ?? "") ?? [];
    if (name === undefined) break;
    const note = NOTES.find((known) => known === name);
    if (!note) throw new Error(`line ${above + 1}: "${name}" is none of ${NOTES.join(", ")}`);
    notes.set(note, value);
  }
  return notes;
}

/** The fenced blocks of a text. Throws where a fence is left open. */
export function readBlocks(text: string): Block[] {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, indent = "", fence, language = ""] = FENCE.exec(lines[at] ?? "") ?? [];
    if (fence === undefined) continue;
    const end = lines.findIndex((line, place) => place > at && line.trim() === fence);
    if (end < 0) throw new Error(`line ${at + 1}: the fence is never closed`);
    const inner = lines
      .slice(at + 1, end)
      .map((line) => line.replace(new RegExp(`^ {0,${indent.length}}`), ""));
    blocks.push({ language, text: inner.join("\n"), line: at + 1, notes: readNotes(lines, at) });
    at = end;
  }
  return blocks;
}

/** Reads a page by its path from the root of the checkout. */
export async function readPage(path: string): Promise<Page> {
  const text = await Bun.file(join(root, path)).text();
  const settings = SETTINGS_COMMENT.exec(text)?.[1]?.split(", ") ?? [];
  const unknown = settings.find((word) => !SETTINGS.includes(word));
  if (unknown !== undefined) throw new Error(`${path}: the tests have no setting "${unknown}"`);
  return {
    path,
    text,
    blocks: readBlocks(text),
    inCheckout: settings.includes("in the checkout"),
    startsEmulator: settings.includes("no emulator"),
    hasReleases: settings.includes("with releases"),
  };
}

/** The page's `sh` blocks, each with the files above it and the output below it. */
export function listCommands({ path, blocks }: Page): Command[] {
  const commands: Command[] = [];
  let files: Command["files"] = [];
  for (const { language, text, line, notes } of blocks) {
    const last = commands.at(-1);
    const name = notes.get("file");
    if (name !== undefined) {
      files = [...files, { name, text }];
    } else if (language === "sh") {
      commands.push({
        script: text,
        files,
        line,
        notRun: notes.get("not run"),
        exitCode: Number(notes.get("exits") ?? 0),
        needs: notes.get("needs")?.split(", ") ?? [],
        output: undefined,
      });
      files = [];
    } else if (notes.has("output")) {
      if (!last) throw new Error(`${path}:${line}: output of no command`);
      commands[commands.length - 1] = { ...last, output: text };
    }
  }
  return commands;
}

/** A heading's anchor, as GitHub makes it. */
export function makeAnchor(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}

function withoutBlocks(text: string): string {
  return text.replace(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\s*\2$/gm, "");
}

/** The anchors of a page's headings. */
export function listAnchors(text: string): Set<string> {
  return new Set(
    [...withoutBlocks(text).matchAll(/^#{1,6} (.*)$/gm)].map(([, title = ""]) => makeAnchor(title)),
  );
}

/** The targets of a page's links, but for those of other sites. */
export function listLinks(text: string): string[] {
  const links = [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return links.filter((target) => !/^[a-z]+:/.test(target));
}

/** Paths of the checkout that a page names in backticks: `src/dialect/decode.ts`. */
export function listPaths(text: string): string[] {
  const paths = [...withoutBlocks(text).matchAll(/`((?:src|test|scripts|docs|fixtures)\/[\w./-]*)`/g)];
  return paths.map(([, path = ""]) => path);
}

/** Every page that a person reads, by its path from the root of the checkout. */
export function listPages(): string[] {
  const atRoot = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];
  return [...atRoot, ...[...new Bun.Glob("docs/**/*.md").scanSync(root)].sort()];
}
