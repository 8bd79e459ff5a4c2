/** What calls the instance, as it happens. */
import type { JSX } from "preact";
import type { ViewProps } from "../shell/view.ts";
import { texts } from "../texts.ts";

export function RequestsView(_: ViewProps): JSX.Element {
  return (
    <div class="view">
      <h1>{texts.views.requests}</h1>
    </div>
  );
}
