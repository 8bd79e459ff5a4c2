/** What stands as a list, and one thing of it. */
import type { JSX } from "preact";
import type { Topology } from "../../../topology/topology.ts";
import { indexTopology } from "../data/index-topology.ts";
import { useTopology } from "../data/topology.ts";
import { Await, Empty } from "../parts/common.tsx";
import { linkTo } from "../shell/router.ts";
import type { ViewProps } from "../shell/view.ts";
import { texts } from "../texts.ts";
import { ResourceDetail } from "./resource-detail.tsx";
import { ResourceList } from "./resource-list.tsx";
import "../styles/resource.css";

function Resources({
  topology,
  chosen,
}: {
  readonly topology: Topology;
  readonly chosen: string | undefined;
}) {
  const resource = indexTopology(topology).resources.get(chosen ?? "");
  return (
    <div class={`split ${chosen === undefined ? "" : "open"}`}>
      <ResourceList resources={topology.resources} chosen={chosen} />
      {chosen !== undefined && (
        <div class="detail">
          {resource ? (
            <ResourceDetail key={resource.key} resource={resource} topology={topology} />
          ) : (
            <Empty title={texts.resource.unknown}>
              <a href={linkTo(["resource"])}>{texts.app.back}</a>
            </Empty>
          )}
        </div>
      )}
    </div>
  );
}

export function ResourceView({ route }: ViewProps): JSX.Element {
  const topology = useTopology();
  return (
    <div class="view full">
      <h1>{texts.resource.all}</h1>
      <Await of={topology}>{(whole) => <Resources topology={whole} chosen={route.path[1]} />}</Await>
    </div>
  );
}
