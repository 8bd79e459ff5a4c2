// What a journal holds of secrets: those that later calls name, and no others.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { startRecordingServer } from "../../e2e/support/recording-server.ts";
import { formatTrail, makeFolder, makeRecord } from "../../e2e/support/trails.ts";
import { RESUME, replay } from "./support.ts";

const [RECORDED, OTHER] = ["AKIAEXAMPLEPROD00007", "AKIAEXAMPLEPROD00008"];
const LIVE: Readonly<Record<string, string>> = { robin: "AKIALIVEKEYOFROBIN07", jo: "AKIALIVEKEYOFJOJOJ08" };
const SECRET = "live-secret-that-nobody-else-is-to-know/";

const iam = (eventName: string, second: number, requestParameters: object, responseElements: object | null) =>
  makeRecord({
    eventSource: "iam.amazonaws.com",
    awsRegion: "us-east-1",
    eventTime: `2026-04-01T09:00:0${second}Z`,
    eventName,
    requestParameters,
    responseElements,
  });
const made = (userName: string, accessKeyId: string) => ({
  accessKey: { userName, accessKeyId, status: "Active" },
});

test("a secret that no later call names is not in it, and one that is named is known after going on", async () => {
  using folder = makeFolder();
  const trail = folder.write(
    "keys.json",
    formatTrail(
      iam("CreateAccessKey", 1, { userName: "robin" }, made("robin", RECORDED)),
      iam("CreateAccessKey", 2, { userName: "jo" }, made("jo", OTHER)),
      iam("UpdateAccessKey", 3, { userName: "robin", accessKeyId: RECORDED, status: "Inactive" }, null),
    ),
  );
  const interruption = new AbortController();
  const bodies: string[] = [];
  using server = startRecordingServer(({ body }) => {
    bodies.push(body);
    const asked = new URLSearchParams(body);
    const user = asked.get("UserName") ?? "";
    if (asked.get("Action") === "ListAccessKeys")
      return new Response(
        `<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata><member><UserName>${user}</UserName><AccessKeyId>${LIVE[user]}</AccessKeyId><Status>Active</Status></member></AccessKeyMetadata></ListAccessKeysResult></ListAccessKeysResponse>`,
        { headers: { "content-type": "text/xml" } },
      );
    if (asked.get("Action") !== "CreateAccessKey") return new Response("<r/>");
    if (user === "jo") interruption.abort();
    const inner = `<UserName>${user}</UserName><AccessKeyId>${LIVE[user]}</AccessKeyId><Status>Active</Status><SecretAccessKey>${SECRET}${user}</SecretAccessKey>`;
    return new Response(
      `<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey>${inner}</AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>`,
      { headers: { "content-type": "text/xml" } },
    );
  });
  const flags = { "no-create-missing": true };
  await replay(folder, server.endpoint, { signal: interruption.signal, trail, flags });
  const bytes = readFileSync(`${folder.path}/j`).toString("latin1");
  expect(bytes).not.toContain(SECRET);
  await replay(folder, server.endpoint, { trail, flags: { ...flags, ...RESUME } });
  const last = new URLSearchParams(bodies.at(-1));
  expect([last.get("Action"), last.get("AccessKeyId")]).toEqual(["UpdateAccessKey", LIVE["robin"] ?? ""]);
  expect(bodies.filter((body) => body.includes("Action=CreateAccessKey"))).toHaveLength(2);
});
