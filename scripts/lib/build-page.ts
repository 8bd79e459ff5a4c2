/**
 * Builds the page (src/page/app) into one HTML text, script, styles and workers in it, compressed beside the code that serves it:
 * src/page/page.html.gz, which git ignores.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { MARKS, makePolicy } from "../../src/page/template.ts";
import { root } from "./python.ts";

const app = join(root, "src", "page", "app");
const outfile = join(root, "src", "page", "page.html.gz");
/** What the page was made from, so that it is not made again for nothing. */
const stamp = `${outfile}.stamp`;

/** A bundle of what a browser runs. */
async function bundle(entry: string): Promise<{ readonly script: string; readonly style: string }> {
  const { outputs } = await Bun.build({
    entrypoints: [entry],
    target: "browser",
    format: "esm",
    minify: true,
    define: { "process.env.NODE_ENV": '"production"' },
    throw: true,
  });
  const texts = async (ending: string) =>
    Promise.all(outputs.filter(({ path }) => path.endsWith(ending)).map((output) => output.text()));
  return { script: (await texts(".js")).join("\n"), style: (await texts(".css")).join("\n") };
}

/** A script as it may stand in an element: nothing in it ends the element, or begins a comment. */
function embedScript(script: string): string {
  const embedded = script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--").trim();
  if (/<\/script/i.test(embedded)) throw new Error("the page's script would end its own element");
  return embedded;
}

async function bundleWorkers(): Promise<string> {
  const files = [...new Bun.Glob("workers/*.ts").scanSync({ cwd: app })].sort();
  const elements = files.map(async (file) => {
    const { script } = await bundle(join(app, file));
    const packed = Buffer.from(Bun.gzipSync(script, { level: 9 })).toString("base64");
    return `<script type="text/plain" id="worker-${basename(file, ".ts")}">${packed}</script>`;
  });
  return (await Promise.all(elements)).join("\n");
}

/** The page's HTML, in which MARKS.data stands where a report has its data. */
async function renderPage(): Promise<string> {
  const [{ script, style }, workers] = await Promise.all([bundle(join(app, "index.tsx")), bundleWorkers()]);
  const text = embedScript(script);
  if (/<\/style/i.test(style)) throw new Error("the page's style would end its own element");
  const parts: Readonly<Record<string, string>> = {
    "%ICON%": encodeURIComponent(readFileSync(join(app, "icon.svg"), "utf8").trim()),
    "%STYLE%": style.trim(),
    "%PARTS%": workers,
    "%SCRIPT%": text,
    [MARKS.policy]: makePolicy(text, style.trim()),
  };
  // A function, so that a dollar in a script stays one.
  return readFileSync(join(app, "template.html"), "utf8").replace(/%[A-Z]+%/g, (mark) => parts[mark] ?? mark);
}

/** A fingerprint of all that the page may be made from: it takes in data and code of other folders, which the bundler alone knows. */
function fingerprintSources(): string {
  const hash = new Bun.CryptoHasher("sha256");
  const sources = new Bun.Glob("src/**/*.{ts,tsx,css,html,svg,json}").scanSync({ cwd: root });
  for (const file of ["package-lock.json", "scripts/lib/build-page.ts", ...[...sources].sort()])
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** Writes a file that others may read at the same time: they see all of it or what was there before. */
function replaceFile(path: string, content: string | Uint8Array): void {
  const written = `${path}.${process.pid}`;
  writeFileSync(written, content);
  renameSync(written, path);
}

/** Builds the page unless it is there, made from these sources. Several processes may do so at the same time. */
export async function buildPage(): Promise<void> {
  const sources = fingerprintSources();
  if (existsSync(outfile) && existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  replaceFile(outfile, Bun.gzipSync(await renderPage(), { level: 9 }));
  replaceFile(stamp, sources);
}
