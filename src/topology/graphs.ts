/**
 * What stands as the texts of graphs: Mermaid, Graphviz, JSON. Accounts, regions, networks and subnets are boxes in each other, and
 * resources stand in them. Names may hold anything: what the languages mean something by is written as they say.
 */
import { blankUnprintable, printJson } from "../report/unprintable.ts";
import { writeTopology } from "./json.ts";
import { showUsed } from "./picture/brought.ts";
import type { Relation, Resource, Topology } from "./topology.ts";

/** A box, and what is drawn in it directly. */
interface Box {
  readonly label: string;
  readonly boxes: Map<string, Box>;
  readonly resources: Resource[];
  /** The network or the subnet that it is. */
  readonly of?: Resource;
}

function makeBox(label: string, of?: Resource): Box {
  return { label, boxes: new Map(), resources: [], ...(of && { of }) };
}

/** The boxes of a topology, and the relations between what is drawn, but for those that boxes show. */
function arrange(topology: Topology): { readonly root: Box; readonly relations: readonly Relation[] } {
  const drawn = topology.resources.filter(showUsed(topology));
  const byKey = new Map(drawn.map((resource) => [resource.key, resource] as const));
  const boxed = new Set(drawn.flatMap(({ network, subnet }) => [network, subnet]));
  const root = makeBox("");
  for (const resource of drawn) {
    const { key, account, region, network, subnet } = resource;
    let box = root.boxes.getOrInsertComputed(account, () => makeBox(account));
    if (region !== "") box = box.boxes.getOrInsertComputed(region, () => makeBox(region));
    for (const outer of [network, subnet, boxed.has(key) ? key : undefined]) {
      const of = outer === undefined ? undefined : byKey.get(outer);
      if (of) box = box.boxes.getOrInsertComputed(of.key, () => makeBox(of.label, of));
    }
    if (!boxed.has(key)) box.resources.push(resource);
  }
  const isShown = ({ from, to, kind }: Relation) =>
    byKey.has(from) &&
    byKey.has(to) &&
    !(kind === "within" && [byKey.get(from)?.network, byKey.get(from)?.subnet].includes(to));
  return { root, relations: topology.relations.filter(isShown) };
}

/** Short names of nodes and boxes, in the order in which they are asked for. */
class NodeNames {
  readonly #names = new Map<string, string>();

  name(key: string): string {
    return this.#names.getOrInsertComputed(key, () => `n${this.#names.size}`);
  }
}

/** A text of Mermaid: what it could take for its own is written by its number. */
function quoteMermaid(text: string): string {
  return `"${blankUnprintable(text).replace(/[^\p{L}\p{N} ./:@+=_-]/gu, (found) => `#${found.codePointAt(0) ?? 0};`)}"`;
}

/** A text of Graphviz. */
function quoteDot(text: string): string {
  return `"${blankUnprintable(text).replace(/["\\]/g, (found) => `\\${found}`)}"`;
}

function describe({ label, service, type }: Resource): readonly [label: string, kind: string] {
  return [label, `${service} ${type}`];
}

function titleOf({ label, of }: Box): string {
  return of ? describe(of).join(": ") : label || "no account";
}

/** The topology as a flowchart of Mermaid: https://mermaid.js.org/syntax/flowchart.html */
export function writeMermaid(topology: Topology): string {
  const { root, relations } = arrange(topology);
  const names = new NodeNames();
  const lines = ["flowchart LR"];
  const draw = (box: Box, path: string, indent: string) => {
    for (const resource of box.resources) {
      const [label, kind] = describe(resource);
      const text = `${quoteMermaid(label).slice(0, -1)}<br/>${quoteMermaid(kind).slice(1)}`;
      lines.push(`${indent}${names.name(resource.key)}[${text}]`);
    }
    for (const [key, inner] of box.boxes) {
      const name = names.name(inner.of?.key ?? `${path}\n${key}`);
      lines.push(`${indent}subgraph ${name}[${quoteMermaid(titleOf(inner))}]`);
      draw(inner, `${path}\n${key}`, `${indent}  `);
      lines.push(`${indent}end`);
    }
  };
  draw(root, "", "  ");
  for (const { from, to, kind } of relations)
    lines.push(`  ${names.name(from)} -->|${kind}| ${names.name(to)}`);
  return `${lines.join("\n")}\n`;
}

/** The topology as a graph of Graphviz: https://graphviz.org/doc/info/lang.html */
export function writeDot(topology: Topology): string {
  const { root, relations } = arrange(topology);
  const names = new NodeNames();
  const lines = [
    "digraph topology {",
    "  compound=true; rankdir=LR; node [shape=box, fontname=sans]; edge [fontname=sans, fontsize=10];",
  ];
  /** An edge to a box ends at a node in it. */
  const boxes = new Set<string>();
  const draw = (box: Box, path: string, indent: string) => {
    for (const resource of box.resources) {
      const dashed = resource.origin === "beforehand" ? ", style=dashed" : "";
      const label = describe(resource).map(quoteDot).join(' + "\\n" + ');
      lines.push(`${indent}${names.name(resource.key)} [label=${label}${dashed}];`);
    }
    for (const [key, inner] of box.boxes) {
      const name = names.name(inner.of?.key ?? `${path}\n${key}`);
      if (inner.of) boxes.add(inner.of.key);
      lines.push(`${indent}subgraph cluster_${name} {`, `${indent}  label=${quoteDot(titleOf(inner))};`);
      if (inner.of) lines.push(`${indent}  ${name} [shape=point, style=invis];`);
      draw(inner, `${path}\n${key}`, `${indent}  `);
      lines.push(`${indent}}`);
    }
  };
  draw(root, "", "  ");
  for (const { from, to, kind } of relations) {
    const ends = [
      `label=${quoteDot(kind)}`,
      ...(boxes.has(from) ? [`ltail=cluster_${names.name(from)}`] : []),
      ...(boxes.has(to) ? [`lhead=cluster_${names.name(to)}`] : []),
    ];
    lines.push(`  ${names.name(from)} -> ${names.name(to)} [${ends.join(", ")}];`);
  }
  return `${[...lines, "}"].join("\n")}\n`;
}

/** The topology as JSON, as GET /api/topology tells it. */
export function writeGraphJson(topology: Topology): string {
  return `${printJson(writeTopology(topology), 2)}\n`;
}
