/**
 * Starts a script of `workers/` beside the page. The page carries each compressed, as text that a browser does not run, so that
 * it costs nothing until somebody needs it.
 */

async function unpack(base64: string): Promise<Blob> {
  const packed = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const script = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Blob([await new Response(script).arrayBuffer()], { type: "text/javascript" });
}

/** A worker that runs `workers/NAME.ts`. */
export async function startWorker(name: string): Promise<Worker> {
  const text = document.getElementById(`worker-${name}`)?.textContent;
  if (!text) throw new Error(`the page has no worker ${name}`);
  const url = URL.createObjectURL(await unpack(text));
  try {
    return new Worker(url, { name });
  } finally {
    // The script is on its way by then.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
}
