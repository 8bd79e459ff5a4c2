/**
 * Opens the one key that some services record all parameters of a call under: EC2's `CreateNatGatewayRequest` (its
 * newer form, XML turned to JSON) and API Gateway's `createStageInput` (the request's body, beside the path's members).
 */

import { listMembers } from "../aws/model/shape.ts";
import type { Protocol, Shape } from "../aws/model/types.ts";
import { compileLightly } from "../base/compiling.ts";
import { isObject, type RawObject } from "../base/values.ts";
import { matchMember } from "./match-member.ts";

/** How the one key ends that holds all parameters. */
export const WRAPPER_KEY = /(request|response|req|input|result)$/i;

/** Whether a key declares an XML namespace: never a member. */
export function isNamespace(key: string): boolean {
  return key.startsWith("xmlns") && (key.length === 5 || key[5] === ":");
}

/** EC2's classic form begins every name with a small letter: a single key with a capital one is a wrapper. */
function isWrapper(protocol: Protocol, key: string, value: unknown, isOnly: boolean): boolean {
  if (!isObject(value) && value !== "") return false;
  return WRAPPER_KEY.test(key) || (isOnly && protocol === "ec2" && /^[A-Z]/.test(key));
}

/**
 * A body's keys are its wire names, which may be those of other members: PutIntegration's body has an `httpMethod`
 * that is integrationHttpMethod, while the member httpMethod stands in the path.
 */
function nameBody(shape: Shape, body: RawObject): RawObject {
  const members = listMembers(shape).filter(([, ref]) => ref.location === undefined);
  const wireNames = new Map(members.map(([name, ref]) => [ref.locationName ?? name, name]));
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [wireNames.get(key) ?? key, value]));
}

function without(object: RawObject, key: string): RawObject {
  const { [key]: _, ...others } = object;
  return others;
}

/** Recorded parameters with the wrappers around them undone, and whether EC2's XML stood in one. */
export function openWrappers(
  protocol: Protocol,
  shape: Shape,
  raw: RawObject,
): { readonly members: RawObject; readonly fromXml: boolean } {
  const inner = shape.payload === undefined ? undefined : shape.members?.[shape.payload];
  const keys = Object.keys(raw).filter((key) => !isNamespace(key));
  let members = raw;
  let fromXml = false;
  for (const key of keys) {
    if (matchMember(shape, key)) continue;
    const value = raw[key];
    if (isWrapper(protocol, key, value, keys.length === 1)) {
      // The path's members are the surer ones where the body repeats them.
      members = { ...(isObject(value) ? nameBody(shape, value) : {}), ...without(members, key) };
      fromXml ||= protocol === "ec2";
    } else if (inner?.type === "structure" && shape.payload !== undefined && matchMember(inner, key)) {
      // The members of a payload recorded beside those of the path.
      const body = members[shape.payload];
      members = {
        ...without(members, key),
        [shape.payload]: { ...(isObject(body) ? body : {}), [key]: value },
      };
    }
  }
  return { members, fromXml };
}

compileLightly(openWrappers);
