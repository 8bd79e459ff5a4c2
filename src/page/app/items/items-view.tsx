/** What tables, buckets, queues and their like hold. */
import type { JSX } from "preact";
import type { ViewProps } from "../shell/view.ts";
import { texts } from "../texts.ts";

export function ItemsView(_: ViewProps): JSX.Element {
  return (
    <div class="view">
      <h1>{texts.views.items}</h1>
    </div>
  );
}
