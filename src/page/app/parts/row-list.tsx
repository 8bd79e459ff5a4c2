/** A list of any length, of which only the rows in sight are in the page (https://www.w3.org/WAI/ARIA/apg/patterns/grid/). */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { texts } from "../texts.ts";

/** A column. */
export interface ListColumn<T> {
  readonly title: string;
  /** As CSS grids have it: `6rem`, `minmax(8rem, 2fr)`. */
  readonly width: string;
  readonly isNumber?: boolean;
  /** Left out where there is little room. */
  readonly isWide?: boolean;
  readonly render: (row: T) => ComponentChildren;
}

interface RowListProps<T> {
  readonly label: string;
  readonly columns: readonly ListColumn<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly selected?: string | undefined;
  readonly onOpen?: ((row: T) => void) | undefined;
  /** Stays at the end while rows are added there, unless somebody scrolled away. */
  readonly followsEnd?: boolean;
  readonly empty?: ComponentChildren;
}

const classOf = ({ isNumber, isWide }: Pick<ListColumn<never>, "isNumber" | "isWide">) =>
  `${isNumber ? "number" : ""} ${isWide ? "wide" : ""}`.trim();

/** Rows above and below those in sight, for a scroll that is faster than drawing. */
const BESIDE = 12;
const MOST_PRINTED = 1_000;

function useRowHeight(): number {
  const [height, setHeight] = useState(30);
  useLayoutEffect(() => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    setHeight(1.875 * rem);
  }, []);
  return height;
}

function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const media = matchMedia("print");
    const read = () => setPrinting(media.matches);
    media.addEventListener("change", read);
    return () => media.removeEventListener("change", read);
  }, []);
  return isPrinting;
}

export function RowList<T>({
  label,
  columns,
  rows,
  keyOf,
  selected,
  onOpen,
  followsEnd,
  empty,
}: RowListProps<T>): JSX.Element {
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const height = useRowHeight();
  const isPrinting = useIsPrinting();
  const [seen, setSeen] = useState({ top: 0, rows: 40 });
  const [active, setActive] = useState(-1);
  const first = isPrinting
    ? 0
    : Math.max(0, Math.min(Math.floor(seen.top / height), rows.length - seen.rows) - BESIDE);
  const last = isPrinting ? MOST_PRINTED : first + seen.rows + 2 * BESIDE;
  const read = () => {
    const box = scroll.current;
    if (!box) return;
    isAtEnd.current = box.scrollTop + box.clientHeight >= box.scrollHeight - height;
    setSeen({ top: box.scrollTop, rows: Math.ceil(box.clientHeight / height) });
  };
  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box) return;
    const observer = new ResizeObserver(read);
    observer.observe(box);
    return () => observer.disconnect();
  }, [height]);
  useLayoutEffect(() => {
    const box = scroll.current;
    if (box && followsEnd && isAtEnd.current) box.scrollTop = box.scrollHeight;
  }, [rows, followsEnd]);
  const move = (to: number) => {
    const box = scroll.current;
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    if (!box) return;
    // The names of the columns stay at the top, above the rows.
    const lowest = (next + 2) * height - box.clientHeight;
    if (next * height < box.scrollTop) box.scrollTop = next * height;
    if (lowest > box.scrollTop) box.scrollTop = lowest;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, seen.rows - 2);
    const start = active < 0 ? rows.findIndex((row) => keyOf(row) === selected) : active;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: start + 1,
      ArrowUp: start - 1,
      PageDown: start + page,
      PageUp: start - page,
      Home: 0,
      End: rows.length - 1,
    };
    const target = targets[event.key];
    const row = rows[active];
    if (target !== undefined) move(target);
    else if (event.key === "Enter" && row !== undefined) onOpen?.(row);
    else return;
    event.preventDefault();
  };
  const widthsOf = (some: readonly ListColumn<T>[]) => some.map(({ width }) => width).join(" ");
  const style = {
    "--columns": widthsOf(columns),
    "--columns-narrow": widthsOf(columns.filter(({ isWide }) => !isWide)),
  };
  const cells = (row: T) =>
    columns.map(({ render, title, ...column }) => (
      <span role="gridcell" key={title} class={classOf(column)}>
        {render(row)}
      </span>
    ));
  return (
    <div class="list" style={style}>
      {/* It takes the focus for its rows, which come and go while one scrolls. */}
      <div
        class="scroll"
        role="grid"
        ref={scroll}
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={active >= first && active < last ? `${id}-${active}` : undefined}
        onScroll={read}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" class="labels">
          <div role="row" aria-rowindex={1}>
            {columns.map(({ title, ...column }) => (
              <span role="columnheader" key={title} class={classOf(column)}>
                {title}
              </span>
            ))}
          </div>
        </div>
        <div class="space" role="rowgroup" style={{ height: `${rows.length * height}px` }}>
          {rows.slice(first, last).map((row, offset) => {
            const index = first + offset;
            const key = keyOf(row);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys of all its rows.
              <div
                role="row"
                key={key}
                id={`${id}-${index}`}
                aria-rowindex={index + 2}
                aria-selected={key === selected}
                class={active === index ? "active" : ""}
                style={{ transform: `translateY(${index * height}px)` }}
                onClick={() => {
                  setActive(index);
                  onOpen?.(row);
                }}
              >
                {cells(row)}
              </div>
            );
          })}
        </div>
      </div>
      {rows.length === 0 && empty}
      {isPrinting && rows.length > MOST_PRINTED && (
        <p class="empty">{texts.list.printed(MOST_PRINTED, rows.length)}</p>
      )}
    </div>
  );
}
