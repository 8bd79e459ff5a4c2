/** Grants of keys. https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
import * as v from "valibot";
import { makeStructure, type Structure } from "../../../aws/values.ts";
import { Text } from "../../../base/row-types.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing, ThingPlace } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";
import { findAsked, findKey } from "./find-key.ts";
import rows from "./grant-uses.json" with { type: "json" };
import { demandCustomers, demandState, endDryRun, KEY, type Key, readKey } from "./key.ts";
import { tellPage } from "./pages.ts";

const GRANT = { service: "kms", type: "grant" } as const;
const USUAL_PAGE = 50;
/** A row of grant-uses.json: what grants can let do of keys for a use alone. */
export const GrantUseRow = v.strictObject({ usage: Text, operations: v.array(Text), reason: Text });

/** What a key must be for, by what grants of it can let do. */
const USES: ReadonlyMap<string, string> = new Map(
  (rows as readonly v.InferOutput<typeof GrantUseRow>[]).flatMap(({ usage, operations }) =>
    operations.map((operation) => [operation, usage] as const),
  ),
);

/** The token of a grant tells which one it is; it is nobody's to read. */
function writeToken(place: ThingPlace, key: string, grant: string): string {
  return Buffer.from(JSON.stringify(["grant", place.account, place.region, key, grant])).toString("base64");
}

function listGrants({ store }: Context, thing: Thing): readonly Thing[] {
  return store.listInner(thing).filter(({ type }) => type === GRANT.type);
}

function demandPrincipal({ input }: Context, member: string): void {
  const text = readText(input, member);
  // Ids of roles are taken, too.
  if (text !== "" && !text.startsWith("arn:") && !/^[A-Z0-9]{16,128}$/.test(text))
    refuse("InvalidArnException", `ARN does not refer to a valid principal: ${text}`);
}

/** CreateGrant: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
export function createGrant(context: Context): Done {
  const { input, store, mint, now, operation } = context;
  const key = findAsked(context);
  demandState(key, ["PendingImport"]);
  for (const member of ["GranteePrincipal", "RetiringPrincipal"]) demandPrincipal(context, member);
  if (["GranteePrincipal", "GranteeServicePrincipal"].every((name) => readText(input, name) === ""))
    refuseInput("A grantee principal must be specified.");
  const wrong = listTexts(input["Operations"]).find((one) => (USES.get(one) ?? key.usage) !== key.usage);
  if (wrong !== undefined)
    refuseInput(`Operation ${wrong} is not valid for a KMS key with the key usage ${key.usage}.`);
  endDryRun(context);
  const { GrantTokens: _tokens, DryRun: _dry, KeyId: _key, ...said } = input;
  // Who asks again by a name gets the same grant, with another token.
  const name = readText(input, "Name");
  const same = listGrants(context, key.thing).find(
    ({ members }) => name !== "" && Bun.deepEquals(withoutKey(members), { ...said }),
  );
  const GrantId = same?.names.id ?? mint(64);
  const GrantToken = writeToken(key.thing.place, key.id, GrantId);
  if (!same)
    store.put({
      ...GRANT,
      place: key.thing.place,
      chain: [...key.thing.chain, GrantId],
      within: KEY.type,
      names: { id: GrantId },
      members: merge(said, { KeyId: key.id }),
      tags: new Map(),
      createdAt: now,
      call: { operation: operation.name, input, output: merge({ GrantId }) },
    });
  return { output: merge({ GrantToken, GrantId }) };
}

function withoutKey({ KeyId: _key, GrantTokens: _tokens, DryRun: _dry, ...said }: Structure): object {
  return { ...said };
}

function tellGrant(thing: Thing, { arn }: Key): Structure {
  const { names, chain, members, place, createdAt } = thing;
  return merge({ Name: "" }, withoutKey(members) as Structure, {
    KeyId: arn,
    GrantId: names.id ?? chain.at(-1) ?? null,
    CreationDate: new Date(createdAt),
    IssuingAccount: `arn:aws:iam::${place.account}:root`,
  });
}

/** ListGrants: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html */
export function tellGrants(context: Context): Done {
  const { input } = context;
  const key = findAsked(context);
  const [id, grantee] = [readText(input, "GrantId"), readText(input, "GranteePrincipal")];
  const service = readText(input, "GranteeServicePrincipal");
  const all = listGrants(context, key.thing).filter(
    ({ names, members }) =>
      (id === "" || names.id === id) &&
      (grantee === "" || readText(members, "GranteePrincipal") === grantee) &&
      (service === "" || readText(members, "GranteeServicePrincipal") === service),
  );
  const told = all.map((grant) => tellGrant(grant, key));
  return { output: tellPage(context, "Grants", told, USUAL_PAGE) };
}

/** ListRetirableGrants: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html */
export function listRetirable(context: Context): Done {
  const { input, store } = context;
  demandPrincipal(context, "RetiringPrincipal");
  const who = readText(input, "RetiringPrincipal");
  const told = store.list(placeOf(context, KEY.type), KEY).flatMap((thing) =>
    listGrants(context, thing)
      .filter(({ members }) => readText(members, "RetiringPrincipal") === who)
      .map((grant) => tellGrant(grant, readKey(thing))),
  );
  return { output: tellPage(context, "Grants", told, USUAL_PAGE) };
}

function endGrant(context: Context, { thing }: Key, id: string): Done {
  const grant = listGrants(context, thing).find(({ names, chain }) => (names.id ?? chain.at(-1)) === id);
  if (!grant) return refuse("NotFoundException", `Grant ID ${id} not found`);
  endDryRun(context);
  context.store.remove(grant);
  return { output: makeStructure() };
}

/** RevokeGrant: https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html */
export function revokeGrant(context: Context): Done {
  const key = findAsked(context);
  demandCustomers(key, context);
  return endGrant(context, key, readText(context.input, "GrantId"));
}

/** RetireGrant: https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html */
export function retireGrant(context: Context): Done {
  const { input } = context;
  const [token, text, id] = ["GrantToken", "KeyId", "GrantId"].map((name) => readText(input, name)) as [
    string,
    string,
    string,
  ];
  if (token === "") {
    if (text === "" || id === "") refuseInput("Grant token OR (grant ID, key ID) must be specified");
    return endGrant(context, findKey(context, text), id);
  }
  const [key, grant] = readToken(context, token);
  return endGrant(context, findKey(context, key), grant);
}

function readToken(context: Context, token: string): readonly [string, string] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, "base64").toString());
  } catch {}
  const texts = listTexts(Array.isArray(parts) ? parts : []);
  const [word, account, region, key, grant] = texts;
  const own = placeOf(context, KEY.type);
  if (
    word !== "grant" ||
    key === undefined ||
    grant === undefined ||
    account !== own.account ||
    region !== own.region
  )
    return refuse("InvalidGrantTokenException", "Invalid grant token.");
  return [key, grant];
}
