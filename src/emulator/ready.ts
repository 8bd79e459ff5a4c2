/** Tells whether an endpoint is ready: what answers there, an emulator or our own admin API. */
import { describeAbilities, nameTarget } from "./describe.ts";
import { askJson, detectTarget, findField } from "./detect.ts";
import { learnDefaultAccount, type Question } from "./learn-accounts.ts";

/** Where the admin API says how it is. */
const ADMIN_HEALTH = "/api/health";

async function answersAsAdmin({ endpoint, version, send }: Question): Promise<boolean> {
  return findField(await askJson(endpoint, ADMIN_HEALTH, version, send), "status") === "ok";
}

/** What answers, and what a replay can ask of it where that is an emulator; a few words each. */
export interface Answering {
  readonly what: string;
  readonly abilities?: string;
}

/**
 * What answers at the endpoint; undefined while nothing does, or nothing that is known to be ready: a
 * port can accept connections long before the program behind it answers. Asks each health path once, then the STS.
 */
export async function findReady(question: Question): Promise<Answering | undefined> {
  const { endpoint, version } = question;
  let isSilent = false;
  const send: Question["send"] = async (request) => {
    const sent = await question.send(request);
    if ("failure" in sent) isSilent = true;
    return sent;
  };
  const [asked, isAdmin] = await Promise.all([
    detectTarget(endpoint, version, send),
    answersAsAdmin({ ...question, send }),
  ]);
  const wasSilent = isSilent;
  if (isAdmin && asked.name === "generic") return { what: "the admin API" };
  isSilent = false;
  const defaultAccount = await learnDefaultAccount({ ...question, send });
  // What says how it is and gives a call no answer yet is not ready.
  if (defaultAccount === undefined && (isSilent || asked.name === "generic")) return undefined;
  // What began to listen in the middle of the questions is asked again who it is: it may not have been there for the one
  // that tells it from those that it imitates.
  const profile = wasSilent ? await detectTarget(endpoint, version, send) : asked;
  const target = { profile, defaultAccount };
  return { what: nameTarget(target), abilities: describeAbilities(target) };
}
