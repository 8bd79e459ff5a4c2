/** JSON pointers, by which patches say what they change: https://www.rfc-editor.org/rfc/rfc6901 */

/** The names in a JSON pointer: `/variables/a~1b`. */
export function splitPointer(path: string): string[] {
  return path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
