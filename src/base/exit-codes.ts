/** The exit codes of the program: by whose fault a run ended. */

/** Every exit code. */
export const EXIT = {
  /** Done; failed calls are part of the result. */
  done: 0,
  /** A call failed and --fail-on-error was given. */
  callsFailed: 1,
  /** The user's flags. */
  usage: 2,
  /** The trail: missing, not JSON, damaged, without records. */
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
  [EXIT.callsFailed]:
    "A replayed call failed and --fail-on-error was given, or a verification found something missing or different.",
  [EXIT.usage]: "The command line is wrong, or the result cannot be written; the message says what to write.",
  [EXIT.input]: "The trail is missing, damaged, not JSON, or without records.",
  [EXIT.endpoint]: "The emulator cannot be reached.",
  [EXIT.ours]: "A failure of cloudmock itself, which asks to be reported.",
  [EXIT.interrupted]: "Interrupted by SIGINT or SIGTERM.",
};
