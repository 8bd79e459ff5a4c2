/** The errors that only the program's edge throws, named by whose fault they are. */

/** The command line is wrong: exit 2. The message says what is wrong and, where it is known, what to write. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The emulator cannot be reached: exit 4. The message says what to do next. */
export class EndpointError extends Error {
  override readonly name = "EndpointError";
}

/** The result cannot be written where the user wants it (a full disk): exit 2. The message says what to do next. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}
