/** Every view of the page: which link leads to it, which key, and where it is to be had. */
import { boot } from "../data/boot.ts";
import { ItemsView } from "../items/items-view.tsx";
import { ReplaysView } from "../replays/replays-view.tsx";
import { RequestsView } from "../requests/requests-view.tsx";
import { ResourceView } from "../resource/resource-view.tsx";
import { TopologyView } from "../topology/topology-view.tsx";
import { linkTo } from "./router.ts";
import type { PageView } from "./view.ts";

const ALL: readonly PageView[] = [
  { name: "topology", key: "t", Component: TopologyView, isInReport: true },
  { name: "resource", key: "s", Component: ResourceView, isInReport: true },
  { name: "replays", key: "p", Component: ReplaysView, isInReport: true },
  { name: "requests", key: "r", Component: RequestsView, isInReport: false },
  { name: "items", key: "i", Component: ItemsView, isInReport: false },
];

/** The views that this page has. */
export const views: readonly PageView[] = ALL.filter(
  ({ isInReport }) => boot.mode === "served" || isInReport,
);

/** Where the page begins. */
export const START = linkTo([views[0]?.name ?? ""]);
