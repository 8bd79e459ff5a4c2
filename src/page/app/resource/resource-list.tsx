/** Everything that stands, to be searched and filtered. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Resource } from "../../../topology/topology.ts";
import { Empty, show, Tag } from "../parts/common.tsx";
import { type ListColumn, RowList } from "../parts/row-list.tsx";
import { goTo, linkTo } from "../shell/router.ts";
import { texts } from "../texts.ts";

const said = texts.resource;

/** What stands by itself is worth a look seldom. */
function tellOrigin({ origin, placeholders }: Resource): JSX.Element | string {
  if (origin === "beforehand") return <Tag tone="made">beforehand</Tag>;
  return placeholders.length > 0 ? <Tag tone="warn">placeholder</Tag> : "";
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

function textOf({ label, name, service, type, id = "", arn = "", tags }: Resource): string {
  const tagged = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [label, name, service, type, id, arn, ...tagged].join(" ").toLowerCase();
}

interface Choice {
  readonly label: string;
  readonly every: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly onChoose: (value: string) => void;
}

function Choose({ label, every, value, values, onChoose }: Choice): JSX.Element {
  return (
    <select
      class="field"
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    >
      <option value="">{every}</option>
      {values.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}

/** The values of a member, each once. */
function listValues(resources: readonly Resource[], member: "service" | "region" | "account"): string[] {
  return [...new Set(resources.map((one) => one[member]))].filter((value) => value !== "").sort();
}

interface ResourceListProps {
  readonly resources: readonly Resource[];
  readonly chosen: string | undefined;
}

export function ResourceList({ resources, chosen }: ResourceListProps): JSX.Element {
  const [text, setText] = useState("");
  const [service, setService] = useState("");
  const [region, setRegion] = useState("");
  const [account, setAccount] = useState("");
  const [isAll, setAll] = useState(false);
  const searched = useMemo(() => resources.map((one) => ({ one, text: textOf(one) })), [resources]);
  const [services, regions, accounts] = useMemo(
    () => (["service", "region", "account"] as const).map((member) => listValues(resources, member)),
    [resources],
  );
  const rows = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/);
    return searched
      .filter(({ one }) => isAll || one.origin !== "brought" || one.key === chosen)
      .filter(({ one }) => service === "" || one.service === service)
      .filter(({ one }) => region === "" || one.region === region)
      .filter(({ one }) => account === "" || one.account === account)
      .filter((row) => words.every((word) => row.text.includes(word)))
      .map(({ one }) => one);
  }, [searched, text, service, region, account, isAll, chosen]);
  const columns = (accounts?.length ?? 0) > 1 ? WITH_ACCOUNT : COLUMNS;
  return (
    <div class="choice">
      <div class="row">
        <input
          class="field grow"
          type="search"
          aria-label={said.filter}
          placeholder={said.filter}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Choose
          label={said.service}
          every={said.every}
          value={service}
          values={services ?? []}
          onChoose={setService}
        />
        {(regions?.length ?? 0) > 1 && (
          <Choose
            label={said.region}
            every={said.everyRegion}
            value={region}
            values={regions ?? []}
            onChoose={setRegion}
          />
        )}
        {(accounts?.length ?? 0) > 1 && (
          <Choose
            label={said.account}
            every={said.everyAccount}
            value={account}
            values={accounts ?? []}
            onChoose={setAccount}
          />
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
