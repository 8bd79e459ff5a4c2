/** Everything that stands, to be searched and filtered. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Resource } from "../../../topology/topology.ts";
import { searchedText } from "../data/index-topology.ts";
import { Empty, show, Tag } from "../parts/common.tsx";
import { Choose, FilterField } from "../parts/fields.tsx";
import { makeFilter } from "../parts/filter.ts";
import { type ListColumn, RowList } from "../parts/row-list.tsx";
import { goTo, linkTo } from "../shell/router.ts";
import { texts } from "../texts.ts";

const said = texts.resource;

/** What stands by itself is worth a look seldom. */
function tellOrigin({ origin, placeholders }: Resource): JSX.Element | string {
  if (origin === "beforehand") return <Tag tone="made">{said.beforehand}</Tag>;
  return placeholders.length > 0 ? <Tag tone="warn">{said.placeholder}</Tag> : "";
}

const ACCOUNT: ListColumn<Resource> = {
  title: said.account,
  width: "minmax(7rem, 1fr)",
  isWide: true,
  render: ({ account }) => account,
};
const COLUMNS: readonly ListColumn<Resource>[] = [
  { title: said.name, width: "minmax(8rem, 3fr)", render: ({ label }) => show(label) },
  {
    title: said.type,
    width: "minmax(7rem, 2fr)",
    render: ({ service, type }) => `${service} ${type}`,
  },
  { title: said.region, width: "minmax(4rem, 1fr)", render: ({ region }) => region },
  { title: said.originTitle, width: "6rem", render: tellOrigin },
];
const NARROW = COLUMNS.slice(0, 2);
/** Things of the same name in several accounts are only told apart by these. */
const WITH_ACCOUNT = [...COLUMNS.slice(0, 2), ACCOUNT, ...COLUMNS.slice(2)];

/** What things are chosen by. */
const MEMBERS = ["service", "region", "account"] as const;
type Member = (typeof MEMBERS)[number];
const EVERY: Readonly<Record<Member, string>> = { service: "", region: "", account: "" };

/** The values of a member, each once. */
function listValues(resources: readonly Resource[], member: Member): string[] {
  return [...new Set(resources.map((one) => one[member]))].filter((value) => value !== "").sort();
}

interface ResourceListProps {
  readonly resources: readonly Resource[];
  readonly chosen: string | undefined;
}

export function ResourceList({ resources, chosen }: ResourceListProps): JSX.Element {
  const [text, setText] = useState("");
  const [isAll, setAll] = useState(false);
  const [wanted, setWanted] = useState<Readonly<Record<Member, string>>>(EVERY);
  const values = useMemo(
    () => new Map(MEMBERS.map((member) => [member, listValues(resources, member)] as const)),
    [resources],
  );
  const rows = useMemo(() => {
    const has = makeFilter(text);
    return resources.filter(
      (one) =>
        (isAll || one.origin !== "brought" || one.key === chosen) &&
        MEMBERS.every((member) => wanted[member] === "" || one[member] === wanted[member]) &&
        has(searchedText(one)),
    );
  }, [resources, text, wanted, isAll, chosen]);
  const columns = (values.get("account")?.length ?? 0) > 1 ? WITH_ACCOUNT : COLUMNS;
  return (
    <div class="choice">
      <div class="row">
        <FilterField label={said.filter} value={text} onInput={setText} />
        {[...values].map(
          ([member, all]) =>
            (all.length > 1 || member === "service") && (
              <Choose
                key={member}
                label={said[member]}
                value={wanted[member]}
                options={[["", said.every[member]], ...all]}
                onChoose={(value) => setWanted({ ...wanted, [member]: value })}
              />
            ),
        )}
      </div>
      <RowList
        label={said.all}
        columns={chosen === undefined ? columns : NARROW}
        rows={rows}
        keyOf={({ key }) => key}
        selected={chosen}
        onOpen={({ key }) => goTo(linkTo(["resource", key]))}
        empty={<Empty title={resources.length === 0 ? said.none : said.noMatch} />}
      />
      <div class="row small">
        <span class="muted">{said.shown(rows.length)}</span>
        <label class="row">
          <input
            type="checkbox"
            checked={isAll}
            onChange={({ currentTarget }) => setAll(currentTarget.checked)}
          />
          {said.brought}
        </label>
      </div>
    </div>
  );
}
