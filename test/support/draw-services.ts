/** A part of all services, where trying each would take a large part of the time of all tests. */
import { loadIndex } from "../../src/aws/model/table.ts";
import { drawSome } from "./expect-always.ts";

export interface DrawnServices {
  readonly services: readonly string[];
  /** Their part of the operations of all services: 1 where all of them are tried. */
  readonly part: number;
}

/** Services drawn with `share`, other ones each time; all of them in a long run. A failure has to name its service. */
export async function drawServices(share: number): Promise<DrawnServices> {
  const { services } = await loadIndex();
  const drawn = drawSome(services, share);
  const count = (some: typeof services) => some.reduce((sum, { operations }) => sum + operations, 0);
  return { services: drawn.map(({ service }) => service), part: count(drawn) / count(services) };
}
