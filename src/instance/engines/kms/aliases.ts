/** Names of keys that are given and taken. https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { standUp } from "../../behaviour/makes/stand-up.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";
import { ALIAS, AWS_ALIAS, findAlias, findKey } from "./find-key.ts";
import { demandCustomers, demandState, KEY, type Key, nameArn, readKey } from "./key.ts";
import { tellPage } from "./pages.ts";

const PREFIX = "alias/";
const USUAL_PAGE = 50;

/** The name that a call gives or takes. Throws a Refusal where it is none, or AWS's own. */
function readName({ input }: Context): string {
  const name = readText(input, "AliasName");
  if (!name.startsWith(PREFIX))
    refuseInput(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  if (name.startsWith(AWS_ALIAS)) refuse("NotAuthorizedException");
  if (name.includes(":")) refuseInput(`${name} contains invalid characters for an alias`);
  return name;
}

/** The key that an alias is to stand for. */
function findTarget(context: Context): Key {
  const text = readText(context.input, "TargetKeyId");
  if (text.startsWith(PREFIX) || text.includes(`:${PREFIX}`))
    refuseInput("Aliases must refer to keys. Not aliases");
  const key = findKey(context, text);
  demandCustomers(key, context);
  demandState(key, ["Disabled", "PendingImport", "Unavailable"]);
  return key;
}

/** CreateAlias: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export function createAlias(context: Context): Done {
  const { store, now, operation, input } = context;
  const name = readName(context);
  // Those that AWS has given are there first.
  standUp(context);
  const place = placeOf(context, ALIAS.type);
  const { id } = findTarget(context);
  const arn = nameArn(place, name);
  if (findAlias(context, place, name))
    refuse("AlreadyExistsException", `An alias with the name ${arn} already exists`);
  const at = new Date(now);
  store.put({
    ...ALIAS,
    place,
    chain: [name],
    within: undefined,
    names: { arn },
    members: merge({ AliasName: name, TargetKeyId: id, CreationDate: at, LastUpdatedDate: at }),
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, input, output: makeStructure() },
  });
  return { output: makeStructure() };
}

/** The alias that a call is about. */
function findNamed(context: Context): Thing {
  const name = readName(context);
  const place = placeOf(context, ALIAS.type);
  return (
    findAlias(context, place, name) ??
    refuse("NotFoundException", `Alias ${nameArn(place, name)} is not found.`)
  );
}

/** UpdateAlias: https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html */
export function updateAlias(context: Context): Done {
  const { store, now } = context;
  const alias = findNamed(context);
  const target = findTarget(context);
  const before = readText(alias.members, "TargetKeyId");
  const old = before === "" ? undefined : store.find(alias.place, KEY, [before]);
  if (old && readKey(old).usage !== target.usage)
    refuseInput(`Alias ${alias.names.arn} cannot be moved to a key of another KeyUsage.`);
  store.put({
    ...alias,
    members: merge(alias.members, { TargetKeyId: target.id, LastUpdatedDate: new Date(now) }),
  });
  return { output: makeStructure() };
}

/** DeleteAlias: https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html */
export function deleteAlias(context: Context): Done {
  context.store.remove(findNamed(context));
  return { output: makeStructure() };
}

function tellAlias({ chain, names, members, place, createdAt }: Thing): Structure {
  const name = chain.at(-1) ?? "";
  const target = readText(members, "TargetKeyId");
  const { CreationDate = new Date(createdAt), LastUpdatedDate = CreationDate } = members;
  // Of a key that nobody used yet there is none.
  const dates =
    target === ""
      ? {}
      : { TargetKeyId: target.slice(target.lastIndexOf("/") + 1), CreationDate, LastUpdatedDate };
  return merge({ AliasName: name, AliasArn: names.arn ?? nameArn(place, name) }, dates);
}

/** A text by which the aliases of customers come before those of AWS, each by their names. */
function orderOf({ chain }: Thing): string {
  const name = chain.at(-1) ?? "";
  return `${name.startsWith(AWS_ALIAS) ? 1 : 0}${name}`;
}

/** ListAliases: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html */
export function listAliases(context: Context): Done {
  const { input, store } = context;
  const asked = readText(input, "KeyId");
  const key = asked === "" ? undefined : findKey(context, asked, true);
  standUp(context);
  const all = store.list(placeOf(context, ALIAS.type), ALIAS);
  const told = all
    .filter(({ members }) => !key || [key.id, key.arn].includes(readText(members, "TargetKeyId")))
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .map(tellAlias);
  return { output: tellPage(context, "Aliases", told, USUAL_PAGE) };
}
