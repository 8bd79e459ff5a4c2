/** The page's text, which the build makes (scripts/lib/build-page.ts) and the binary holds. */
import { readFile } from "node:fs/promises";

/** The page, as text and as it is kept. */
export interface LoadedPage {
  /** In which MARKS.data stands where a report has its data. */
  readonly html: string;
  /** The same, compressed with gzip. */
  readonly packed: Uint8Array<ArrayBuffer>;
}

async function read(): Promise<LoadedPage> {
  // Not at the top of the file: most commands have no use for it, and a checkout that was never built has none.
  const { default: path } = await import("./page.html.gz", { with: { type: "file" } });
  const packed = new Uint8Array(await readFile(path));
  return { html: Buffer.from(Bun.gunzipSync(packed)).toString(), packed };
}

let page: Promise<LoadedPage> | undefined;

/** The page; it is read once. */
export function loadPage(): Promise<LoadedPage> {
  page ??= read();
  return page;
}
