/** One thing that stands: what it is, how it is set, what it refers to, and what made and changed it. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import looks from "../../../instance/items/looks.json";
import type { Relation, Resource, Topology, TouchedBy } from "../../../topology/topology.ts";
import { askJson } from "../data/api.ts";
import { boot } from "../data/boot.ts";
import { indexTopology } from "../data/index-topology.ts";
import { useLoad } from "../data/use-load.ts";
import { Code, Json } from "../parts/code.tsx";
import { Empty, Facts, show, Tag } from "../parts/common.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { tellExactly } from "../parts/format.ts";
import { Tabs } from "../parts/tabs.tsx";
import { linkTo } from "../shell/router.ts";
import { texts } from "../texts.ts";
import { Recorded } from "./recorded.tsx";

const said = texts.resource;

/** Whether things of its kind can be looked into. */
function holdsItems({ service, type }: Resource): boolean {
  return looks.some((look) => look.service === service && look.type === type);
}

function ResourceLink({ resource }: { readonly resource: Resource }): JSX.Element {
  const { key, label, service, type } = resource;
  return (
    <>
      <a href={linkTo(["resource", key])}>{show(label)}</a>{" "}
      <span class="muted small">{`${service} ${type}`}</span>
    </>
  );
}

function Moment({ at = "" }: { readonly at: string | undefined }): JSX.Element {
  return <time dateTime={at}>{tellExactly(at)}</time>;
}

function tellMaker({ operation, at, by }: TouchedBy): ComponentChildren {
  return (
    <>
      {operation}, <Moment at={at} />
      {by !== undefined && ` ${said.who} ${show(by)}`}
    </>
  );
}

function linkOf(topology: Topology, key: string | undefined): ComponentChildren {
  const resource = indexTopology(topology).resources.get(key ?? "");
  return resource && <ResourceLink resource={resource} />;
}

interface RelatedProps {
  readonly title: string;
  readonly side: 0 | 1;
  readonly relations: readonly Relation[];
  readonly resources: ReadonlyMap<string, Resource>;
}

