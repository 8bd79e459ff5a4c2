/** What of the page's text is put in when it is served or written into a file, and the policy that it stands under. */

/** Texts of template.html that others stand for. */
export const MARKS = { policy: "%CSP%", data: "<!-- data -->" } as const;

/** What the policy of a page that is served says of requests; a report's makes none. */
const SERVED = "connect-src 'self'";
const ALONE = "connect-src 'none'";

function hash(text: string): string {
  return `'sha256-${new Bun.CryptoHasher("sha256").update(text).digest("base64")}'`;
}

/**
 * The policy of a page with this script and this style: nothing else is run, nothing is fetched from elsewhere
 * (https://www.w3.org/TR/CSP3/). Its workers are made from texts of its own.
 */
export function makePolicy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "img-src data: blob:",
    SERVED,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The policy of a page, as it says it itself. */
export function readPolicy(html: string): string {
  return /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "default-src 'none'";
}

/** The page with data in it, which asks nobody for anything. The data may hold anything. */
export function renderAlone(html: string, data: unknown): string {
  // Inside the element, only this character could begin what ends it.
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  const element = `<script type="application/json" id="report-data">${json}</script>`;
  return html.replace(SERVED, () => ALONE).replace(MARKS.data, () => element);
}
