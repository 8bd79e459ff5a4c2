/** The log on standard error: `warning: …` and `error: …`, each text as it was given but for what is unprintable. */
import { type ConsolaInstance, createConsola, type LogObject } from "consola/core";
import type { Env } from "../options/flags.ts";
import { escapeUnprintable } from "../report/unprintable.ts";

const PREFIXES: Readonly<Partial<Record<LogObject["type"], { text: string; colour: number }>>> = {
  fatal: { text: "error: ", colour: 31 },
  error: { text: "error: ", colour: 31 },
  warn: { text: "warning: ", colour: 33 },
};

function formatEntry(entry: LogObject, colour: boolean): string {
  const prefix = PREFIXES[entry.type];
  const text = entry.args.map(String).join(" ");
  // Names of files, of a log and of an emulator are in it. Only what is no message may have several lines.
  if (!prefix) return `${text.split("\n").map(escapeUnprintable).join("\n")}\n`;
  const label = colour ? `\u001b[${prefix.colour}m${prefix.text}\u001b[0m` : prefix.text;
  return `${label}${escapeUnprintable(text)}\n`;
}

/** A log that hands every entry to `write` as one text, none of them folded or left out as repeated. */
export function makeLog(write: (text: string) => void, colour: boolean): ConsolaInstance {
  return createConsola({
    level: 3,
    throttle: 0,
    reporters: [{ log: (entry) => write(formatEntry(entry, colour)) }],
  });
}

/** Whether to colour what goes to `stream`: only on a terminal, and never with NO_COLOR (https://no-color.org). */
export function usesColour(stream: { readonly isTTY?: boolean }, env: Env): boolean {
  return stream.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}
