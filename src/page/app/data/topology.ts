/** What stands, for whoever shows it: of the report, or of the server, asked once for all views. */
import { useEffect } from "preact/hooks";
import { parseTopology, type WrittenTopology } from "../../../topology/json.ts";
import type { Topology } from "../../../topology/topology.ts";
import { ApiFailure, askJson, toFailure } from "./api.ts";
import { boot } from "./boot.ts";
import { isTokenNeeded, watchToken } from "./token.ts";
import type { Loaded, Loading } from "./use-load.ts";
import { useWatched, Watched } from "./watched.ts";

const loaded = new Watched<Loaded<Topology>>({ state: "loading" });
let isAsked = false;

/** Asks, or asks again: what was there stays until the answer comes. */
function load(): void {
  isAsked = true;
  if (boot.mode === "report") {
    const { topology } = boot.report;
    loaded.set(
      topology
        ? { state: "ready", value: topology }
        : { state: "failed", failure: new ApiFailure("no_topology", "", 0) },
    );
    return;
  }
  askJson<WrittenTopology>("/api/topology")
    .then((written) => loaded.set({ state: "ready", value: parseTopology(written) }))
    .catch((error) => loaded.set({ state: "failed", failure: toFailure(error) }));
}

watchToken(() => isAsked && !isTokenNeeded() && load());

/** What stands. The first component that uses it starts the loading. `isWanted`: false keeps it from that. */
export function useTopology(isWanted = true): Loading<Topology> {
  const seen = useWatched(loaded);
  useEffect(() => {
    if (isWanted && !isAsked) load();
  }, [isWanted]);
  return { ...seen, reload: load };
}
