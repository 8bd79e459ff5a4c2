/**
 * Connections of API destinations: what they show who they are with is a secret of Secrets Manager, and told without it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection.html
 */

import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { ownRows } from "../../../base/own-rows.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { absent, invalid, SERVICE, taken } from "./buses.ts";

export const CONNECTION = "connection";

/** By the type of authorization: its parameters, and the members that are secret or told, as the secret has them. */
const PARAMETERS: Readonly<Partial<Record<string, string>>> = ownRows({
  API_KEY: "ApiKeyAuthParameters",
  BASIC: "BasicAuthParameters",
  OAUTH_CLIENT_CREDENTIALS: "OAuthParameters",
});

/** So long after it was asked for, a connection has got its token. */
const AUTHORIZING_MS = 5000;

/** The state of a connection that is made or shows another way who it is: a token is asked for first. */
function beginState(type: string): string {
  return type === "OAUTH_CLIENT_CREDENTIALS" ? "AUTHORIZING" : "AUTHORIZED";
}

/** Authorizes the connections of the caller's place whose time for it is over, and tells which. */
export function authorizeConnections({ store, caller, now }: Context): readonly Thing[] {
  const { account, region } = caller;
  return store
    .list({ account, region }, { service: SERVICE, type: CONNECTION })
    .filter(({ members, createdAt }) => {
      const { ConnectionState: state, LastModifiedTime: at } = members;
      const since = at instanceof Date ? at.getTime() : createdAt;
      return state === "AUTHORIZING" && since + AUTHORIZING_MS <= now;
    })
    .map((thing) => {
      const changed = { ...thing, members: merge(thing.members, { ConnectionState: "AUTHORIZED" }) };
      store.put(changed);
      return changed;
    });
}

function take(values: Structure, member: string): Structure {
  const value = values[member];
  return isStructure(value) ? value : makeStructure();
}

/** A value with the names of its members as a secret writes them: `is_value_secret`. */
function writeAsSecret(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(writeAsSecret);
  if (!isStructure(value)) return value;
  return merge(
    Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name.replace(/\B[A-Z]/g, "_$&").toLowerCase(),
        writeAsSecret(inner ?? null),
      ]),
    ),
  );
}

/** The text of the secret that a connection makes. */
function writeSecret(auth: Structure): string {
  const { ApiKeyAuthParameters, BasicAuthParameters, OAuthParameters } = auth;
  const http = isStructure(auth["InvocationHttpParameters"])
    ? { invocation_http_parameters: writeAsSecret(tellHttp(auth["InvocationHttpParameters"], true)) }
    : {};
  if (isStructure(ApiKeyAuthParameters))
    return JSON.stringify({
      api_key_name: ApiKeyAuthParameters["ApiKeyName"],
      api_key_value: ApiKeyAuthParameters["ApiKeyValue"],
      ...http,
    });
  if (isStructure(BasicAuthParameters))
    return JSON.stringify({
      username: BasicAuthParameters["Username"],
      password: BasicAuthParameters["Password"],
      ...http,
    });
  const oauth = isStructure(OAuthParameters) ? OAuthParameters : makeStructure();
  const client = take(oauth, "ClientParameters");
  return JSON.stringify({
    client_id: client["ClientID"],
    client_secret: client["ClientSecret"],
    authorization_endpoint: oauth["AuthorizationEndpoint"],
    http_method: oauth["HttpMethod"],
    ...(isStructure(oauth["OAuthHttpParameters"]) && {
      oauth_http_parameters: writeAsSecret(tellHttp(oauth["OAuthHttpParameters"], true)),
    }),
    ...http,
  });
}

const LISTS = ["HeaderParameters", "QueryStringParameters", "BodyParameters"];

