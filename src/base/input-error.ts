/** The error for whatever is the input's fault: missing, damaged, or without records. */

/** Its message names the input, the place in it, and what to do next; the program exits 3. */
export class InputError extends Error {
  override readonly name = "InputError";
}
