/**
 * STS: who asks, and credentials for a while. No policy is looked at: whoever asks gets them.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
import { findPartition } from "../../aws/model/partitions.ts";
import { splitArn } from "../../aws/resources/arns.ts";
import type { Structure } from "../../aws/values.ts";
import { isObject } from "../../base/values.ts";
import { findKey } from "../access-keys.ts";
import type { Context } from "../behaviour/context.ts";
import { drawForm } from "../behaviour/names/draw-form.ts";
import { overlay } from "../behaviour/overlay.ts";
import { type StsSession, writeSessionToken } from "../caller.ts";
import type { Done } from "../gateway.ts";
import { merge, readText, type ServiceEngine } from "./engine.ts";

const HOUR = 3600;

/** Who asks: a session, the user whose key it is, else the account itself. */
function readIdentity({ caller, signer, store }: Context): StsSession {
  const { account, region } = caller;
  const { key = "", session } = signer?.() ?? {};
  if (session) return session;
  const { name } = findPartition(region);
  const [owner] = findKey(store, key)?.chain ?? [];
  const user =
    owner === undefined
      ? undefined
      : store.find({ account, region: "" }, { service: "iam", type: "user" }, [owner]);
  if (!user) return { account, arn: `arn:${name}:iam::${account}:root`, userId: account };
  const { arn = `arn:${name}:iam::${account}:user/${owner}`, id = account } = user.names;
  return { account, arn, userId: id };
}

/** Credentials with which the caller is somebody else. */
function give(context: Context, session: StsSession, more: Structure): Done {
  const { input, now, told } = context;
  const seconds = typeof input["DurationSeconds"] === "number" ? input["DurationSeconds"] : HOUR;
  const Credentials = merge({
    AccessKeyId: drawForm(context, "ASIA{upper:16}"),
    SecretAccessKey: drawForm(context, "{letter:40}"),
    SessionToken: writeSessionToken(session),
    Expiration: new Date(now + seconds * 1000),
  });
  const output = merge({ Credentials }, more);
  return { output: told ? overlay(output, told.output) : output };
}

/** The session of a role, in the role's account. */
function assume(context: Context, name: string, more: Structure): Done {
  const { input, store } = context;
  const text = readText(input, "RoleArn");
  const { partition, service, account = "" } = splitArn(text) ?? {};
  const role = text.slice(text.lastIndexOf("/") + 1);
  if (service !== "iam" || !/^\d{12}$/.test(account) || !text.includes(":role/"))
    return { error: { code: "ValidationError", message: `${text} is invalid`, status: 400 } };
  const thing = store.find({ account, region: "" }, { service: "iam", type: "role" }, [role]);
  const arn = `arn:${partition}:sts::${account}:assumed-role/${role}/${name}`;
  const userId = `${thing?.names.id ?? `AROA${makeId(text)}`}:${name}`;
  const AssumedRoleUser = merge({ AssumedRoleId: userId, Arn: arn });
  return give(context, { account, arn, userId }, merge({ AssumedRoleUser }, more));
}

/** The rest of the id of a role that does not stand here, the same each time. */
function makeId(arn: string): string {
  return new Bun.CryptoHasher("sha256").update(arn).digest("hex").slice(0, 17).toUpperCase();
}

/** What a web identity's token claims: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
function readClaims(token: string): Structure {
  try {
    const told: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    const { sub, iss, aud } = isObject(told) ? told : {};
    return merge({
      ...(typeof sub === "string" && { SubjectFromWebIdentityToken: sub }),
      ...(typeof iss === "string" && { Provider: iss }),
      ...(typeof aud === "string" && { Audience: aud }),
    });
  } catch {
    return merge();
  }
}

export const sts: ServiceEngine = {
  GetCallerIdentity(context) {
    const { account, arn, userId } = readIdentity(context);
    return { output: merge({ UserId: userId, Account: account, Arn: arn }) };
  },
  AssumeRole: (context) => assume(context, readText(context.input, "RoleSessionName"), merge()),
  AssumeRoleWithWebIdentity(context) {
    const claims = readClaims(readText(context.input, "WebIdentityToken"));
    return assume(context, readText(context.input, "RoleSessionName"), claims);
  },
  AssumeRoleWithSAML: (context) => assume(context, "saml", merge()),
  GetSessionToken: (context) => give(context, readIdentity(context), merge()),
  GetFederationToken(context) {
    const { account, region } = context.caller;
    const name = readText(context.input, "Name");
    const arn = `arn:${findPartition(region).name}:sts::${account}:federated-user/${name}`;
    const userId = `${account}:${name}`;
    const FederatedUser = merge({ FederatedUserId: userId, Arn: arn });
    return give(context, { account, arn, userId }, merge({ FederatedUser, PackedPolicySize: 0 }));
  },
  GetAccessKeyInfo({ input, store, caller }) {
    const key = findKey(store, readText(input, "AccessKeyId"));
    return { output: merge({ Account: key?.place.account ?? caller.account }) };
  },
};
