/** The paths that are no AWS API: what waits for an emulator asks them. */
import type { TableIndex } from "../aws/model/types.ts";

/** The JSON that a path answers; undefined for every other path. */
export function answerHealth(path: string, { services }: TableIndex, version: string): object | undefined {
  if (path === "/_cloudmock/health") return { status: "ok", adopts: true, version };
  if (path !== "/_localstack/health") return undefined;
  // As LocalStack answers it: https://docs.localstack.cloud/aws/capabilities/networking/internal-endpoints/
  const available = Object.fromEntries(services.map(({ service }) => [service, "available"]));
  return { services: available, edition: "community", version };
}
