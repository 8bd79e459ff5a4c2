/**
 * Measures what replaying a trail brings about, with cloudmock and without: `npm run compare -- FOLDER`, where FOLDER holds
 * a trail's gzipped log files. docs/comparison.md has the figures of a public one.
 */
import { join } from "node:path";
import { buildBinary } from "./build.ts";
import { makeServerEnvironment, root, runCommand } from "./lib/python.ts";
import { type EmulatorServer, startMiniStack, startMoto } from "./lib/servers.ts";

interface Measured {
  readonly succeeded: number;
  readonly seconds: number;
}

type Measure = (folder: string, endpoint: string) => Measured;

const binary = await buildBinary();

function replay(folder: string, endpoint: string): Measured {
  const args = ["cloudtrail", "replay", "--input", folder, "--endpoint", endpoint, "--format", "json"];
  const { succeeded, duration } = JSON.parse(runCommand([binary, ...args]));
  return { succeeded, seconds: duration / 1e9 };
}

function loop(folder: string, endpoint: string): Measured {
  const python = join(makeServerEnvironment(), "bin", "python");
  return JSON.parse(runCommand([python, join(root, "scripts", "python", "boto3-loop.py"), folder, endpoint]));
}

async function measureIn(
  start: () => Promise<EmulatorServer>,
  folder: string,
  measure: Measure,
): Promise<string> {
  const server = await start();
  try {
    const { succeeded, seconds } = measure(folder, server.endpoint);
    return `${succeeded} (${seconds.toFixed(1)} s)`;
  } finally {
    await server.stop();
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("name the folder of a trail: npm run compare -- FOLDER");
console.log("| | moto | MiniStack |\n| --- | --- | --- |");
for (const [name, measure] of [
  ["cloudmock", replay],
  ["a loop over boto3", loop],
] as const) {
  const moto = await measureIn(startMoto, folder, measure);
  const miniStack = await measureIn(startMiniStack, folder, measure);
  console.log(`| ${name} | ${moto} | ${miniStack} |`);
}
