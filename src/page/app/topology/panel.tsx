/** What is chosen in the picture: its facts, what it refers to and what refers to it; of many, which they are. */
import type { JSX } from "preact";
import type { Finding } from "../../../topology/picture/marks.ts";
import type { Card } from "../../../topology/picture/nodes.ts";
import { nameType } from "../../../topology/picture/tree.ts";
import type { Resource, Topology } from "../../../topology/topology.ts";
import { indexTopology } from "../data/index-topology.ts";
import { CopyButton, Facts, IconButton, show, Tag, type Tone } from "../parts/common.tsx";
import { tellExactly } from "../parts/format.ts";
import { linkTo } from "../shell/router.ts";
import { texts } from "../texts.ts";

const words = texts.topology;
/** More names than this are not listed. */
const MOST_LISTED = 60;
const TONES: Readonly<Record<Finding, Tone>> = {
  verified: "ok",
  different: "warn",
  missing: "bad",
  unreadable: "plain",
};

interface PanelProps {
  readonly topology: Topology;
  readonly resource: Resource | undefined;
  /** The card that was chosen, where it stands for several things or has others in it. */
  readonly card: Card | undefined;
  readonly finding: Finding | undefined;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onFocus: (key: string) => void;
  readonly onChoose: (key: string) => void;
  readonly onClose: () => void;
}

interface NameListProps {
  readonly title: string;
  readonly entries: readonly { readonly resource: Resource; readonly note: string }[];
  readonly onChoose: (key: string) => void;
}

function NameList({ title, entries, onChoose }: NameListProps): JSX.Element | null {
  if (entries.length === 0) return null;
  return (
    <section class="stack names">
      <h3>
        {title} <span class="muted">{entries.length}</span>
      </h3>
      <ul>
        {entries.slice(0, MOST_LISTED).map(({ resource, note }, index) => (
          <li key={`${resource.key}${index}`}>
            <button type="button" class="link" onClick={() => onChoose(resource.key)}>
              {show(resource.label)}
            </button>{" "}
            <span class="muted small">{show(note)}</span>
          </li>
        ))}
      </ul>
      {entries.length > MOST_LISTED && <p class="muted small">{words.more(entries.length - MOST_LISTED)}</p>}
    </section>
  );
}

function listRelated(topology: Topology, key: string, side: "uses" | "usedBy") {
  const index = indexTopology(topology);
  return (index[side].get(key) ?? []).flatMap(({ from, to, kind, member }) => {
    const resource = index.resources.get(side === "uses" ? to : from);
    const note = [texts.relations[kind][side === "uses" ? 0 : 1], member].filter(Boolean).join(" · ");
    return resource ? [{ resource, note }] : [];
  });
}

function ResourceFacts({
  resource,
  finding,
}: {
  readonly resource: Resource;
  readonly finding: Finding | undefined;
}) {
  const { service, type, account, region, arn, id, name, label, createdAt, madeBy, tags, placeholders } =
    resource;
  return (
    <>
      <div class="row">
        <Tag>{`${service} · ${nameType(type)}`}</Tag>
        {resource.origin !== "made" && <Tag tone="made">{words.origins[resource.origin]}</Tag>}
        {finding && <Tag tone={TONES[finding]}>{words.findings[finding]}</Tag>}
      </div>
      <Facts
        of={[
          [words.facts.name, name === label ? undefined : show(name)],
          [words.facts.id, id === name ? undefined : id && show(id)],
          [words.facts.arn, arn && show(arn)],
          [words.facts.account, show(account)],
          [words.facts.region, show(region)],
          [words.facts.created, show(tellExactly(createdAt))],
          [
            words.facts.madeBy,
            madeBy && show([madeBy.operation, tellExactly(madeBy.at ?? "")].filter(Boolean).join(", ")),
          ],
          [words.facts.event, madeBy?.eventId && show(madeBy.eventId)],
          [words.facts.placeholders, placeholders.length > 0 ? show(placeholders.join(", ")) : undefined],
          ...Object.entries(tags).map(([tag, value]) => [show(tag), show(value)] as const),
        ]}
      />
    </>
  );
}

export function Panel(props: PanelProps): JSX.Element | null {
  const { topology, resource, card, finding, isOpen, onOpen, onFocus, onChoose, onClose } = props;
  if (!resource && !card) return null;
  const canOpen = isOpen || (card !== undefined && card.inside > 0);
  const members = card && card.members.length > 1 ? card.members : [];
  return (
    <aside class="panel chosen-thing" aria-label={words.chosen}>
      <header>
        <h2 class="clip">{show(resource?.label ?? card?.title ?? "")}</h2>
        <span class="tools">
          <IconButton icon="close" label={texts.app.close} onClick={onClose} />
        </span>
      </header>
      <div class="body stack">
        {resource && <ResourceFacts resource={resource} finding={finding} />}
        <div class="row">
          {canOpen && (
            <button type="button" class="button" onClick={onOpen}>
              {isOpen ? words.fold : words.open(card?.inside ?? 0)}
            </button>
          )}
          {resource && (
            <>
              <button type="button" class="button" onClick={() => onFocus(resource.key)}>
                {words.focus}
              </button>
              <a class="button" href={linkTo(["resource", resource.key])}>
                {words.details}
              </a>
              <CopyButton text={resource.arn ?? resource.id ?? resource.name} label={words.copyName} />
            </>
          )}
        </div>
        {resource && (
          <>
            <NameList
              title={words.dependsOn}
              entries={listRelated(topology, resource.key, "uses")}
              onChoose={onChoose}
            />
            <NameList
              title={words.usedBy}
              entries={listRelated(topology, resource.key, "usedBy")}
              onChoose={onChoose}
            />
          </>
        )}
        <NameList
          title={words.members}
          entries={members.map((member) => ({ resource: member, note: member.region }))}
          onChoose={onChoose}
        />
      </div>
    </aside>
  );
}
