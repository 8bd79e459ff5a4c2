/**
 * Addresses of AWS's in what is asked and answered. Production's stay what they are for clients that send everything to
 * their endpoint; one that would connect to such an address is given this instance's, so that it never reaches AWS.
 */
import * as v from "valibot";
import { AWS_SUFFIXES } from "../aws/model/partitions.ts";
import type { Operation } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { WireRequest } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";
import { Known } from "../base/known.ts";
import { Text } from "../base/row-types.ts";
import rows from "./addresses.json" with { type: "json" };

/**
 * A row of addresses.json: top-level members with addresses, and the one that a request leaves out whose own address it is; a
 * service that tells anywhere, as texts of their own, addresses that were made up; or how the user agent of a client begins that
 * connects to none.
 */
export const AddressRow = v.variant("kind", [
  v.strictObject({
    kind: v.literal("address"),
    service: Text,
    members: v.array(Text),
    own: v.optional(Text),
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("anywhere"), service: Text, reason: Text }),
  v.strictObject({ kind: v.literal("agent"), begins: Text, reason: Text }),
]);

const ROWS = rows as readonly v.InferOutput<typeof AddressRow>[];

const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map(
  ROWS.flatMap((row) => (row.kind === "address" ? [[row.service, row.members] as const] : [])),
);

const OWN: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap((row) => (row.kind === "address" && row.own ? [[row.service, row.own] as const] : [])),
);

const ANYWHERE: ReadonlySet<string> = new Set(
  ROWS.flatMap((row) => (row.kind === "anywhere" ? [row.service] : [])),
);

const AGENTS = ROWS.flatMap((row) => (row.kind === "agent" ? [row.begins] : []));

/** What is made up as the host of an address that no log tells. */
export const MADE_UP_ADDRESS = "http://localhost:4566";

const ADDRESS = /^https?:\/\/([^/?#]+)(\/[^?#]*)$/;

function change(operation: Operation, values: Structure, map: (text: string) => string): Structure {
  const members = MEMBERS.get(operation.model.service)?.filter((name) => name in values);
  if (!members || members.length === 0) return values;
  const mapAny = (value: Value): Value =>
    typeof value === "string" ? map(value) : Array.isArray(value) ? value.map(mapAny) : value;
  const changed: Record<string, Value | undefined> = Object.assign(makeStructure(), values);
  for (const name of members) changed[name] = mapAny(values[name] ?? null);
  return changed;
}

/** The path of an address that has an account and a name in it; what comes before that is the way to the instance. */
const OWN_PATH = /(\/\d{12}\/[^/]+)$/;

/** The value with each text that is an address in it under another beginning. */
function moveAll(value: Value | undefined, from: string, to: string): Value | undefined {
  if (typeof value === "string") {
    const path = value.startsWith(from) ? value.slice(from.length) : "";
    return OWN_PATH.exec(path)?.index === 0 ? to + path : value;
  }
  if (Array.isArray(value)) return (value as readonly Value[]).map((one) => moveAll(one, from, to) ?? null);
  if (!isStructure(value)) return value;
  const moved = makeStructure();
  for (const [name, inner] of Object.entries(value)) {
    const told = moveAll(inner, from, to);
    if (told !== undefined) moved[name] = told;
  }
  return moved;
}

function move(structure: Structure, from: string, to: string): Structure {
  const moved = moveAll(structure, from, to);
  return isStructure(moved) ? moved : structure;
}

/** The answer with addresses under which its client reaches this instance. */
export function tellAddresses(operation: Operation, output: Structure, { headers }: WireRequest): Structure {
  const { service } = operation.model;
  const { host, "user-agent": agent = "" } = headers;
  if (host !== undefined && ANYWHERE.has(service)) return move(output, MADE_UP_ADDRESS, `http://${host}`);
  return MEMBERS.has(service) ? tellMembers(operation, output, host, agent) : output;
}

function tellMembers(
  operation: Operation,
  output: Structure,
  host: string | undefined,
  agent: string,
): Structure {
  const keepsEndpoint = AGENTS.some((begin) => agent.startsWith(begin));
  return change(operation, output, (text) => {
    const path = ADDRESS.exec(text)?.[2];
    const isOwn = text.startsWith(`${MADE_UP_ADDRESS}/`);
    return path === undefined || host === undefined || (keepsEndpoint && !isOwn)
      ? text
      : `http://${host}${path}`;
  });
}

function readIsOfAws(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return AWS_SUFFIXES.some((suffix) => name.endsWith(`.${suffix}`));
}

/** A client tells the same host all day. */
const hostsOfAws = new Known<boolean>(1_000);

function isOfAws(host: string): boolean {
  return hostsOfAws.take(host, readIsOfAws);
}

/**
 * The input with made-up addresses in the place of those that are not AWS's, whichever host a client has this instance by; and
 * with the address that the request itself goes to, where it leaves out the member for that.
 */
export function readAddresses(
  operation: Operation,
  input: Structure,
  { path, headers: { host } }: WireRequest,
): Structure {
  if (host !== undefined && ANYWHERE.has(operation.model.service))
    return move(input, `http://${host}`, MADE_UP_ADDRESS);
  return MEMBERS.has(operation.model.service) ? readMembers(operation, input, path) : input;
}

function readMembers(operation: Operation, input: Structure, path: string): Structure {
  const own = OWN.get(operation.model.service);
  const asked = OWN_PATH.exec(path)?.[1];
  const isLeftOut =
    own !== undefined && asked !== undefined && input[own] === undefined && operation.input?.members?.[own];
  const given = isLeftOut ? Object.assign(makeStructure(), input, { [own]: asked }) : input;
  return change(operation, given, (text) => {
    if (text.startsWith(`${MADE_UP_ADDRESS}/`)) return text;
    const [, named, at = ""] = ADDRESS.exec(text) ?? [];
    if (named !== undefined ? isOfAws(named) : !text.startsWith("/")) return text;
    const [place] = OWN_PATH.exec(named === undefined ? text : at) ?? [];
    return place === undefined ? text.slice(text.lastIndexOf("/") + 1) : `${MADE_UP_ADDRESS}${place}`;
  });
}

compileLightly(change, tellAddresses, readAddresses);
