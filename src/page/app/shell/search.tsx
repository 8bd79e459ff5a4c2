/** Finds a resource by its name, ARN, id, type or tag (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). */
import type { JSX, RefObject } from "preact";
import { useId, useMemo, useState } from "preact/hooks";
import type { Resource } from "../../../topology/topology.ts";
import { searchedText } from "../data/index-topology.ts";
import { useTopology } from "../data/topology.ts";
import { show } from "../parts/common.tsx";
import { makeFilter } from "../parts/filter.ts";
import { texts } from "../texts.ts";
import { goTo, linkTo } from "./router.ts";

const MOST_FOUND = 50;

/** The resources that have every word; those whose name begins with the first of them come first. */
function findResources(resources: readonly Resource[], query: string): readonly Resource[] {
  const text = query.trim().toLowerCase();
  if (text === "") return [];
  const has = makeFilter(text);
  const [first = ""] = text.split(/\s/, 1);
  const begins = ({ label }: Resource) => (label.toLowerCase().startsWith(first) ? 0 : 1);
  return resources.filter((one) => has(searchedText(one))).sort((a, b) => begins(a) - begins(b));
}

export function Search({ input }: { readonly input: RefObject<HTMLInputElement | null> }): JSX.Element {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const loaded = useTopology(isOpen);
  const resources = loaded.state === "ready" ? loaded.value.resources : undefined;
  const found = useMemo(() => findResources(resources ?? [], query), [resources, query]);
  const isListed = isOpen && query.trim() !== "";
  const shown = found.slice(0, MOST_FOUND);
  const open = (one: Resource | undefined) => {
    if (!one) return;
    goTo(linkTo(["resource", one.key]));
    setOpen(false);
    setQuery("");
    input.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = Math.max(0, shown.length - 1);
    if (event.key === "ArrowDown") setAt(Math.min(last, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Enter") open(shown[at]);
    else if (event.key === "Escape" && query !== "") setQuery("");
    else if (event.key === "Escape") input.current?.blur();
    else return;
    event.preventDefault();
  };
  const note = () => {
    if (loaded.state === "loading") return texts.search.loading;
    if (loaded.state === "failed") return texts.search.unavailable;
    return found.length === 0 ? texts.search.none : undefined;
  };
  return (
    <search class="search">
      <input
        ref={input}
        class="field"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        placeholder={texts.search.placeholder}
        aria-label={texts.search.label}
        aria-expanded={isListed}
        aria-controls={`${id}-list`}
        aria-activedescendant={isListed && shown[at] ? `${id}-${at}` : undefined}
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <span class="key" aria-hidden="true">
        /
      </span>
      <div
        class="found"
        id={`${id}-list`}
        role="listbox"
        aria-label={texts.search.label}
        hidden={!isListed || note() !== undefined}
      >
        {shown.map((one, index) => (
          <div
            key={one.key}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            // Before the field loses the focus, which closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              open(one);
            }}
          >
            <span class="clip">{show(one.label)}</span>
            <span class="what">
              {one.service} {one.type}
            </span>
          </div>
        ))}
        {found.length > MOST_FOUND && (
          <div class="note" role="presentation">
            {texts.search.more(found.length - MOST_FOUND)}
          </div>
        )}
      </div>
      {isListed && note() !== undefined && (
        <div class="found">
          <div class="note">{note()}</div>
        </div>
      )}
      <span class="visually-hidden" role="status">
        {isListed ? (note() ?? texts.search.found(found.length)) : ""}
      </span>
    </search>
  );
}
