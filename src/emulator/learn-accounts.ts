/** Asks a target's STS which account a request lands in. */

import { signRequest } from "../aws/authorize.ts";
import { renderUrl } from "../aws/bindings/uri.ts";
import { loadModel } from "../aws/model/table.ts";
import { encodeRequest } from "../aws/protocols/requests.ts";
import { decodeResponse } from "../aws/protocols/responses.ts";
import { makeStructure } from "../aws/values.ts";
import type { Send } from "./detect.ts";
import type { Profile } from "./profiles.ts";

/** What the target says of its accounts. */
export interface TargetAccounts {
  /** Where the usual dummy credentials lead, 12 digits; undefined where its STS does not say. */
  readonly defaultAccount: string | undefined;
  /** Whether a request for another account lands in that one. */
  readonly separate: boolean;
}

export interface Question {
  /** A checked base URL. */
  readonly endpoint: string;
  /** This program's version, for the user agent. */
  readonly version: string;
  /** Milliseconds since 1970, for the date in the credential. */
  readonly now: number;
  readonly send: Send;
  /** What an instance of cloudmock may ask to be shown; nothing else is. */
  readonly token?: string | undefined;
}

/** The access key of the usual dummy credentials, and a region that every emulator has. */
export const DUMMY_KEY = "test";
const ANY_REGION = "us-east-1";

/** How a request is made to land in an account. */
export function chooseAccount(
  { accounts }: Profile,
  account: string,
): { readonly accessKey: string; readonly headers: Readonly<Record<string, string>> } {
  return { accessKey: account, headers: accounts.by === "header" ? { [accounts.header]: account } : {} };
}

async function askAccount(
  { endpoint, version, now, send }: Question,
  accessKey: string,
  headers: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const model = await loadModel("sts");
  const operation = model.operations["GetCallerIdentity"];
  const encoded = operation && encodeRequest(operation, makeStructure(), { idempotencyToken: "" });
  if (!operation || !encoded || "unsendable" in encoded) return undefined;
  const place = { accessKey, region: ANY_REGION, headers };
  const signed = signRequest(encoded.request, {
    place,
    at: now,
    service: "sts",
    caller: { signingName: "sts", version },
  });
  const sent = await send({
    method: signed.method,
    url: renderUrl(endpoint, signed),
    headers: signed.headers,
    body: signed.body,
  });
  if ("failure" in sent) return undefined;
  const answer = decodeResponse(operation, sent.response);
  const account = answer.ok ? answer.output["Account"] : undefined;
  return typeof account === "string" && /^\d{12}$/.test(account) ? account : undefined;
}

/** The target's default account; undefined where its STS does not tell, as a server that is no emulator does not. */
export async function learnDefaultAccount(question: Question): Promise<string | undefined> {
  return askAccount(question, DUMMY_KEY, {});
}

/**
 * Whether the target keeps an account of `others` (of the log, and not the default one) apart: where its profile knows
 * a way to choose an account, it is tried.
 */
export async function learnSeparation(
  profile: Profile,
  others: readonly string[],
  defaultAccount: string | undefined,
  question: Question,
): Promise<boolean> {
  const other = others.find((account) => account !== defaultAccount);
  if (profile.accounts.by === "none" || defaultAccount === undefined || other === undefined) return false;
  const { accessKey, headers } = chooseAccount(profile, other);
  return (await askAccount(question, accessKey, headers)) === other;
}
