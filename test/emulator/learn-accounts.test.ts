import { describe, expect, test } from "bun:test";
import { learnDefaultAccount, learnSeparation } from "../../src/emulator/learn-accounts.ts";
import { findProfile, type TargetName } from "../../src/emulator/profiles.ts";
import { makeTarget, type Reply, renderIdentity } from "./fake-target.ts";

const DEFAULT = "000000000000";
const OTHER = "444455556666";

function readKey(headers: Readonly<Record<string, string>>): string {
  return /Credential=([^/]*)\//.exec(headers["authorization"] ?? "")?.[1] ?? "";
}

async function learn(
  name: TargetName,
  reply: (key: string, headers: Readonly<Record<string, string>>) => Reply | undefined,
  others: readonly string[] = [OTHER],
) {
  const { send, requests } = makeTarget(({ headers }) => reply(readKey(headers), headers));
  const question = { endpoint: "http://127.0.0.1:5000", version: "0.1.0", now: Date.UTC(2026, 2, 1), send };
  const defaultAccount = await learnDefaultAccount(question);
  const separate = await learnSeparation(findProfile(name), others, defaultAccount, question);
  return { learnt: { defaultAccount, separate }, requests };
}

describe("the target's accounts", () => {
  test("asks the STS with dummy credentials, then with another account's", async () => {
    const { learnt, requests } = await learn("ministack", (key) => ({
      body: renderIdentity(/^\d{12}$/.test(key) ? key : DEFAULT),
    }));
    expect(learnt).toEqual({ defaultAccount: DEFAULT, separate: true });
    expect(requests.map(({ headers }) => readKey(headers))).toEqual(["test", OTHER]);
    expect(requests[0]).toMatchObject({
      method: "POST",
      url: "http://127.0.0.1:5000/",
      headers: {
        authorization: expect.stringContaining("Credential=test/20260301/us-east-1/sts/aws4_request"),
        "x-cloudmock-service": "sts",
      },
      body: "Action=GetCallerIdentity&Version=2011-06-15",
    });
  });

  test("asks moto by its header", async () => {
    const reply = (_: string, headers: Readonly<Record<string, string>>) => ({
      body: renderIdentity(headers["x-moto-account-id"] ?? "123456789012"),
    });
    const { learnt } = await learn("moto", reply);
    expect(learnt).toEqual({ defaultAccount: "123456789012", separate: true });
  });

  test("a target that puts everything into one account has none of their own", async () => {
    const { learnt } = await learn("generic", () => ({ body: renderIdentity(DEFAULT) }));
    expect(learnt).toEqual({ defaultAccount: DEFAULT, separate: false });
  });

  test("asks once where there is no other account, or no way to choose one", async () => {
    const identity = () => ({ body: renderIdentity(DEFAULT) });
    expect((await learn("ministack", identity, [])).requests).toHaveLength(1);
    expect((await learn("ministack", identity, [DEFAULT])).requests).toHaveLength(1);
    expect((await learn("fakecloud", identity)).requests).toHaveLength(1);
  });

  test.each<[string, Reply | undefined]>([
    ["{}", { body: {} }],
    ["an echo", { body: { Account: OTHER } }],
    [
      "an error",
      { status: 501, body: "<ErrorResponse><Error><Code>NotImplemented</Code></Error></ErrorResponse>" },
    ],
    ["an account that is none", { body: renderIdentity("12345") }],
    ["nothing", undefined],
  ])("the default account is not known where the answer is %s", async (_, reply) => {
    expect((await learn("generic", () => reply)).learnt).toEqual({
      defaultAccount: undefined,
      separate: false,
    });
  });
});