/** Parameters of a request, of which those that are secret are told without their values. */
function tellHttp(http: Structure, isSecretTold: boolean): Structure {
  const lists = LISTS.flatMap((name): (readonly [string, Value])[] => {
    const list = http[name];
    if (!Array.isArray(list)) return [];
    const told = (list as readonly Value[]).filter((item) => isStructure(item));
    return [
      [
        name,
        told.map((item) => {
          const { Key = null, Value = null, IsValueSecret = false } = item;
          return IsValueSecret === true && !isSecretTold
            ? merge({ Key, IsValueSecret })
            : merge({ Key, Value, IsValueSecret });
        }),
      ],
    ];
  });
  return merge(Object.fromEntries(lists));
}

/** What is told of how a connection shows who it is. */
function hideSecrets(auth: Structure): Structure {
  const told: Record<string, Value> = {};
  const { ApiKeyAuthParameters: key, BasicAuthParameters: basic, OAuthParameters: oauth } = auth;
  if (isStructure(key)) told["ApiKeyAuthParameters"] = merge({ ApiKeyName: key["ApiKeyName"] ?? null });
  if (isStructure(basic)) told["BasicAuthParameters"] = merge({ Username: basic["Username"] ?? null });
  if (isStructure(oauth)) {
    const ClientParameters = merge({ ClientID: take(oauth, "ClientParameters")["ClientID"] ?? null });
    const { OAuthHttpParameters: http, ...others } = oauth;
    const inner = isStructure(http) ? { OAuthHttpParameters: tellHttp(http, false) } : {};
    told["OAuthParameters"] = merge(others, { ClientParameters }, inner);
  }
  if (isStructure(auth["InvocationHttpParameters"]))
    told["InvocationHttpParameters"] = tellHttp(auth["InvocationHttpParameters"], false);
  return merge(auth, told);
}

/** The connection that a call names; undefined where it does not stand. */
export function findConnection({ store, caller, input }: Context): Thing | undefined {
  const { account, region } = caller;
  return store.find({ account, region }, { service: SERVICE, type: CONNECTION }, [readText(input, "Name")]);
}

/** What is wrong with what a connection is to show. */
function refuseAuth(type: string, auth: Structure): Done | undefined {
  const needed = PARAMETERS[type];
  if (needed !== undefined && !isStructure(auth[needed]))
    return { error: invalid(`Parameter ${needed} is not valid. Reason: Missing required field(s).`) };
  const endpoint = readText(take(auth, "OAuthParameters"), "AuthorizationEndpoint");
  return endpoint !== "" && !endpoint.startsWith("https://")
    ? {
        error: invalid(
          `Parameter AuthorizationEndpoint is not valid. Reason: Endpoint '${endpoint}' is not valid.`,
        ),
      }
    : undefined;
}

/** Says of a secret whose it is: https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html */
function ownSecret({ store, caller }: Context, arn: string): void {
  const { account, region } = caller;
  const secret = store.find({ account, region }, { service: "secretsmanager", type: "secret" }, [arn]);
  if (!secret) return;
  const tags = new Map([...secret.tags, ["aws:secretsmanager:owningService", SERVICE] as const]);
  store.put({ ...secret, members: merge(secret.members, { OwningService: SERVICE }), tags });
}

/** Makes a connection, and its secret. */
export async function createConnection(context: Context): Promise<Done> {
  const { input, ask, caller, mint, store, now } = context;
  const name = readText(input, "Name");
  if (findConnection(context)) return { error: taken(`Connection ${name} already exists.`) };
  const auth = take(input, "AuthParameters");
  const refused = refuseAuth(readText(input, "AuthorizationType"), auth);
  if (refused) return refused;
  const Name = `events!connection/${name}/${makeUuid(mint(32))}`;
  const secret = await ask({
    service: "secretsmanager",
    operation: "CreateSecret",
    input: merge({ Name, SecretString: writeSecret(auth), ClientRequestToken: makeUuid(mint(32)) }),
    caller,
  });
  const done = make({ ...context, input: merge(input, { AuthParameters: hideSecrets(auth) }) }, CONNECTION);
  const thing = findConnection(context);
  if ("error" in done || !thing) return done;
  const arn = "output" in secret ? secret.output["ARN"] : undefined;
  if (typeof arn === "string") ownSecret(context, arn);
  const at = new Date(now);
  const members = {
    ConnectionState: beginState(readText(input, "AuthorizationType")),
    LastAuthorizedTime: at,
    ...(typeof arn === "string" && { SecretArn: arn }),
  };
  store.put({ ...thing, members: merge(thing.members, members) });
  return { output: merge(done.output, { ConnectionState: members.ConnectionState }) };
}

