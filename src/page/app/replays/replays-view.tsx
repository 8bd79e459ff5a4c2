/** Replays: those that run, those that were, and a new one. */
import type { JSX } from "preact";
import type { ViewProps } from "../shell/view.ts";
import { texts } from "../texts.ts";

export function ReplaysView(_: ViewProps): JSX.Element {
  return (
    <div class="view">
      <h1>{texts.views.replays}</h1>
    </div>
  );
}
