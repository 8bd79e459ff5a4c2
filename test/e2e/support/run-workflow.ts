/**
 * Runs a workflow from standard input in the network namespace that this program was started in, with moto where the
 * workflow expects an emulator, and prints what became of it as JSON. A program of its own because a process cannot
 * move into a namespace: `unshare --net` starts it.
 */
import { startQuickMoto } from "../../../scripts/lib/servers.ts";
import { serveFolder } from "./release-folder.ts";
import { type Machine, readWorkflow, runJob } from "./workflow-runner.ts";

/** What standard input holds, as JSON. */
export interface Order {
  readonly workflow: string;
  readonly machine: Machine;
  /** The folder of the release that CLOUDMOCK_BASE_URL leads to. */
  readonly release: string;
  /** The port of an emulator that is there without the workflow saying so. */
  readonly emulator: number | undefined;
  readonly keep: readonly string[];
}

const order: Order = await Bun.stdin.json();
const job = readWorkflow(order.workflow);
const ports = Object.values(job.services).flatMap(({ image, ports }) => {
  if (!image.startsWith("motoserver/moto:")) throw new Error(`there is no ${image} here`);
  return ports.map((text) => Number(/^(\d+):5000$/.exec(text)?.[1]));
});
if (order.emulator !== undefined) ports.push(order.emulator);
const servers = await Promise.all(ports.map((port) => startQuickMoto(port)));
using release = serveFolder(order.release);
const env = { ...order.machine.env, CLOUDMOCK_BASE_URL: release.url };
const ran = await runJob(job, { ...order.machine, env }, order.keep);
await Promise.all(servers.map((server) => server.stop()));
await Bun.write(Bun.stdout, JSON.stringify(ran));
