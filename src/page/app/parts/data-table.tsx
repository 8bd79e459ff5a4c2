/** A table of a bounded number of rows. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { texts } from "../texts.ts";

interface DataTableProps {
  readonly label: string;
  readonly titles: readonly string[];
  /** Which columns are numbers. */
  readonly numbers?: readonly number[];
  readonly rows: readonly (readonly ComponentChildren[])[];
}

const SHOWN_FIRST = 200;

export function DataTable({ label, titles, numbers = [], rows }: DataTableProps): JSX.Element {
  const [most, setMost] = useState(SHOWN_FIRST);
  const left = rows.length - most;
  const classOf = (at: number) => (numbers.includes(at) ? "number" : "");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
    <div class="panel wide-table" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {titles.map((title, at) => (
              <th scope="col" key={title} class={classOf(at)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((cells, row) => (
            <tr key={String(row)}>
              {cells.map((cell, at) => (
                <td key={titles[at]} class={classOf(at)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <div class="body no-print">
          <button type="button" class="button small" onClick={() => setMost(most * 10)}>
            {texts.list.more(left)}
          </button>
        </div>
      )}
    </div>
  );
}
