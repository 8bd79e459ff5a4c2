/** Panels of which one is seen (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/). */
import type { ComponentChildren, JSX } from "preact";
import { useId, useRef } from "preact/hooks";
import { tellCount } from "./format.ts";

/** One of them. */
export interface Tab {
  readonly name: string;
  readonly title: string;
  readonly count?: number | undefined;
  readonly render: () => ComponentChildren;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly selected: string;
  readonly onSelect: (name: string) => void;
}

export function Tabs({ label, tabs, selected, onSelect }: TabsProps): JSX.Element {
  const id = useId();
  const bar = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    tabs.findIndex(({ name }) => name === selected),
  );
  const open = tabs[at];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: tabs.length - 1 - at }[event.key];
    const next = step === undefined ? undefined : tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onSelect(next.name);
    bar.current?.querySelector<HTMLElement>(`[data-name="${CSS.escape(next.name)}"]`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={bar} onKeyDown={onKeyDown}>
        {tabs.map(({ name, title, count }, index) => (
          <button
            type="button"
            role="tab"
            key={name}
            id={`${id}-${name}`}
            data-name={name}
            aria-selected={index === at}
            aria-controls={`${id}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => onSelect(name)}
          >
            {title}
            {count !== undefined && <span class="count">{tellCount(count)}</span>}
          </button>
        ))}
      </div>
      {open && (
        <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${open.name}`} class="stack">
          {open.render()}
        </div>
      )}
    </>
  );
}
