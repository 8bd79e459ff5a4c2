/** Posts to addresses of this machine, and to no other: what a topic publishes over HTTP. */
import type { PostToMachine } from "./behaviour/context.ts";

/** So long is an answer waited for, in milliseconds. */
const PATIENCE = 15_000;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether an address is one of this machine, whatever names may be looked up. */
export function isOfMachine(url: string): boolean {
  const parsed = URL.parse(url);
  const isWeb = parsed?.protocol === "http:" || parsed?.protocol === "https:";
  return isWeb && LOOPBACK.test(parsed.hostname);
}

/** Posts to an address of this machine. Rejects where it is another one's, or gives no answer. */
export const postToMachine: PostToMachine = async ({ url, headers, body }) => {
  if (!isOfMachine(url)) throw new RangeError(`${url} is not of this machine`);
  const response = await fetch(url, {
    method: "POST",
    headers,
    body,
    // What is answered may lead elsewhere.
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  });
  await response.body?.cancel();
  return response.status;
};
