/** Runs `cloudmock admin`: what it says while it serves. */
import type { Emulator } from "../admin/health.ts";
import { type AdminOptions, findReplays, parseAdminOptions } from "../admin/options.ts";
import { startAdmin } from "../admin/serve.ts";
import { EXIT, type ExitCode } from "../base/errors.ts";
import { adviseStart } from "../replay/probe.ts";
import type { Invocation } from "./command.ts";
import { describeVersion } from "./version.ts";

function describeEmulator(endpoint: string, { reachable, name }: Emulator): string {
  if (name !== undefined) return `Replays go to ${endpoint}, where ${name} answers.`;
  if (reachable) return `Replays go to ${endpoint}, where a server of unknown kind answers.`;
  return (
    `Replays go to ${endpoint}, where nothing answers yet. Start an emulator there, or an instance of cloudmock's own:\n` +
    `  ${adviseStart(endpoint)}`
  );
}

async function describeStart(url: string, emulator: Emulator, options: AdminOptions): Promise<string> {
  const local = url.replace("//127.0.0.1:", "//localhost:");
  const token = options.token === undefined ? "" : ` -H "Authorization: Bearer $CLOUDMOCK_ADMIN_TOKEN"`;
  return `${[
    `${await describeVersion()}`,
    `The admin API is served at ${url}`,
    describeEmulator(options.endpoint, emulator),
    "Replay a trail:",
    `  curl -X POST ${local}/api/cloudtrail/replay -H "Content-Type: application/json"${token} -d @trail.json`,
    `Every path: ${local}/api/openapi.json. Ctrl-C stops it.`,
  ].join("\n")}\n`;
}

/** Serves until a signal asks for the end, which is how a server ends: no failure. */
export async function admin({ flags, env, stdout, log, signal }: Invocation): Promise<ExitCode> {
  const options = await parseAdminOptions(flags, env);
  const server = startAdmin(options, log, { kept: findReplays(options.data) });
  const emulator = await server.watch.look();
  await stdout.write(await describeStart(server.url, emulator, options));
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  log.info("stopping; what runs is ended with what it has (once more to stop at once)");
  const cancelled = await server.stop();
  log.info(cancelled === 0 ? "stopped; no replay was running" : `stopped; replays cancelled: ${cancelled}`);
  return EXIT.done;
}
