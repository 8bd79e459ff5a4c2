/** Runs the binary in a terminal of its own, as a person does. */
import { binary, root } from "./binary.ts";

export interface TerminalSettings {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  /** Run by `sh -c` in the place of the binary; `$0` is the binary, `$@` the arguments. */
  readonly script?: string;
}

export interface TerminalRun {
  /** All that the terminal has got so far. */
  readonly output: string;
  readonly pid: number;
  /** Presses keys: "\u0003" is ^C. */
  press(keys: string): void;
  /** Resolves once the terminal has got a text of this form; rejects when the program ends without. */
  waitFor(pattern: RegExp): Promise<void>;
  readonly exited: Promise<number>;
}

/** Starts the binary with all three streams on a new terminal. */
export function startInTerminal(
  args: readonly string[],
  { env = {}, columns = 100, script }: TerminalSettings = {},
): TerminalRun {
  let output = "";
  let check = () => {};
  const decoder = new TextDecoder();
  const command = script === undefined ? [binary, ...args] : ["/bin/sh", "-c", script, binary, ...args];
  const child = Bun.spawn(command, {
    cwd: root,
    env: { TERM: "xterm-256color", PATH: "/usr/bin:/bin", ...env },
    terminal: {
      cols: columns,
      rows: 40,
      data(_, bytes) {
        output += decoder.decode(bytes, { stream: true });
        check();
      },
    },
  });
  return {
    get output() {
      return output;
    },
    pid: child.pid,
    press: (keys) => void child.terminal?.write(keys),
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        check = () => {
          if (pattern.test(output)) resolve();
        };
        check();
        child.exited.then(() => reject(new Error(`ended without ${pattern}: ${JSON.stringify(output)}`)));
      }),
    exited: child.exited,
  };
}

/** What erases the rest of a row, and the rows below it. */
export const ERASE = "\u001b[J";
/** A control sequence, or one character. */
const TOKEN = new RegExp(`${RegExp.escape("\u001b[")}[\\d;]*[A-Za-z]|[\\s\\S]`, "gu");

/** What stands on the screen after an output: the rows, without the spaces at their ends and empty rows at the end. */
export function renderScreen(output: string): string {
  const rows: string[][] = [[]];
  let column = 0;
  for (const [token] of output.matchAll(TOKEN)) {
    const row = rows.at(-1) ?? [];
    if (token === "\r") column = 0;
    else if (token === "\n") rows.push([]);
    else if (token === ERASE) row.length = Math.min(row.length, column);
    else if (token.length === 1) row[column++] = token;
  }
  return rows
    .map((row) =>
      Array.from(row, (cell) => cell ?? " ")
        .join("")
        .trimEnd(),
    )
    .join("\n")
    .trimEnd();
}
