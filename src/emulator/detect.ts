/** Recognises an emulator by its health answer. */
import { isStructure } from "../aws/values.ts";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import { findProfile, PROFILES, type Profile } from "./profiles.ts";

/** The project's one sender, with its limits set. */
export type Send = (request: ReadyRequest) => Promise<Sent>;

/** No emulator has this path: what answers there answers everywhere. */
const CONTROL_PATH = "/_no_such_emulator/health";

type Health = NonNullable<Profile["health"]>;

/** The JSON of a successful answer to a GET; undefined for anything else. */
export async function askJson(
  endpoint: string,
  path: string,
  version: string,
  send: Send,
  more: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const headers = { accept: "application/json", "user-agent": `cloudmock/${version}`, ...more };
  const sent = await send({ method: "GET", url: `${endpoint}${path}`, headers, body: undefined });
  if ("failure" in sent || sent.response.status < 200 || sent.response.status > 299) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(sent.response.body));
  } catch {
    return undefined;
  }
}

/** What a JSON body holds at a dotted path. */
export function findField(body: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((at, name) => (isStructure(at) && Object.hasOwn(at, name) ? at[name] : undefined), body);
}

function fits(value: unknown, wanted: Health["fields"][string]): boolean {
  if (typeof wanted === "object") return wanted.some((text) => text === value);
  switch (wanted) {
    case "text":
      return typeof value === "string" && value !== "";
    case "boolean":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value);
    case "object":
      return isStructure(value);
    case "absent":
      return value === undefined;
  }
}

function recognises({ fields }: Health, body: unknown): boolean {
  return (
    isStructure(body) && Object.entries(fields).every(([path, wanted]) => fits(findField(body, path), wanted))
  );
}

/**
 * The profile of the emulator at `endpoint` (a checked base URL). Each health path is asked once, all at the same
 * time, and one that no emulator has: a server that gives the same fields there is generic, as is one that gives none.
 * Never throws for what the endpoint does; `send` should give up within a second or two and keep little of a body.
 */
export async function detectTarget(endpoint: string, version: string, send: Send): Promise<Profile> {
  const ask = (path: string) => askJson(endpoint, path, version, send);
  const asked = PROFILES.flatMap((profile) => (profile.health ? [{ profile, health: profile.health }] : []));
  const [control, ...bodies] = await Promise.all([
    ask(CONTROL_PATH),
    ...asked.map(({ health }) => ask(health.path)),
  ]);
  const found = asked.find(
    ({ health }, index) => recognises(health, bodies[index]) && !recognises(health, control),
  );
  return found?.profile ?? findProfile("generic");
}
