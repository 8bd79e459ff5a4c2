/**
 * How a command ends, by whose fault: the exit codes, and the errors that only the program's edge throws. An error says
 * which flag it is about, so that nobody has to look for one in its words.
 */
import { listFlags, nameFlag, renderMessage, type Said, say } from "./message.ts";

/** Every exit code. */
export const EXIT = {
  /** Done; failed calls are part of the result. */
  done: 0,
  /** A call failed and --fail-on-error was given, or what stands in the target is not what the log says. */
  diverged: 1,
  /** The user's flags. */
  usage: 2,
  /** The trail or a saved state: missing, not JSON, damaged, without records. */
  input: 3,
  /** The emulator could not be reached. */
  endpoint: 4,
  /** Ours (EX_SOFTWARE of sysexits.h). */
  ours: 70,
  /** SIGINT or SIGTERM (128 + SIGINT, as shells give it). */
  interrupted: 130,
} as const;

/** One of them. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What each exit code tells, for the manual. */
export const EXIT_MEANINGS: Readonly<Record<ExitCode, string>> = {
  [EXIT.done]: "Done. Calls that failed are part of the result.",
  [EXIT.diverged]:
    "A replayed call failed and --fail-on-error was given, or a verification found something missing or different.",
  [EXIT.usage]: "The command line is wrong, or the result cannot be written; the message says what to write.",
  [EXIT.input]:
    "The trail is missing, damaged, not JSON, or without records; or what `cloudmock start` is to begin with is damaged, or of another version.",
  [EXIT.endpoint]:
    "The emulator cannot be reached or gave reads of a verification no answer, or the port of a server is taken.",
  [EXIT.ours]: "A failure of cloudmock itself, which asks to be reported.",
  [EXIT.interrupted]: "Interrupted by SIGINT or SIGTERM.",
};

/** An end that is not ours. Its message tells everything: what is wrong and what to do next. */
export abstract class Fault extends Error {
  abstract readonly exitCode: ExitCode;
  /** The message without the flag that it is about. */
  readonly said: Said;
  /** The flag that it is about, by its name without dashes, where it is about one. */
  readonly flag: string | undefined;

  constructor(said: Said, flag?: string) {
    super(String(flag === undefined ? said : say`${nameFlag(flag)}: ${said}`));
    this.said = said;
    this.flag = flag;
  }

  /** The flags that it is about or names, each once. */
  get flags(): readonly string[] {
    return [...new Set([...(this.flag === undefined ? [] : [this.flag]), ...listFlags(this.said)])];
  }

  /** The whole message with each flag as `write` writes it; Error.message has it as the command line does. */
  render(write: (flag: string) => string): string {
    const text = renderMessage(this.said, write);
    return this.flag === undefined ? text : `${write(this.flag)}: ${text}`;
  }
}

/** The command line is wrong. */
export class UsageError extends Fault {
  override readonly name = "UsageError";
  readonly exitCode = EXIT.usage;
}

/** The input is missing, damaged, or without records. The message names the input and the place in it. */
export class InputError extends Fault {
  override readonly name = "InputError";
  readonly exitCode = EXIT.input;
}

/** The emulator cannot be reached. */
export class EndpointError extends Fault {
  override readonly name = "EndpointError";
  readonly exitCode = EXIT.endpoint;
}

/** Somebody else listens at the port that a server was to have. */
export class PortTaken extends EndpointError {
  /** Where it can be asked who it is. */
  readonly url: string;

  constructor(url: string, flag: string, who = "something") {
    super(
      say`${who} listens at ${url} already; stop it, or give another port (${nameFlag(flag)} 0 takes any free one)`,
      flag,
    );
    this.url = url;
  }

  /** The same with who it is. */
  of(who: string): PortTaken {
    return new PortTaken(this.url, this.flag ?? "port", who);
  }
}

/** The result cannot be written where the user wants it (a full disk). */
export class OutputError extends Fault {
  override readonly name = "OutputError";
  readonly exitCode = EXIT.usage;
}
