/** Identity stores: users and groups by another of their attributes, and who is in which group. https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_GetUserId.html */
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import { findMember } from "../behaviour/fit-value.ts";
import { refuseAbsent } from "../behaviour/refusals/refusals.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { merge, readText, type ServiceEngine } from "./engine.ts";

function listThings(context: Context, type: string): Thing[] {
  const { store, operation, input } = context;
  const kind = { service: operation.model.service, type };
  return store.list(placeOf(context, type), kind, [readText(input, "IdentityStoreId")]);
}

function listItems(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

function readStructure(values: Structure, member: string): Structure {
  const value = values[member];
  return isStructure(value ?? null) ? (value as Structure) : makeStructure();
}

/** What a path like `name.givenName` or `emails.value` leads to. */
function listAt(value: Value | undefined, [name, ...rest]: readonly string[]): Value[] {
  if (Array.isArray(value)) return listItems(value).flatMap((item) => listAt(item, [name ?? "", ...rest]));
  if (name === undefined || name === "") return value === undefined || value === null ? [] : [value];
  return isStructure(value ?? null) ? listAt(findMember(value as Structure, name), rest) : [];
}

function isMeant({ members }: Thing, asked: Structure): boolean {
  const unique = readStructure(asked, "UniqueAttribute");
  const external = readStructure(asked, "ExternalId");
  const path = readText(unique, "AttributePath");
  if (path !== "")
    return listAt(members, path.split(".")).some((value) => value === unique["AttributeValue"]);
  return listItems(members["ExternalIds"]).some((one) => Bun.deepEquals(one, external));
}

/** Finds a thing of a type by the attribute that the call names. */
function findId(type: string, member: string): (context: Context) => Done {
  return (context) => {
    const asked = readStructure(context.input, "AlternateIdentifier");
    const thing = listThings(context, type).find((one) => isMeant(one, asked));
    const text = readText(readStructure(asked, "UniqueAttribute"), "AttributeValue");
    if (!thing) return { error: refuseAbsent(context, type, text) };
    const { IdentityStoreId } = context.input;
    return { output: merge({ IdentityStoreId, [member]: thing.names.id ?? null }) };
  };
}

export const identitystore: ServiceEngine = {
  GetUserId: findId("user", "UserId"),
  GetGroupId: findId("group", "GroupId"),
  IsMemberInGroups(context) {
    const { MemberId = null } = context.input;
    const memberships = listThings(context, "group-membership");
    const Results = listItems(context.input["GroupIds"]).map((GroupId) =>
      merge({
        GroupId,
        MemberId,
        MembershipExists: memberships.some(
          ({ members }) => members["GroupId"] === GroupId && Bun.deepEquals(members["MemberId"], MemberId),
        ),
      }),
    );
    return { output: merge({ Results }) };
  },
};
