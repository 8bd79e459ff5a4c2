/** The paths that are no AWS API: what waits for an emulator asks them. */
import { isIP } from "node:net";
import type { TableIndex } from "../aws/model/types.ts";
import type { WireRequest } from "../aws/wire.ts";

/** What every request of an SDK has: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const OF_AN_SDK = "amz-sdk-invocation-id";

/** Whether a host is this machine's or a container's, by which no bucket or website is named, or DynamoDB's. */
function isPlain(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d*$/, "");
  return !name.includes(".") || isIP(name) !== 0 || name.startsWith("dynamodb.");
}

/**
 * What a program hears that asks the root of an endpoint for its health, as DynamoDB's endpoints tell it; undefined of all other
 * requests. No service has anything else there for whom it does not know; an SDK that asks S3 as nobody is answered by S3.
 */
export function answerHost({ method, path, query, headers }: WireRequest): string | undefined {
  const { host } = headers;
  const isAsked =
    method === "GET" &&
    path === "/" &&
    query.length === 0 &&
    headers["authorization"] === undefined &&
    headers["x-amz-target"] === undefined &&
    headers[OF_AN_SDK] === undefined;
  return isAsked && host !== undefined && isPlain(host) ? `healthy: ${host}` : undefined;
}

/** The JSON that a path answers; undefined for every other path. */
export function answerHealth(path: string, { services }: TableIndex, version: string): object | undefined {
  if (path === "/_cloudmock/health") return { status: "ok", adopts: true, version };
  if (path !== "/_localstack/health") return undefined;
  // As LocalStack answers it: https://docs.localstack.cloud/aws/capabilities/networking/internal-endpoints/
  const available = Object.fromEntries(services.map(({ service }) => [service, "available"]));
  return { services: available, edition: "community", version };
}
