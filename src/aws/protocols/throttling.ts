/** Tells answers that ask for patience: what AWS's SDKs send again after a while. */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import type { WireResponse } from "../wire.ts";
import { readFailure } from "./failures.ts";
import rows from "./throttling.json" with { type: "json" };

/** A row of throttling.json: an error code by which a service says that it limits its rate. */
export const ThrottlingRow = v.strictObject({ code: Text, reason: Text });

const CODES = new Set((rows as readonly v.InferOutput<typeof ThrottlingRow>[]).map(({ code }) => code));

/** Whether the service did nothing because of its rate: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
export function isThrottled(response: WireResponse): boolean {
  if (response.status === 429) return true;
  return response.status >= 400 && CODES.has(readFailure(response).code);
}
