/** Whether two texts call the same thing, which can be named by its name, its ARN, its URL or a path. */

/** The texts by which one thing is called: an ARN's or a URL's own name beside the text itself. */
function listCallings(text: string): string[] {
  if (text.startsWith("arn:")) {
    const resource = text.split(":").slice(5).join(":");
    const tail = /^[A-Za-z-]+[/:](.+)$/.exec(resource)?.[1];
    const last = (tail ?? resource).split("/").at(-1) ?? resource;
    // A version or a revision is a part of the ARN that a name leaves out: task-definition/web:3.
    return [text, resource, ...(tail === undefined ? [] : [tail]), last, last.replace(/:\d+$/, "")];
  }
  if (/^https?:\/\//.test(text))
    return [
      text,
      text
        .replace(/(?<!\/)\/+$/, "")
        .split("/")
        .at(-1) ?? text,
    ];
  return text.startsWith("/") ? [text, text.split("/").at(-1) ?? text] : [text];
}

/** DNS names come with and without the final dot, which some emulators put twice, and with `*` as `\\052`. */
export function foldDns(text: string): string {
  return text.replace(/\.{1,2}$/, "").replace(/^\\052/, "*");
}

/** The forms of a text, of which it shares one with every text that calls the same. */
export function listForms(text: string): string[] {
  return [...new Set([foldDns(text), ...listCallings(text)])];
}

/** Whether two texts call the same thing: equal, or the one an ARN or a URL that ends in the other. */
export function callsSame(a: string, b: string): boolean {
  if (foldDns(a) === foldDns(b)) return a !== "" && b !== "";
  return listCallings(a).includes(b) || listCallings(b).includes(a);
}
