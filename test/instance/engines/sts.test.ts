// STS: who asks, by what it shows: nothing, a user's key, or the credentials of a session.
import { describe, expect, test } from "bun:test";
import { Instance } from "../../../src/instance/instance.ts";

const HOME = { account: "111122223333", region: "eu-west-1" };

interface Shown {
  readonly key?: string;
  readonly token?: string;
}

/** An instance, and the answers to queries as text. */
function makeAsker() {
  let count = 0;
  const random = (length: number) => (++count).toString(16).padStart(length, "0").slice(-length);
  const instance = new Instance({ home: HOME, now: () => Date.UTC(2026, 3, 1), random });
  return async (service: string, action: string, { key = "test", token }: Shown = {}) => {
    const { body, status } = await instance.answer({
      method: "POST",
      path: "/",
      query: [],
      headers: {
        host: "localhost",
        "content-type": "application/x-www-form-urlencoded",
        authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260401/eu-west-1/${service}/aws4_request, Signature=0`,
        ...(token !== undefined && { "x-amz-security-token": token }),
      },
      body: `Action=${action}&Version=${service === "sts" ? "2011-06-15" : "2010-05-08"}`,
    });
    const text = Buffer.from(body).toString();
    const find = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
    return { status, find };
  };
}

const WHO = "GetCallerIdentity";
const ROLE = "arn:aws:iam::444455556666:role/team/deploy";
const ASSUME = `AssumeRole&RoleSessionName=me&RoleArn=${encodeURIComponent(ROLE)}`;

test("who shows nothing is the account", async () => {
  const ask = makeAsker();
  expect((await ask("sts", WHO)).find("Arn")).toBe("arn:aws:iam::111122223333:root");
});

test("who shows a user's key is that user, in the user's account", async () => {
  const ask = makeAsker();
  const other = { key: "444455556666" };
  await ask("iam", "CreateUser&UserName=robin", other);
  const made = await ask("iam", "CreateAccessKey&UserName=robin", other);
  const key = made.find("AccessKeyId") ?? "";
  expect((await ask("sts", WHO, { key })).find("Arn")).toBe("arn:aws:iam::444455556666:user/robin");
  expect((await ask("sts", `GetAccessKeyInfo&AccessKeyId=${key}`)).find("Account")).toBe("444455556666");
  expect((await ask("iam", "GetUser&UserName=robin", { key })).status).toBe(200);
  expect((await ask("iam", "GetUser&UserName=robin")).status).toBe(404);
});

describe("a session", () => {
  test("of a role is the role's, in the role's account, with the role's id", async () => {
    const ask = makeAsker();
    const made = await ask("iam", "CreateRole&RoleName=deploy&AssumeRolePolicyDocument={}", {
      key: "444455556666",
    });
    const { find } = await ask("sts", ASSUME);
    const arn = "arn:aws:sts::444455556666:assumed-role/deploy/me";
    expect([find("Arn"), find("AssumedRoleId"), find("Expiration")]).toEqual([
      arn,
      `${made.find("RoleId")}:me`,
      "2026-04-01T01:00:00Z",
    ]);
    const shown = { key: find("AccessKeyId") ?? "", token: find("SessionToken") ?? "" };
    const who = await ask("sts", WHO, shown);
    expect([who.find("Arn"), who.find("Account")]).toEqual([arn, "444455556666"]);
    expect((await ask("iam", "GetRole&RoleName=deploy", shown)).status).toBe(200);
    expect((await ask("iam", "GetRole&RoleName=deploy")).status).toBe(404);
  });

  test("of what calls itself so is told of it", async () => {
    const ask = makeAsker();
    const federated = await ask("sts", "GetFederationToken&Name=robin");
    expect(federated.find("FederatedUserId")).toBe("111122223333:robin");
    const claims = Buffer.from(JSON.stringify({ sub: "repo:pears", iss: "https://ci.example" }));
    const web = await ask(
      "sts",
      `AssumeRoleWithWebIdentity&RoleSessionName=me&RoleArn=${ROLE}&WebIdentityToken=a.${claims.toString("base64url")}.c`,
    );
    expect(web.find("SubjectFromWebIdentityToken")).toBe("repo:pears");
    const own = await ask("sts", "GetSessionToken&DurationSeconds=900");
    expect(own.find("Expiration")).toBe("2026-04-01T00:15:00Z");
  });

  test("is none where the token is another's or altered, or the role is no role", async () => {
    const ask = makeAsker();
    const forged = Buffer.from('cloudmock:{"account":"x"}').toString("base64");
    for (const token of ["FwoGZXIvYXdzEJr", forged, ""])
      expect((await ask("sts", WHO, { token })).find("Account")).toBe("111122223333");
    const refused = await ask(
      "sts",
      "AssumeRole&RoleSessionName=me&RoleArn=arn:aws:iam::444455556666:user/x",
    );
    expect([refused.status, refused.find("Code")]).toEqual([400, "ValidationError"]);
  });
});
