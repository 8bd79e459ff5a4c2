/** What a view of the page is. */
import type { ComponentType } from "preact";
import type { texts } from "../texts.ts";
import type { PageRoute } from "./router.ts";

/** What a view is given: where the page is, `path[0]` being its own name. */
export interface ViewProps {
  readonly route: PageRoute;
}

/** A view. */
export interface PageView {
  /** The first part of its links. */
  readonly name: keyof typeof texts.views;
  /** Pressed after `g`; a view without one is reached from others. */
  readonly key?: string;
  readonly Component: ComponentType<ViewProps>;
  /** Whether a report holds what it shows; else it is the console's alone. */
  readonly isInReport: boolean;
}
