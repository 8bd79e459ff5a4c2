/** What POST of a replay's /resume is answered, each in front of a server that keeps its replays. */
import { MOST_RUNNING } from "../../src/admin/replay-jobs.ts";
import { realClock } from "../../src/base/clock.ts";
import { formatTrail, makeFolder, makeRecord } from "../e2e/support/trails.ts";
import { startHoldingServer, startTestAdmin, type TestAdmin, waitUntil } from "./support.ts";

const REPLAY = "/api/cloudtrail/replay";
const trail = formatTrail(makeRecord());

async function begin({ url }: TestAdmin): Promise<string> {
  const answer = await fetch(`${url}${REPLAY}?async`, { method: "POST", body: trail });
  const { status_url } = (await answer.json()) as { readonly status_url: string };
  return `${url}${status_url}`;
}

async function tell(replay: string): Promise<string> {
  const { state } = (await (await fetch(replay)).json()) as { readonly state: string };
  return state;
}

/** Asks to go on with a replay that was cancelled, once `meanwhile` is done. */
async function resumeCancelled(meanwhile: (admin: TestAdmin) => Promise<void>): Promise<Response> {
  using folder = makeFolder();
  using holding = startHoldingServer();
  await using admin = startTestAdmin(holding.endpoint, {}, realClock, undefined, folder.path);
  const replay = await begin(admin);
  await waitUntil(() => holding.calls.length > 0);
  await fetch(replay, { method: "DELETE" });
  await waitUntil(async () => (await tell(replay)) === "cancelled");
  await meanwhile(admin);
  const answer = await fetch(`${replay}/resume`, { method: "POST" });
  holding.release();
  return answer;
}

/** By what openapi.json documents. */
export const RESUME_CASES: Readonly<Record<string, () => Promise<Response>>> = {
  "POST /api/cloudtrail/replays/{id}/resume 202": () => resumeCancelled(async () => {}),
  "POST /api/cloudtrail/replays/{id}/resume 429": () =>
    resumeCancelled(async (admin) => {
      for (let running = 0; running < MOST_RUNNING; running++) await begin(admin);
    }),
  "POST /api/cloudtrail/replays/{id}/resume 503": () =>
    resumeCancelled(async (admin) => {
      await begin(admin);
      void admin.server.stop();
    }),
};
