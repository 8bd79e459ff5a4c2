/** `--as mermaid`, `dot` and `json`: what stands as a graph, for others to draw or to read. */
import type { ThingsWriter } from "../../export/exported.ts";
import { writeDot, writeGraphJson, writeMermaid } from "../../topology/graphs.ts";
import { readTopology } from "../../topology/read.ts";
import type { Topology } from "../../topology/topology.ts";

function makeWriter(name: string, write: (topology: Topology) => string): ThingsWriter {
  return async (instance) => ({
    name,
    text: write(await readTopology(instance)),
    files: new Map(),
    remarks: [],
  });
}

export const writeMermaidGraph = makeWriter("topology.mmd", writeMermaid);
export const writeDotGraph = makeWriter("topology.dot", writeDot);
export const writeJsonGraph = makeWriter("topology.json", writeGraphJson);
