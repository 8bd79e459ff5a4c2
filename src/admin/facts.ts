/** What the server tells of itself: health, version, services, and the description of its API. */
import { loadIndex, loadModel } from "../aws/model/table.ts";
import { matchServices } from "../options/match-services.ts";
import { readVersion } from "../run/version.ts";
import { ApiError, answer, answerJson } from "./answer.ts";
import type { AdminContext, ApiRequest } from "./context.ts";
import type { ApiAnswer } from "./schemas.ts";

/** GET /api/health. */
export async function getHealth(
  _asked: ApiRequest,
  { options, watch, instance }: AdminContext,
): Promise<Response> {
  // An instance of this very process need not be asked, and its list of requests is left alone.
  const look = instance ? ({ reachable: true, name: "instance" } as const) : watch.look();
  const [{ version }, emulator] = await Promise.all([readVersion(), look]);
  return answerJson<"Health">({ status: "ok", version, endpoint: options.endpoint, emulator });
}

/** GET /api/version. */
export async function getVersion(): Promise<Response> {
  return answerJson<"Version">(await readVersion());
}

/** GET /api/services, or with ?service=NAME the operations of one. */
export async function getServices({ query }: ApiRequest): Promise<Response> {
  const { services, botocore } = await loadIndex();
  const name = query.get("service");
  const found = name === null ? services : await matchServices(name);
  if (typeof found === "string") throw new ApiError(404, "unknown_service", found);
  const rows = found.map(
    async ({
      service,
      protocol,
      operations,
      replayable,
    }): Promise<ApiAnswer<"Services">["services"][number]> => {
      const row = { name: service, protocol, operations, replayable };
      if (name === null) return row;
      return { ...row, operation_names: Object.keys((await loadModel(service)).operations) };
    },
  );
  return answerJson<"Services">({ models: `botocore ${botocore}`, services: await Promise.all(rows) });
}

/** GET /api/openapi.json. */
export async function getOpenapi(): Promise<Response> {
  const [{ default: document }, { version }] = await Promise.all([import("./openapi.json"), readVersion()]);
  const { info } = document;
  return answer(200, "application/json", JSON.stringify({ ...document, info: { ...info, version } }));
}
