/** The APIs that a request may be for, before it is looked at which has the operation. */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import type { ServiceEntry } from "../model/types.ts";
import type { WireRequest } from "../wire.ts";
import { countHostLabels } from "./host.ts";
import type { Naming } from "./naming.ts";
import rows from "./unsigned-actions.json" with { type: "json" };

/** A row of unsigned-actions.json: what is asked for by its name alone, without a signature and a version. */
export const UnsignedActionRow = v.strictObject({ service: Text, operations: v.array(Text), reason: Text });

const UNSIGNED: ReadonlySet<string> = new Set(
  (rows as readonly v.InferOutput<typeof UnsignedActionRow>[]).flatMap(({ service, operations }) =>
    operations.map((operation) => `${service} ${operation}`),
  ),
);

/** What an API says of itself that a request without a signature could name. */
function isNamed(entry: ServiceEntry, naming: Naming, host: string | undefined): boolean {
  if (naming.by === "action")
    return naming.version === undefined
      ? UNSIGNED.has(`${entry.service} ${naming.operation}`)
      : entry.apiVersion === naming.version;
  if (naming.by !== "path") return entry.targetPrefix === naming.prefix;
  // Without a host of AWS's: the APIs that are asked without a signature, and S3, whose objects can be public.
  return (
    countHostLabels(host, entry.endpointPrefix) > 0 || entry.takesUnsigned === true || entry.service === "s3"
  );
}

type Services = readonly ServiceEntry[];

const bySigningName = new WeakMap<Services, ReadonlyMap<string, Services>>();

function groupBySigningName(services: Services): ReadonlyMap<string, Services> {
  return Map.groupBy(services, ({ signingName }) => signingName);
}

/** The rows of the index; those of the signing name, and where the request has none, those that it names otherwise. */
export function findApis(
  services: Services,
  signingName: string | undefined,
  naming: Naming,
  { headers }: WireRequest,
): Services {
  if (signingName === undefined) return services.filter((entry) => isNamed(entry, naming, headers["host"]));
  return bySigningName.getOrInsertComputed(services, groupBySigningName).get(signingName) ?? [];
}
