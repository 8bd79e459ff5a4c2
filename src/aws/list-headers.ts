/** Headers as one object, by their names in lower case. */

/** Headers by their names in lower case, as one text each. To go through them one by one takes Bun half as long as all that it does for a request. */
export function listHeaders(headers: Headers): Readonly<Record<string, string>> {
  const all: Record<string, string | readonly string[]> = headers.toJSON();
  // The one that Bun tells in a list: no request should have it, and of an answer's the last one is told.
  const cookies = all["set-cookie"];
  if (Array.isArray(cookies)) all["set-cookie"] = cookies.at(-1);
  return all as Readonly<Record<string, string>>;
}
