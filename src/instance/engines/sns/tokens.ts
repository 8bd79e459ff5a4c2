/** Tokens, by which whoever gets them confirms a subscription. */
import type { Context } from "../../behaviour/context.ts";
import { refusal } from "../refusal.ts";
import { refuseParameter } from "./refuse.ts";

const LENGTH = 288;
/** Between the region and what is drawn, as hexadecimal digits of a slash. */
const END = "2f";

function openTokens({ store }: Context, region: string) {
  return store.records.space(JSON.stringify(["", region, "sns", "tokens"]), "tokens");
}

/** A new token for a subscription of a region. */
export function makeToken(context: Context, region: string, subscription: string): string {
  const begin = Buffer.from(region).toString("hex") + END;
  let token = begin;
  while (token.length < LENGTH) token += context.mint(Math.min(64, LENGTH - token.length));
  openTokens(context, region).put(token, subscription);
  return token;
}

/** The region that a token says. Throws a Refusal of what is no token. */
export function readRegion(token: string): string {
  if (!/^[\da-f]+$/i.test(token)) throw refusal("InvalidParameter", "Invalid token");
  const [digits = ""] = token.split(END, 1);
  const region = /^(?:[\da-f]{2})+$/.test(digits) ? Buffer.from(digits, "hex").toString() : "";
  if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region)) throw refuseParameter("Token");
  return region;
}

/** The subscription of a token, by its ARN. Throws a Refusal where the token was never given. */
export function findByToken(context: Context, token: string): string {
  const found = openTokens(context, readRegion(token)).get(token);
  if (typeof found !== "string") throw refuseParameter("Token");
  return found;
}
