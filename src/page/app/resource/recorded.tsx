/** How the log tells of a thing beside how it stands: what differs is said in words, not by colour alone. */
import type { JSX } from "preact";
import type { JsonObject, JsonValue } from "../../../base/values.ts";
import type { Resource } from "../../../topology/topology.ts";
import { askJson } from "../data/api.ts";
import { useLoad } from "../data/use-load.ts";
import { Await, Empty, show, Tag } from "../parts/common.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { texts } from "../texts.ts";

const said = texts.resource.recorded;
const LONGEST = 400;

/** A value in one line, cut where it is long. */
function print(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

type Difference = keyof typeof said.differences;

/** Values as they are compared: some services answer numbers as texts. */
function isSame(one: JsonValue, other: JsonValue): boolean {
  if (typeof one !== "object" && typeof other !== "object") return String(one) === String(other);
  return JSON.stringify(one) === JSON.stringify(other);
}

function compare(one: JsonValue | undefined, other: JsonValue | undefined, isHidden: boolean): Difference {
  if (isHidden) return "hidden";
  if (one === undefined) return "unrecorded";
  if (other === undefined) return "gone";
  return isSame(one, other) ? "same" : "otherwise";
}

/** What differs first, then the members by their names. */
const ORDER: readonly Difference[] = ["otherwise", "gone", "hidden", "unrecorded", "same"];

function Compared({ resource, recorded }: { readonly resource: Resource; readonly recorded: JsonObject }) {
  const { configuration, placeholders } = resource;
  const hidden = new Set(placeholders.map((path) => path.split(/[.[]/)[0]));
  const rows = [...new Set([...Object.keys(recorded), ...Object.keys(configuration)])].map((name) => {
    const [one, other] = [recorded[name], configuration[name]];
    return { name, one, other, difference: compare(one, other, hidden.has(name)) };
  });
  rows.sort(
    (a, b) => ORDER.indexOf(a.difference) - ORDER.indexOf(b.difference) || (a.name < b.name ? -1 : 1),
  );
  return (
    <DataTable
      label={texts.resource.tabs.recorded}
      titles={[said.member, said.inLog, said.stands, said.how]}
      rows={rows.map(({ name, one, other, difference }) => [
        show(name),
        <span class="mono wrap">{show(print(one))}</span>,
        <span class="mono wrap">{show(print(other))}</span>,
        difference === "otherwise" || difference === "gone" ? (
          <Tag tone="warn">{said.differences[difference]}</Tag>
        ) : (
          said.differences[difference]
        ),
      ])}
    />
  );
}

/** The tab of a thing that its server can be asked for. */
export function Recorded({
  resource,
  arn,
}: {
  readonly resource: Resource;
  readonly arn: string;
}): JSX.Element {
  const told = useLoad(
    (signal) =>
      askJson<{ readonly recorded?: JsonObject }>(`/api/resources/${encodeURIComponent(arn)}`, { signal }),
    arn,
  );
  return (
    <Await of={told}>
      {({ recorded }) =>
        recorded ? <Compared resource={resource} recorded={recorded} /> : <Empty title={said.none} />
      }
    </Await>
  );
}
