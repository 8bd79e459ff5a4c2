/**
 * The query protocol and EC2's, which is query with three settings.
 * See https://smithy.io/2.0/aws/protocols/aws-query-protocol.html and .../aws-ec2-query-protocol.html.
 */

import type { Operation, Shape } from "../model/types.ts";
import type { Structure, Value } from "../values.ts";
import type { WireRequest } from "../wire.ts";
import { restoreQueryNames } from "./query-names.ts";
import { formatScalar } from "./scalar.ts";
import { listEntries, listItems, Unsendable } from "./unsendable.ts";
import { encodePairs } from "./uri.ts";

/** What EC2 does otherwise. */
interface Dialect {
  readonly nameMember: (member: Shape, name: string) => string;
  /** What a list's items are numbered after. */
  readonly nameItems: (prefix: string, list: Shape, member: Shape) => string;
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
function writeValue(dialect: Dialect, shape: Shape, value: Value, prefix: string): Pair[] {
  if (value === null) return [];
  const write = (ref: Shape, item: Value | undefined, name: string) =>
    writeValue(dialect, ref, item ?? null, name);
  switch (shape.type) {
    case "structure":
      return listEntries(value, shape, shape.name).flatMap(([key, item]) => {
        const member = shape.members?.[key];
        if (member === undefined) return [];
        const name = dialect.nameMember(member, key);
        return write(member, item, prefix === "" ? name : `${prefix}.${name}`);
      });
    case "list": {
      if (shape.member === undefined)
        throw new Unsendable(`${shape.name} is a list without a shape for items`);
      const items = listItems(value, shape.name).filter((item) => item !== null);
      if (items.length === 0) return dialect.writesEmptyLists ? [[prefix, ""]] : [];
      const member = shape.member;
      const name = dialect.nameItems(prefix, shape, member);
      return items.flatMap((item, index) => write(member, item, `${name}.${index + 1}`));
    }
    case "map": {
      if (shape.key === undefined || shape.value === undefined) {
        throw new Unsendable(`${shape.name} is a map without shapes for keys and values`);
      }
      const [keys, values] = [shape.key, shape.value];
      const entries = listEntries(value, shape, shape.name).filter(([, item]) => item !== null);
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

function encodeForm(dialect: Dialect, operation: Operation, input: Structure): WireRequest {
  const pairs: Pair[] = [
    ["Action", operation.name],
    ["Version", operation.model.metadata.apiVersion],
  ];
  if (operation.input) {
    pairs.push(...writeValue(dialect, operation.input, input, ""));
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
export function encodeQuery(operation: Operation, input: Structure): WireRequest {
  return encodeForm(QUERY, restoreQueryNames(operation), input);
}

/** An EC2 request, likewise. */
export function encodeEc2(operation: Operation, input: Structure): WireRequest {
  return encodeForm(EC2, operation, input);
}
