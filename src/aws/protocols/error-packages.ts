/**
 * Services that name an error with the Java package of its class: those of their models with their own, all others with that of the
 * framework.
 */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import type { Shape } from "../model/types.ts";
import rows from "./error-packages.json" with { type: "json" };

/** A row of error-packages.json. */
export const ErrorPackageRow = v.strictObject({ service: Text, package: Text, reason: Text });

const PACKAGES = new Map(
  (rows as readonly v.InferOutput<typeof ErrorPackageRow>[]).map((row) => [row.service, row.package]),
);

/** What checks inputs by the model is in a package of its own. */
const CHECKS = { code: "ValidationException", package: "com.amazon.coral.validate" };
const FRAMEWORK = "com.amazon.coral.service";

/** The package of a service's classes; undefined of one that does not tell it. */
export function findPackage(service: string): string | undefined {
  return PACKAGES.get(service);
}

/** The name of an error as the service writes it. `shape`: the error's in the model, where it has one. */
export function qualifyError(service: string, code: string, shape: Shape | undefined): string {
  const own = PACKAGES.get(service);
  if (own === undefined) return code;
  if (shape) return `${own}#${code}`;
  return `${code === CHECKS.code ? CHECKS.package : FRAMEWORK}#${code}`;
}
