/** A topology of one account and region as it would be in another: in every text, as a replay renames places. */
import type { JsonValue } from "../../base/values.ts";
import type { PlaceRewriter } from "../../emulator/place-texts.ts";
import type { Topology } from "../topology.ts";

/** Puts other accounts and regions in the place of those of a topology. */
export function renamePlaces(topology: Topology, places: PlaceRewriter): Topology {
  if (places.isIdle) return topology;
  const rename = (value: JsonValue): JsonValue => {
    if (typeof value === "string") return places.findZone(value) ?? places.rewriteText(value);
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map(rename);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [places.rewriteText(name), rename(inner)]),
    );
  };
  return rename(topology as unknown as JsonValue) as unknown as Topology;
}
