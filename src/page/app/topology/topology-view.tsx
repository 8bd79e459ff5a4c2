/** What stands, as a picture and as a table beside it. */
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import "../styles/topology.css";
import { findUnused } from "../../../topology/picture/brought.ts";
import { markOf, sayMark } from "../../../topology/picture/marks.ts";
import type { Topology } from "../../../topology/topology.ts";
import { indexTopology } from "../data/index-topology.ts";
import { useTopology } from "../data/topology.ts";
import { Await, Empty, show } from "../parts/common.tsx";
import type { PageRoute } from "../shell/router.ts";
import type { ViewProps } from "../shell/view.ts";
import { texts } from "../texts.ts";
import { choose, chooseResources, listOptions, readChoices, searchResources } from "./choices.ts";
import { type Format, save } from "./exports.ts";
import { findFindings } from "./findings.ts";
import { Panel } from "./panel.tsx";
import { Stage } from "./stage.tsx";
import { ResourceTable } from "./table.tsx";
import { ExportMenu, Filters, FocusBar, SearchField } from "./toolbar.tsx";
import { usePicture } from "./use-picture.ts";

const words = texts.topology;

interface LoadedViewProps {
  readonly route: PageRoute;
  readonly topology: Topology;
}

function LoadedView({ route, topology }: LoadedViewProps): JSX.Element {
  const choices = readChoices(route);
  const { filters, focus, showsBrought, search, isTable } = choices;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [opensAll, openAll] = useState(false);
  /** The key of a thing, a card of many or a box. */
  const [chosen, setChosen] = useState<string | undefined>(focus);
  const [reveal, setReveal] = useState<{ readonly key: string; readonly turn: number }>();
  const [turn, setTurn] = useState(0);
  const resources = useMemo(
    () => chooseResources(topology, choices),
    [topology, ...Object.values(filters), showsBrought],
  );
  const { resources: byKey } = indexTopology(topology);
  const options = useMemo(() => listOptions(topology), [topology]);
  const unused = useMemo(() => findUnused(topology).size, [topology]);
  const findings = useMemo(() => findFindings(topology), [topology]);
  const found = useMemo(() => searchResources(resources, search), [resources, search]);
  const { drawn, error } = usePicture(topology, resources, choices, opened, opensAll);
  const seenAs = drawn?.picture.seenAs;
  const card = drawn?.picture.cards.find(({ key }) => key === chosen || key === seenAs?.get(chosen ?? ""));
  const shown = card?.key ?? chosen;
  const matches = useMemo(
    () => (search === "" ? undefined : new Set([...found].flatMap((key) => seenAs?.get(key) ?? []))),
    [search, found, seenAs],
  );
  useEffect(() => {
    if (focus !== undefined) setChosen(focus);
  }, [focus]);

  const show_ = (key: string) => {
    setChosen(key);
    setReveal({ key: seenAs?.get(key) ?? key, turn: Date.now() });
  };
  const said =
    card && [show(card.title), card.note, sayMark(markOf(card.members, findings))].filter(Boolean).join(", ");
  const toggle = (key: string) => {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    setOpened(next);
  };
  const goToFocus = (key: string) => {
    setChosen(key);
    choose({ focus: key, as: undefined }, false);
  };
  const open = (key: string) => {
    const one = drawn?.picture.cards.find((each) => each.key === key);
    if (opened.has(key) || (one && one.inside > 0)) toggle(key);
    else if (byKey.has(key) && key !== focus) goToFocus(key);
  };
  const leave = () => {
    if (chosen !== undefined && chosen !== focus) setChosen(focus);
    else if (focus !== undefined) choose({ focus: undefined, steps: undefined, way: undefined }, false);
    else setChosen(undefined);
  };
  const next = () => {
    const keys = [...found];
    const key = keys[turn % Math.max(1, keys.length)];
    setTurn(turn + 1);
    if (key !== undefined) show_(key);
  };
  const title = focus === undefined ? words.title : words.around(byKey.get(focus)?.label ?? focus);
  const onSave = async (format: Format) => {
    if (drawn) await save(format, { picture: drawn.picture, title, topology, findings });
  };
  const resource = chosen === undefined ? undefined : byKey.get(chosen);
  return (
    <>
      <div class="head">
        <h1>{texts.views.topology}</h1>
        <span class="tools">
          {focus === undefined && !isTable && (
            <button
              type="button"
              class="button"
              aria-pressed={opensAll}
              onClick={() => {
                openAll(!opensAll);
                setOpened(new Set());
              }}
            >
              {words.openAll}
            </button>
          )}
          <button
            type="button"
            class="button"
            aria-pressed={isTable}
            onClick={() => choose({ as: isTable ? undefined : "table" })}
          >
            {words.asTable}
          </button>
          <ExportMenu isReady={drawn !== undefined} onSave={onSave} />
        </span>
      </div>
      <div class="row toolbar">
        <SearchField
          value={search}
          found={found.size}
          onSearch={(text) => choose({ q: text })}
          onNext={next}
        />
        <Filters choices={choices} options={options} unused={unused} />
      </div>
      {focus !== undefined && <FocusBar choices={choices} name={byKey.get(focus)?.label ?? focus} />}
      {error !== undefined && <Empty title={texts.app.failed}>{show(error)}</Empty>}
      {focus !== undefined && !byKey.has(focus) && <Empty title={words.gone(show(focus))} />}
      <div class={`topology ${resource || (card && chosen !== undefined) ? "with-panel" : ""}`}>
        {isTable ? (
          <ResourceTable
            topology={topology}
            resources={search === "" ? resources : resources.filter(({ key }) => found.has(key))}
            chosen={chosen}
            onChoose={setChosen}
          />
        ) : (
          <Stage
            drawn={drawn}
            findings={findings}
            chosen={shown}
            matches={matches}
            reveal={reveal}
            onChoose={setChosen}
            onOpen={open}
            onLeave={leave}
          />
        )}
        {chosen !== undefined && (
          <Panel
            topology={topology}
            resource={resource}
            card={isTable ? undefined : card}
            finding={findings.get(chosen)}
            isOpen={opened.has(chosen)}
            onOpen={() => toggle(card?.key ?? chosen)}
            onFocus={goToFocus}
            onChoose={show_}
            onClose={() => setChosen(undefined)}
          />
        )}
      </div>
      <div class="visually-hidden" role="status">
        {chosen === undefined ? "" : said}
      </div>
      {resources.length === 0 && (
        <Empty title={topology.resources.length === 0 ? words.nothing : words.nothingChosen} />
      )}
    </>
  );
}

export function TopologyView({ route }: ViewProps): JSX.Element {
  const topology = useTopology();
  return (
    <div class="view full topology-view">
      {topology.state !== "ready" && <h1>{texts.views.topology}</h1>}
      <Await of={topology}>{(value) => <LoadedView route={route} topology={value} />}</Await>
    </div>
  );
}
