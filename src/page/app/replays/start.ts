/** Sends a log to the server to be replayed, and remembers it for as long as this tab is open, so that it can be sent again. */
import { ask, askJson } from "../data/api.ts";

/** What is replayed, and how: parameters by their names; a switch that is on has the value "true". */
export interface WantedReplay {
  readonly file: File;
  readonly parameters: Readonly<Record<string, string>>;
}

const wanted = new Map<string, WantedReplay>();

/** What a replay was started with, where that was in this tab. */
export function findWanted(id: string): WantedReplay | undefined {
  return wanted.get(id);
}

function writeQuery(
  parameters: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>>,
): string {
  return new URLSearchParams({ ...parameters, ...more }).toString();
}

/** Starts a replay, and gives its id once the log has arrived. */
export async function startReplay({ file, parameters }: WantedReplay): Promise<string> {
  const path = `/api/cloudtrail/replay?${writeQuery(parameters, { async: "true" })}`;
  const { id } = await askJson<{ id: string }>(path, { method: "POST", body: file });
  wanted.set(id, { file, parameters });
  return id;
}

/** One request of a dry run. */
export interface DryRunLine {
  readonly event_id: string | null;
  readonly event_time: string;
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is read of a longer dry run is enough to look at. */
const MOST_LINES = 20_000;

/** Asks for the requests that would be sent, and tells them as they come. */
export async function startDryRun(
  { file, parameters }: WantedReplay,
  signal: AbortSignal,
  onLines: (lines: readonly DryRunLine[]) => void,
): Promise<void> {
  const path = `/api/cloudtrail/replay?${writeQuery(parameters, { "dry-run": "true" })}`;
  const response = await ask(path, { method: "POST", body: file, signal });
  let rest = "";
  let count = 0;
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    onLines(lines.filter(Boolean).map((line) => JSON.parse(line) as DryRunLine));
    count += lines.length;
    if (count >= MOST_LINES) return response.body?.cancel().catch(() => {});
  }
}
