/** One resource: what it is, what made it, and what it hangs together with. */
import type { JSX } from "preact";
import type { ViewProps } from "../shell/view.ts";
import { texts } from "../texts.ts";

export function ResourceView(_: ViewProps): JSX.Element {
  return (
    <div class="view">
      <h1>{texts.views.resource}</h1>
    </div>
  );
}
