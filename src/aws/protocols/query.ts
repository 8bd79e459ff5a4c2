/**
 * The query protocol and EC2's, which is query with three settings.
 * See https://smithy.io/2.0/aws/protocols/aws-query-protocol.html and .../aws-ec2-query-protocol.html.
 */

import { type ResolvedShape, resolveShape } from "../model/shape.ts";
import type { Operation, ServiceModel } from "../model/types.ts";
import type { Structure, Value } from "../values.ts";
import type { WireRequest } from "../wire.ts";
import { restoreQueryNames } from "./query-names.ts";
import { formatScalar } from "./scalar.ts";
import { listEntries, listItems, Unsendable } from "./unsendable.ts";
import { encodePairs } from "./uri.ts";

/** What EC2 does otherwise. */
interface Dialect {
  readonly nameMember: (member: ResolvedShape, name: string) => string;
  /** What a list's items are numbered after. */
  readonly nameItems: (prefix: string, list: ResolvedShape, member: ResolvedShape) => string;
  /** Whether an empty list is written as its bare name. */
  readonly writesEmptyLists: boolean;
}

const QUERY: Dialect = {
  nameMember: (member, name) => member.locationName ?? name,
  nameItems: (prefix, list, member) => {
    if (!list.flattened) return `${prefix}.${member.locationName ?? "member"}`;
    // A flattened list without a name of its own takes its items' (SimpleDB's Item.1.ItemName).
    if (list.locationName !== undefined || member.locationName === undefined) return prefix;
    return prefix.slice(0, prefix.lastIndexOf(".") + 1) + member.locationName;
  },
  writesEmptyLists: true,
};

const EC2: Dialect = {
  nameMember: (member, name) => member.queryName ?? capitalise(member.locationName ?? name),
  nameItems: (prefix) => prefix,
  writesEmptyLists: false,
};

function capitalise(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

type Pair = readonly [name: string, value: string];

/** Writes values of one service as name and value pairs, depth first. */
function writeValue(
  model: ServiceModel,
  dialect: Dialect,
  shape: ResolvedShape,
  value: Value,
  prefix: string,
): Pair[] {
  if (value === null) return [];
  const write = (ref: ResolvedShape, item: Value | undefined, name: string) =>
    writeValue(model, dialect, ref, item ?? null, name);
  switch (shape.type) {
    case "structure":
      return listEntries(value, shape, shape.shape).flatMap(([key, item]) => {
        const ref = shape.members?.[key];
        if (ref === undefined) return [];
        const member = resolveShape(model, ref);
        const name = dialect.nameMember(member, key);
        return write(member, item, prefix === "" ? name : `${prefix}.${name}`);
      });
    case "list": {
      if (shape.member === undefined)
        throw new Unsendable(`${shape.shape} is a list without a shape for items`);
      const items = listItems(value, shape.shape).filter((item) => item !== null);
      if (items.length === 0) return dialect.writesEmptyLists ? [[prefix, ""]] : [];
      const member = resolveShape(model, shape.member);
      const name = dialect.nameItems(prefix, shape, member);
      return items.flatMap((item, index) => write(member, item, `${name}.${index + 1}`));
    }
    case "map": {
      if (shape.key === undefined || shape.value === undefined) {
        throw new Unsendable(`${shape.shape} is a map without shapes for keys and values`);
      }
      const [keys, values] = [resolveShape(model, shape.key), resolveShape(model, shape.value)];
      const entries = listEntries(value, shape, shape.shape).filter(([, item]) => item !== null);
      return entries.flatMap(([key, item], index) => {
        const name = `${shape.flattened ? prefix : `${prefix}.entry`}.${index + 1}`;
        return [
          ...write(keys, key, `${name}.${keys.locationName ?? "key"}`),
          ...write(values, item, `${name}.${values.locationName ?? "value"}`),
        ];
      });
    }
    default:
      return [[prefix, formatScalar(value, shape, { body: "iso8601" })]];
  }
}

function encodeForm(
  dialect: Dialect,
  model: ServiceModel,
  operation: Operation,
  input: Structure,
): WireRequest {
  const pairs: Pair[] = [
    ["Action", operation.name],
    ["Version", model.metadata.apiVersion],
  ];
  if (operation.input) {
    pairs.push(...writeValue(model, dialect, resolveShape(model, operation.input), input, ""));
  }
  return {
    method: operation.http.method,
    path: "/",
    query: [],
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: encodePairs(pairs),
  };
}

/** A query request: Action, Version, then the input. Throws Unsendable where a value does not fit its shape. */
export function encodeQuery(model: ServiceModel, operation: Operation, input: Structure): WireRequest {
  const named = restoreQueryNames(model);
  return encodeForm(QUERY, named, named.operations[operation.name] ?? operation, input);
}

/** An EC2 request, likewise. */
export function encodeEc2(model: ServiceModel, operation: Operation, input: Structure): WireRequest {
  return encodeForm(EC2, model, operation, input);
}
