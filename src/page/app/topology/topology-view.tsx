/** What stands, as a picture. */
import type { JSX } from "preact";
import type { ViewProps } from "../shell/view.ts";
import { texts } from "../texts.ts";

export function TopologyView(_: ViewProps): JSX.Element {
  return (
    <div class="view">
      <h1>{texts.views.topology}</h1>
    </div>
  );
}
