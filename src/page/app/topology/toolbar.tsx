/** Above the picture: what is searched for, what is shown, and what can be taken out. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { FocusDirection } from "../../../topology/picture/neighbours.ts";
import { show } from "../parts/common.tsx";
import { Choose } from "../parts/fields.tsx";
import { announce } from "../shell/announce.ts";
import { texts } from "../texts.ts";
import { type Choices, choose, FILTERS, type FilterName, MOST_STEPS } from "./choices.ts";
import { FORMATS, type Format, nameFile } from "./exports.ts";

const words = texts.topology;

interface SearchFieldProps {
  readonly value: string;
  readonly found: number;
  readonly onSearch: (text: string) => void;
  readonly onNext: () => void;
}

/** After the last key it is waited so long, since a picture is drawn anew. */
const TYPING_MS = 150;

export function SearchField({ value, found, onSearch, onNext }: SearchFieldProps): JSX.Element {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onSearch(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <span class="row find">
      <input
        class="field"
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && onNext()}
      />
      <output class="muted small">{value === "" ? "" : words.found(found)}</output>
    </span>
  );
}

interface FiltersProps {
  readonly choices: Choices;
  readonly options: Readonly<Record<FilterName, readonly string[]>>;
  readonly unused: number;
}

export function Filters({ choices, options, unused }: FiltersProps): JSX.Element {
  return (
    <>
      {FILTERS.filter((name) => options[name].length > 1 || choices.filters[name] !== "").map((name) => (
        <Choose
          key={name}
          class="filter"
          label={words.filters[name]}
          value={choices.filters[name]}
          options={[["", words.all[name]], ...options[name]]}
          onChoose={(value) => choose({ [name]: value })}
        />
      ))}
      {unused > 0 && (
        <label class="row small">
          <input
            type="checkbox"
            checked={choices.showsBrought}
            onChange={(event) => choose({ brought: event.currentTarget.checked ? "all" : undefined })}
          />
          {words.brought(unused)}
        </label>
      )}
    </>
  );
}

interface FocusBarProps {
  readonly choices: Choices;
  readonly name: string;
}

const DIRECTIONS: readonly FocusDirection[] = ["both", "used-by", "uses"];

export function FocusBar({ choices, name }: FocusBarProps): JSX.Element {
  return (
    <div class="note focus-bar">
      <div class="row">
        <strong class="clip">{words.around(show(name))}</strong>
        <Choose
          label={words.steps}
          isLabelSeen
          value={String(choices.steps)}
          options={Array.from({ length: MOST_STEPS }, (_, index) => String(index + 1))}
          onChoose={(steps) => choose({ steps })}
        />
        <Choose
          label={words.direction}
          value={choices.direction}
          options={DIRECTIONS.map((direction) => [direction, words.directions[direction]] as const)}
          onChoose={(way) => choose({ way })}
        />
        <button
          type="button"
          class="button"
          onClick={() => choose({ focus: undefined, steps: undefined, way: undefined }, false)}
        >
          {words.leave}
        </button>
      </div>
    </div>
  );
}

interface ExportMenuProps {
  readonly isReady: boolean;
  readonly onSave: (format: Format) => Promise<void>;
}

export function ExportMenu({ isReady, onSave }: ExportMenuProps): JSX.Element {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => menu.current?.removeAttribute("open");
  const run = async (format: Format) => {
    close();
    menu.current?.querySelector("summary")?.focus();
    try {
      await onSave(format);
      announce(words.saved(nameFile(format)));
    } catch (error) {
      announce(words.notSaved(String(error)));
    }
  };
  return (
    <details
      class="menu"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        close();
        menu.current?.querySelector("summary")?.focus();
      }}
    >
      <summary class="button">{words.export}</summary>
      <ul>
        {Object.keys(FORMATS).map((format) => (
          <li key={format}>
            <button
              type="button"
              class="button"
              disabled={!isReady}
              onClick={() => void run(format as Format)}
            >
              {words.formats[format as Format]}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
