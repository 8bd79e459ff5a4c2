/** What is left of a topology without its names: how many things of what type there are, and how they hang together. */
import type { Topology } from "../../../src/topology/topology.ts";

const ROUNDS = 4;

/** One line a thing, sorted: its type, where it comes from, how many tags it has, and all that is within four steps of it. Alike where two topologies are the same but for names. */
export function outline({ resources, relations }: Topology): string[] {
  let colours = new Map(
    resources.map(({ key, service, type, origin, tags }) => [
      key,
      `${service}:${type} ${origin} ${Object.keys(tags).length} tags`,
    ]),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const beside = new Map<string, string[]>();
    const note = (key: string, text: string) => beside.getOrInsertComputed(key, () => []).push(text);
    for (const { from, to, kind, member } of relations) {
      note(from, `${kind} ${member.split(".").at(-1)} to ${colours.get(to)}`);
      note(to, `${kind} ${member.split(".").at(-1)} from ${colours.get(from)}`);
    }
    colours = new Map(
      resources.map(({ key }) => {
        const own = colours.get(key) ?? "";
        const around = (beside.get(key) ?? []).sort().join();
        const digest = Bun.CryptoHasher.hash("sha256", `${own} ${around}`, "hex").slice(0, 16);
        return [key, `${own.split(" #")[0]} #${digest}`];
      }),
    );
  }
  return [...colours.values()].sort();
}
