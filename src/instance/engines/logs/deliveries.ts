/** Deliveries of other services' logs, with their sources and destinations. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html */
import * as v from "valibot";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import { find } from "../../behaviour/reads/find.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import logTypes from "./log-types.json" with { type: "json" };
import { fail, type Refused } from "./refusals.ts";

const SERVICE = "logs";
const [SOURCE, DESTINATION, DELIVERY] = ["delivery-source", "delivery-destination", "delivery"];

/** A value without tags where there are none: they are told only where there are. */
function prune(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(prune);
  if (!isStructure(value) || value instanceof Date) return value;
  const pruned = makeStructure();
  for (const [name, inner] of Object.entries(value)) {
    const isEmpty = name === "tags" && isStructure(inner) && Object.keys(inner).length === 0;
    if (inner !== undefined && !isEmpty) pruned[name] = prune(inner);
  }
  return pruned;
}

function pruned(done: Done): Done {
  return "error" in done ? done : { output: prune(done.output) as Structure };
}

/** Reads what a call asks for. */
export function readDelivery(context: Context): Done {
  return pruned(find(context));
}

function findNamed({ store, caller }: Context, type: string, text: string): Thing | undefined {
  return store.find(caller, { service: SERVICE, type }, [text]);
}

const SECOND_TAGS = fail(
  "ConflictException",
  "Tags can only be provided when a resource is being created, not updated.",
);

function hasTags({ input }: Context): boolean {
  const { tags } = input;
  return isStructure(tags) && Object.keys(tags).length > 0;
}

function refuseDestination(context: Context, before: Thing | undefined): Refused | undefined {
  if (!before) return undefined;
  if (hasTags(context)) return SECOND_TAGS;
  const [format, old] = [readText(context.input, "outputFormat"), readText(before.members, "outputFormat")];
  if (format === "" || format === old) return undefined;
  return fail(
    "ValidationException",
    "Update to existing Delivery Destination with new Output Format is not allowed. Please create a new Delivery Destination instead.",
  );
}

/** Puts where logs go. */
export function putDeliveryDestination(context: Context): Done {
  const before = findNamed(context, DESTINATION, readText(context.input, "name"));
  const refused = context.told ? undefined : refuseDestination(context, before);
  return refused ?? pruned(make(context, DESTINATION));
}

/** A row of log-types.json. `source`: a service as ARNs name it. `isHidden`: a source of other kinds is refused as if the service could not be accessed. */
export const LogTypeRow = v.strictObject({
  source: Text,
  types: v.array(Text),
  isHidden: v.optional(v.literal(true)),
  reason: Text,
});

const LOG_TYPES = new Map(
  (logTypes as readonly v.InferOutput<typeof LogTypeRow>[]).map((row) => [row.source, row]),
);

/** What is wrong with the kind of logs that a source is to send. Of services that no row names every kind is taken. */
function refuseLogType({ input }: Context): Refused | undefined {
  const row = LOG_TYPES.get(readText(input, "resourceArn").split(":")[2] ?? "");
  if (!row || row.types.includes(readText(input, "logType"))) return undefined;
  return row.isHidden
    ? fail("ResourceNotFoundException", "Cannot access provided service.")
    : fail("ValidationException", "This service is not allowed for this LogSource.");
}

function refuseSource(context: Context, before: Thing | undefined): Refused | undefined {
  const refused = refuseLogType(context);
  if (refused) return refused;
  if (!before) return undefined;
  if (hasTags(context)) return SECOND_TAGS;
  if (readText(before.members, "resourceArn") === readText(context.input, "resourceArn")) return undefined;
  return fail(
    "ConflictException",
    "Update to existing Delivery Source with new ResourceId is not allowed. Please create a new Delivery Source instead.",
  );
}

/** Puts what logs come from. */
export function putDeliverySource(context: Context): Done {
  const before = findNamed(context, SOURCE, readText(context.input, "name"));
  return (context.told ? undefined : refuseSource(context, before)) ?? pruned(make(context, SOURCE));
}

/** The kind of what a destination is: an ARN's service. */
function kindOf(destination: Thing | undefined): string {
  const configuration = destination?.members["deliveryDestinationConfiguration"];
  const arn = isStructure(configuration) ? readText(configuration, "destinationResourceArn") : "";
  return arn.split(":")[2] ?? "";
}

function refuseDelivery(context: Context): Refused | undefined {
  const { input, store, caller } = context;
  const [source, arn] = [readText(input, "deliverySourceName"), readText(input, "deliveryDestinationArn")];
  const absent = (what: string) =>
    fail("ResourceNotFoundException", `Requested Delivery ${what} does not exist in this account.`);
  if (!findNamed(context, SOURCE, source)) return absent("Source");
  const destination = findNamed(context, DESTINATION, arn);
  if (!destination) return absent("Destination");
  const others = store
    .list(caller, { service: SERVICE, type: DELIVERY })
    .filter(({ members }) => readText(members, "deliverySourceName") === source)
    .map(({ members }) => readText(members, "deliveryDestinationArn"));
  if (others.includes(arn)) return fail("ConflictException", "The specified Delivery already exists");
  const isAlike = others.some((one) => kindOf(findNamed(context, DESTINATION, one)) === kindOf(destination));
  if (!isAlike) return undefined;
  return fail(
    "ConflictException",
    "Delivery already exists for this Delivery Source with the same Delivery Destination Type.",
  );
}

/** Brings a source and a destination together. */
export function createDelivery(context: Context): Done {
  return (context.told ? undefined : refuseDelivery(context)) ?? pruned(make(context, DELIVERY));
}

/** Tells the policy of a destination, which may have none. */
export function readDeliveryPolicy(context: Context): Done {
  const name = readText(context.input, "deliveryDestinationName");
  if (!findNamed(context, DESTINATION, name))
    return fail(
      "ResourceNotFoundException",
      "Requested Delivery Destination does not exist in this account.",
    );
  const done = find(context);
  return "error" in done ? { output: merge({ policy: makeStructure() }) } : done;
}
