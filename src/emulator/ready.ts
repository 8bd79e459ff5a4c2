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
  const { endpoint, version, send } = question;
  const [profile, isAdmin] = await Promise.all([
    detectTarget(endpoint, version, send),
    answersAsAdmin(question),
  ]);
  const isRecognised = profile.name !== "generic";
  if (isAdmin && !isRecognised) return { what: "the admin API" };
  let isSilent = false;
  const ask: Question["send"] = async (request) => {
    const sent = await send(request);
    isSilent = "failure" in sent;
    return sent;
  };
  const defaultAccount = await learnDefaultAccount({ ...question, send: ask });
  // What says how it is and gives a call no answer yet is not ready.
  if (defaultAccount === undefined && (isSilent || !isRecognised)) return undefined;
  const target = { profile, defaultAccount };
  return { what: nameTarget(target), abilities: describeAbilities(target) };
}
