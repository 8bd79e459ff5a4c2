/** Keys that work wherever one is: `/`, `?`, and `g` with a view's letter. */
import { useEffect } from "preact/hooks";
import { goTo, linkTo } from "./router.ts";
import { views } from "./views.ts";

/** What keys do besides going to a view. */
export interface KeyActions {
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

/** How long the second key may be waited for. */
const SECOND_KEY_MS = 1_200;

/** Whether keys are text where they are pressed. */
function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

export function useKeys({ onSearch, onHelp }: KeyActions): void {
  useEffect(() => {
    let beganAt = Number.NEGATIVE_INFINITY;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      if (document.querySelector("dialog[open]")) return;
      const isSecond = event.timeStamp - beganAt < SECOND_KEY_MS;
      beganAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const view = isSecond ? views.find(({ key }) => key === event.key) : undefined;
      if (view) goTo(linkTo([view.name]));
      else if (event.key === "/") onSearch();
      else if (event.key === "?") onHelp();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [onSearch, onHelp]);
}