/** What a thing refers to (side 0), or what refers to it (side 1). */
function Related({ title, side, relations, resources }: RelatedProps): JSX.Element | null {
  if (relations.length === 0) return null;
  const kinds = Map.groupBy(relations, ({ kind }) => kind);
  return (
    <section class="stack">
      <h3>{title}</h3>
      <dl class="facts">
        {[...kinds].map(([kind, all]) => (
          <>
            <dt>{texts.relations[kind][side]}</dt>
            <dd>
              <ul class="related">
                {all.map(({ from, to, member }) => {
                  const other = resources.get(side === 0 ? to : from);
                  return (
                    other && (
                      <li key={other.key}>
                        <ResourceLink resource={other} />
                        {member !== "" && <span class="muted small">{` ${said.as} ${show(member)}`}</span>}
                      </li>
                    )
                  );
                })}
              </ul>
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Relations({ of, topology }: { readonly of: Resource; readonly topology: Topology }): JSX.Element {
  const { resources, uses, usedBy } = indexTopology(topology);
  const own = uses.get(of.key) ?? [];
  const others = usedBy.get(of.key) ?? [];
  if (own.length + others.length === 0) return <Empty title={said.noRelations} />;
  return (
    <>
      <Related title={said.refersTo} side={0} relations={own} resources={resources} />
      <Related title={said.referredBy} side={1} relations={others} resources={resources} />
    </>
  );
}

function Events({ events }: { readonly events: readonly TouchedBy[] }): JSX.Element {
  if (events.length === 0) return <Empty title={said.noEvents} />;
  return (
    <DataTable
      label={said.tabs.events}
      titles={[said.at, said.operation, said.who, said.event]}
      rows={events.map(({ operation, eventId, at, by }) => [
        <Moment at={at} />,
        operation,
        show(by ?? ""),
        <span class="mono">{show(eventId ?? "")}</span>,
      ])}
    />
  );
}

function Tags({ tags }: Pick<Resource, "tags">): JSX.Element {
  const all = Object.entries(tags);
  if (all.length === 0) return <Empty title={said.noTags} />;
  return <Facts of={all.map(([key, value]) => [show(key), show(value)] as const)} />;
}

function Placeholders({ placeholders }: Pick<Resource, "placeholders">): JSX.Element | null {
  if (placeholders.length === 0) return null;
  return (
    <div class="note warn">
      <strong>{said.placeholders(placeholders.length)}</strong>
      <span class="mono">{placeholders.map(show).join(", ")}</span>
    </div>
  );
}

/** The command that reads a thing, where its server knows one. */
function ReadCommand({ arn }: { readonly arn: string }): JSX.Element | null {
  const told = useLoad(
    (signal) =>
      askJson<{ readonly read_command?: string }>(`/api/resources/${encodeURIComponent(arn)}`, { signal }),
    arn,
  );
  const command = told.state === "ready" ? told.value.read_command : undefined;
  if (command === undefined) return null;
  return (
    <section class="stack">
      <h3>{said.read}</h3>
      <Code text={command} label={said.read} />
    </section>
  );
}

interface ResourceDetailProps {
  readonly resource: Resource;
  readonly topology: Topology;
}

export function ResourceDetail({ resource, topology }: ResourceDetailProps): JSX.Element {
  const [tab, setTab] = useState("configuration");
  const { key, arn, service, type, label, name, account, region, origin, madeBy, events, tags } = resource;
  const { uses, usedBy } = indexTopology(topology);
  const tabs = [
    {
      name: "configuration",
      title: said.tabs.configuration,
      render: () => <Json value={resource.configuration} label={said.configuration} />,
    },
    ...(boot.mode === "served" && arn !== undefined && madeBy?.eventId !== undefined
      ? [
          {
            name: "recorded",
            title: said.tabs.recorded,
            render: () => <Recorded resource={resource} arn={arn} />,
          },
        ]
      : []),
    {
      name: "relations",
      title: said.tabs.relations,
      count: (uses.get(key)?.length ?? 0) + (usedBy.get(key)?.length ?? 0),
      render: () => <Relations of={resource} topology={topology} />,
    },
    {
      name: "events",
      title: said.tabs.events,
      count: events.length,
      render: () => <Events events={events} />,
    },
    {
      name: "tags",
      title: said.tabs.tags,
      count: Object.keys(tags).length,
      render: () => <Tags tags={tags} />,
    },
  ];
  return (
    <section class="stack resource" aria-label={show(label)}>
      <header class="row">
        <a class="button small back" href={linkTo(["resource"])}>
          {texts.app.back}
        </a>
        <h2 class="clip" title={show(label)}>
          {show(label)}
        </h2>
        <Tag>{`${service} ${type}`}</Tag>
        {origin !== "made" && <Tag tone="made">{said.origin[origin]}</Tag>}
      </header>
      <div class="row">
        <a class="button small" href={linkTo(["topology"], { focus: key })}>
          {said.picture}
        </a>
        {boot.mode === "served" && resource.arn !== undefined && holdsItems(resource) && (
          <a class="button small" href={linkTo(["items", resource.arn])}>
            {said.items}
          </a>
        )}
      </div>
      <Facts
        of={[
          [said.name, label === name ? undefined : show(name)],
          [said.arn, resource.arn && <span class="mono wrap">{show(resource.arn)}</span>],
          [said.id, resource.id && <span class="mono wrap">{show(resource.id)}</span>],
          [said.url, resource.url && <span class="mono wrap">{show(resource.url)}</span>],
          [said.account, account],
          [said.region, region],
          [said.madeBy, madeBy && tellMaker(madeBy)],
          [said.network, linkOf(topology, resource.network)],
          [said.subnet, linkOf(topology, resource.subnet)],
        ]}
      />
      <Placeholders placeholders={resource.placeholders} />
      {boot.mode === "served" && resource.arn !== undefined && <ReadCommand arn={resource.arn} />}
      <Tabs label={show(label)} tabs={tabs} selected={tab} onSelect={setTab} />
    </section>
  );
}
