// The texts of graphs: boxes in each other, nothing twice, and names that hold anything.
import { expect, test } from "bun:test";
import { writeDot, writeGraphJson, writeMermaid } from "../../src/topology/graphs.ts";
import { parseTopology } from "../../src/topology/json.ts";
import type { Resource, Topology } from "../../src/topology/topology.ts";

const HOSTILE = 'a"]; end\n  x["<script>alert(1)</script>\u202e `$y` \\N%% |';

function make(key: string, more: Partial<Resource> = {}): Resource {
  return {
    ...{ key, service: "sqs", type: "queue", account: "111122223333", region: "eu-west-1" },
    ...{ label: key, name: key, createdAt: "2026-03-02T09:00:00.000Z", tags: {}, configuration: {} },
    ...{ origin: "made", placeholders: [], events: [] },
    ...more,
  };
}

const topology: Topology = {
  resources: [
    make("net", { service: "ec2", type: "vpc" }),
    make("sub", { service: "ec2", type: "subnet", network: "net" }),
    make("box", { service: "ec2", type: "instance", network: "net", subnet: "sub" }),
    make("role", { service: "iam", type: "role", region: "", origin: "beforehand" }),
    make("aws", { origin: "brought" }),
    make(HOSTILE),
  ],
  relations: [
    { from: "sub", to: "net", kind: "within", member: "VpcId" },
    { from: "box", to: "sub", kind: "within", member: "SubnetId" },
    { from: "box", to: "role", kind: "assumes", member: "Role" },
    { from: "role", to: "net", kind: "uses", member: "x" },
  ],
};

test("Mermaid: accounts, regions, networks and subnets are boxes in each other", () => {
  const lines = writeMermaid(topology).split("\n");
  expect(lines[0]).toBe("flowchart LR");
  const opened = lines.filter((line) => line.includes("subgraph"));
  expect(opened.map((line) => line.indexOf("subgraph"))).toEqual([2, 4, 6, 8]);
  expect(lines.filter((line) => line.trim() === "end")).toHaveLength(4);
  // What a box shows is no arrow.
  expect(lines.filter((line) => line.includes("-->")).map((line) => line.replace(/n\d+/g, "n"))).toEqual([
    "  n -->|assumes| n",
    "  n -->|uses| n",
  ]);
  expect(writeMermaid(topology)).not.toContain("aws<br/>");
});

test("names begin nothing of their own in any language", () => {
  const mermaid = writeMermaid(topology);
  for (const line of mermaid.split("\n")) expect((line.match(/"/g) ?? []).length % 2).toBe(0);
  expect(mermaid).not.toContain("<script");
  expect(mermaid.split("\n").filter((line) => line.trim() === "end")).toHaveLength(4);
  const dot = writeDot(topology);
  expect(dot).toContain('a\\"]; end   x[\\"<script>');
  expect(dot).toContain("\\\\N%%");
  for (const line of dot.split("\n")) expect((line.match(/(?<!\\)(?:\\\\)*"/g) ?? []).length % 2).toBe(0);
  for (const text of [mermaid, dot]) expect(text).not.toContain("\u202e");
});

test("Graphviz: braces are balanced, and edges end at boxes by a node in them", () => {
  const dot = writeDot(topology);
  const bare = dot.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  expect((bare.match(/\{/g) ?? []).length).toBe((bare.match(/\}/g) ?? []).length);
  expect(dot).toMatch(/label="uses", lhead=cluster_n\d+/);
  expect(dot).toContain("style=dashed");
});

test("JSON is read back as it was", () => {
  const written = writeGraphJson(topology);
  expect(parseTopology(JSON.parse(written))).toEqual(topology);
  expect(written).not.toMatch(/\p{Bidi_Control}/u);
});
