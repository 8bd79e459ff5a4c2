/**
 * Operations that older clients ask for at another method and path than the model has by now, which AWS goes on answering: what
 * they give beside the path is in the query.
 */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import { listMembers, withMembers } from "../model/shape.ts";
import type { Operation, ServiceModel } from "../model/types.ts";
import rows from "./older-routes.json" with { type: "json" };

/** A row of older-routes.json: where clients with an older model ask for an operation. */
export const OlderRouteRow = v.strictObject({
  service: Text,
  operation: Text,
  method: Text,
  requestUri: Text,
  reason: Text,
});

const ROWS = Map.groupBy(rows as readonly v.InferOutput<typeof OlderRouteRow>[], ({ service }) => service);

/** The operations of a service as older clients ask for them. */
export function listOlderRoutes({ service, operations }: ServiceModel): readonly Operation[] {
  return (ROWS.get(service) ?? []).flatMap(({ operation: name, method, requestUri }) => {
    const operation = operations[name];
    if (!operation) return [];
    const members = listMembers(operation.input).map(([member, shape]) => [
      member,
      shape.type === "map" ? shape : { ...shape, location: "querystring" as const, locationName: member },
    ]);
    const input = operation.input && withMembers(operation.input, Object.fromEntries(members));
    return [{ ...operation, http: { ...operation.http, method, requestUri }, input }];
  });
}
