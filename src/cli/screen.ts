/** Standard error: texts one below the other, and under them a line that is rewritten in place. */
import type { Env } from "../options/flags.ts";
import type { Output } from "./output.ts";

/** `line`: one line rewritten in place. `lines`: a plain line now and then, for a log. `none`: no progress at all. */
export type ProgressForm = "line" | "lines" | "none";

/** What standard error is. */
export interface ScreenSettings {
  write(text: string): void;
  readonly progress: ProgressForm;
  /** How wide it is at the moment, in columns. */
  columns(): number;
}

/** Erases to the end of the screen: where it was made narrower, the line goes on in the rows below. */
const REST = "\u001b[J";
const ERASE = `\r${REST}`;

/** Whether a variable is set to something else than no. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && !/^(|0|false)$/i.test(value);
}

/** A terminal's line is rewritten; CI (https://docs.github.com/actions/reference/variables) keeps every one as a line of its log. */
export function chooseProgressForm(stream: { readonly isTTY?: boolean }, env: Env): ProgressForm {
  if (isSet(env["CI"])) return "lines";
  if (stream.isTTY !== true) return "none";
  return env["TERM"] === "dumb" ? "lines" : "line";
}

/** Standard error, where the line of progress gives way to what is written. */
export class Screen {
  readonly progress: ProgressForm;
  readonly #settings: ScreenSettings;
  /** What stands in the last row; empty where nothing does. */
  #line = "";
  #isClosed = false;

  constructor(settings: ScreenSettings) {
    this.progress = settings.progress;
    this.#settings = settings;
  }

  /** Writes whole lines above the line that is shown. */
  write(text: string): void {
    if (this.#line === "") this.#settings.write(text);
    else this.#settings.write(`${ERASE}${text}${this.#line}\r`);
  }

  /** Shows a line of printable ASCII, cut to the screen, in the place of the one before. */
  show(line: string): void {
    // The last column stays free: after it some terminals begin another row.
    const cut = line.slice(0, Math.max(0, this.#settings.columns() - 1));
    if (cut === this.#line || this.#isClosed) return;
    // The cursor waits at the beginning, where the ^C that a terminal echoes is overwritten too.
    this.#settings.write(`\r${cut}${REST}\r`);
    this.#line = cut;
  }

  /** Takes the line away. */
  hide(): void {
    if (this.#line === "") return;
    this.#line = "";
    this.#settings.write(ERASE);
  }

  /** Takes the line away for good. */
  close(): void {
    this.hide();
    this.#isClosed = true;
  }
}

/** An output that hides the line under a screen's texts while it writes: both may be the same terminal. */
export function keepApart(output: Output, screen: Screen): Output {
  return {
    isTerminal: output.isTerminal,
    write(text) {
      screen.hide();
      return output.write(text);
    },
  };
}
