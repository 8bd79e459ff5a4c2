/** An emulator for tests: answers by path, and keeps what it was asked. */
import type { ReadyRequest } from "../../src/aws/wire.ts";
import type { Send } from "../../src/emulator/detect.ts";

export interface Reply {
  readonly status?: number;
  readonly body: unknown;
}

/** Answers every request by `reply`; undefined is a connection refused. Texts go out as they are, the rest as JSON. */
export function makeTarget(reply: (request: ReadyRequest, path: string) => Reply | undefined): {
  readonly send: Send;
  readonly requests: ReadyRequest[];
} {
  const requests: ReadyRequest[] = [];
  const send: Send = async (request) => {
    requests.push(request);
    const answer = reply(request, new URL(request.url).pathname);
    if (!answer)
      return { failure: { code: "ConnectionRefused", message: "nothing listens at the endpoint" } };
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    return { response: { status: answer.status ?? 200, headers: {}, body: new TextEncoder().encode(text) } };
  };
  return { send, requests };
}

/** What STS answers to GetCallerIdentity. */
export function renderIdentity(account: string): string {
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><UserId>A</UserId><Account>${account}</Account><Arn>arn:aws:iam::${account}:root</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`;
}
