/** The exit codes of the program: by whose fault a run ended. */

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

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
