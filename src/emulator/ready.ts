/** Tells whether an endpoint is ready: what answers there, an emulator or our own admin API. */
import { askJson, detectTarget, findField } from "./detect.ts";
import { learnDefaultAccount, type Question } from "./learn-accounts.ts";

/** Where the admin API says how it is. */
const ADMIN_HEALTH = "/api/health";

async function answersAsAdmin({ endpoint, version, send }: Question): Promise<boolean> {
  return findField(await askJson(endpoint, ADMIN_HEALTH, version, send), "status") === "ok";
}

/**
 * A few words on what answers at the endpoint; undefined while nothing does, or nothing that is known to be ready: a
 * port can accept connections long before the program behind it answers. Asks each health path once, then the STS.
 */
export async function findReady(question: Question): Promise<string | undefined> {
  const { endpoint, version, send } = question;
  const [profile, isAdmin] = await Promise.all([
    detectTarget(endpoint, version, send),
    answersAsAdmin(question),
  ]);
  if (profile.name !== "generic") return profile.name;
  if (isAdmin) return "the admin API";
  const account = await learnDefaultAccount(question);
  return account === undefined ? undefined : `an emulator (account ${account})`;
}