function refuseAbsent(verb: string, name: string): Done {
  return {
    error: absent(`Failed to ${verb} the connection(s). Connection '${name}' does not exist.`),
  };
}

/** Says of a connection that is not there what the operation would do with it. */
export function checkConnection(context: Context, verb: string): Done | undefined {
  return findConnection(context) ? undefined : refuseAbsent(verb, readText(context.input, "Name"));
}

function answer(thing: Thing, state: string, now: number): Done {
  const { LastAuthorizedTime = null, LastModifiedTime } = thing.members;
  return {
    output: merge({
      ConnectionArn: thing.names.arn ?? null,
      ConnectionState: state,
      CreationTime: new Date(thing.createdAt),
      LastModifiedTime: LastModifiedTime ?? new Date(now),
      LastAuthorizedTime,
    }),
  };
}

/** Ends a connection, and its secret. */
export async function deleteConnection(context: Context): Promise<Done> {
  const { ask, caller, store, now } = context;
  const thing = findConnection(context);
  if (!thing) return refuseAbsent("delete", readText(context.input, "Name"));
  const SecretId = readText(thing.members, "SecretArn");
  const input = merge({ SecretId, ForceDeleteWithoutRecovery: true });
  if (SecretId !== "") await ask({ service: "secretsmanager", operation: "DeleteSecret", input, caller });
  store.remove(thing);
  return answer(thing, "DELETING", now);
}

/** Changes a connection, and what its secret is. */
export async function updateConnection(context: Context): Promise<Done> {
  const { input, ask, caller, mint, store, now } = context;
  const thing = findConnection(context);
  if (!thing) return { error: absent(`Connection '${readText(input, "Name")}' does not exist.`) };
  const type = readText(input, "AuthorizationType") || readText(thing.members, "AuthorizationType");
  const auth = take(input, "AuthParameters");
  const isGiven = isStructure(input["AuthParameters"]);
  const refused = isGiven ? refuseAuth(type, auth) : undefined;
  if (refused) return refused;
  const SecretId = readText(thing.members, "SecretArn");
  const SecretString = writeSecret(auth);
  if (isGiven && SecretId !== "")
    await ask({
      service: "secretsmanager",
      operation: "PutSecretValue",
      input: merge({ SecretId, SecretString, ClientRequestToken: makeUuid(mint(32)) }),
      caller,
    });
  const { Name: _, ...given } = input;
  const state = isGiven ? beginState(type) : readText(thing.members, "ConnectionState");
  const at = { LastModifiedTime: new Date(now), ...(isGiven && { LastAuthorizedTime: new Date(now) }) };
  const told = isGiven ? { AuthParameters: hideSecrets(auth) } : {};
  const changed = {
    ...thing,
    members: merge(thing.members, given, told, { ConnectionState: state }, at),
  };
  store.put(changed);
  return answer(changed, state, now);
}

/** Takes from a connection what it shows who it is with. */
export function deauthorizeConnection(context: Context): Done {
  const { store, now, input } = context;
  const thing = findConnection(context);
  if (!thing) return refuseAbsent("deauthorize", readText(input, "Name"));
  const { AuthParameters: _, SecretArn: __, ...members } = thing.members;
  const changed = {
    ...thing,
    members: merge(members, { ConnectionState: "DEAUTHORIZED", LastModifiedTime: new Date(now) }),
  };
  store.put(changed);
  return answer(changed, "DEAUTHORIZING", now);
}
