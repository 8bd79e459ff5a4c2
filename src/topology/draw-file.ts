/** A picture of what stands, for a file: laid out in this process. */
import type { ELK } from "elkjs/lib/elk-api.js";
import { chooseFoldOver, layOut } from "./layout.ts";
import { showUsed } from "./picture/brought.ts";
import { matchFindings, type VerifiedThing } from "./picture/findings.ts";
import { writeSvg } from "./svg.ts";
import type { Topology } from "./topology.ts";

/**
 * elk takes a while to load, and most commands draw nothing. It goes into the binary as the text that it is: compiled as the
 * rest of the program is, it would take five times the room.
 */
async function loadElk(): Promise<ELK> {
  const { default: file } = await import("elkjs/lib/elk.bundled.js", { with: { type: "file" } });
  const text = await Bun.file(file as unknown as string).text();
  const bundle: { exports: unknown } = { exports: {} };
  new Function("module", "exports", text)(bundle, bundle.exports);
  const Elk = bundle.exports as new () => ELK;
  return new Elk();
}

/** The SVG of a topology; what a verification found of it is drawn in colour. */
export async function drawFile(
  topology: Topology,
  title: string,
  verified: readonly VerifiedThing[] = [],
): Promise<string> {
  const shows = showUsed(topology);
  const view = { opened: new Set<string>(), foldOver: chooseFoldOver(topology, shows), shows };
  const picture = await layOut(topology, view, await loadElk());
  return writeSvg(picture, { title, findings: matchFindings(topology, verified) });
}
