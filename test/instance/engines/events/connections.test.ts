// Connections that ask for a token, and the API destinations that wait for them.
import { expect, test } from "bun:test";
import { ACCOUNT, type Given, REGION, TestClient } from "../support/client.ts";

const OAUTH = {
  AuthorizationType: "OAUTH_CLIENT_CREDENTIALS",
  AuthParameters: {
    OAuthParameters: {
      AuthorizationEndpoint: "https://example.com/oauth",
      ClientParameters: { ClientID: "id", ClientSecret: "secret" },
      HttpMethod: "POST",
    },
  },
};

function make() {
  const client = new TestClient();
  const call = (name: string, input: { readonly [name: string]: Given }) =>
    client.call("events", name, input);
  return { client, call };
}

test("a token is asked for first, and destinations are active once it is there", async () => {
  const { client, call } = make();
  const made = await call("CreateConnection", { Name: "c", ...OAUTH });
  expect(made["ConnectionState"]).toBe("AUTHORIZING");
  expect((await call("DescribeConnection", { Name: "c" }))["ConnectionState"]).toBe("AUTHORIZING");
  const destination = {
    Name: "d",
    ConnectionArn: String(made["ConnectionArn"]),
    InvocationEndpoint: "https://example.com",
    HttpMethod: "POST",
  };
  expect((await call("CreateApiDestination", destination))["ApiDestinationState"]).toBe("INACTIVE");
  client.now += 5000;
  expect((await call("DescribeApiDestination", { Name: "d" }))["ApiDestinationState"]).toBe("ACTIVE");
  expect((await call("DescribeConnection", { Name: "c" }))["ConnectionState"]).toBe("AUTHORIZED");
  const changed = await call("UpdateConnection", { Name: "c", Description: "mine" });
  expect(changed["ConnectionState"]).toBe("AUTHORIZED");
});

test("archives of no bus are not listed", async () => {
  const { call } = make();
  const EventSourceArn = "arn:aws:events:eu-west-1:123456789012:event-bus/none";
  const { Error: error } = await call("ListArchives", { EventSourceArn });
  expect(error?.Message).toBe("Event bus none does not exist.");
});

test("the secret of a connection is told as EventBridge's, with the names of its members as AWS writes them", async () => {
  const { client, call } = make();
  const HeaderParameters = [{ Key: "k", Value: "v", IsValueSecret: true }];
  const AuthParameters = {
    BasicAuthParameters: { Username: "un", Password: "pw" },
    InvocationHttpParameters: { HeaderParameters },
  };
  await call("CreateConnection", { Name: "c", AuthorizationType: "BASIC", AuthParameters });
  const { SecretArn } = await call("DescribeConnection", { Name: "c" });
  const secret = { SecretId: String(SecretArn) };
  const told = await client.call("secretsmanager", "DescribeSecret", secret);
  expect(told["OwningService"]).toBe("events");
  expect(told["Tags"]).toEqual([{ Key: "aws:secretsmanager:owningService", Value: "events" }]);
  const { SecretString } = await client.call("secretsmanager", "GetSecretValue", secret);
  expect(JSON.parse(String(SecretString))).toEqual({
    username: "un",
    password: "pw",
    invocation_http_parameters: { header_parameters: [{ key: "k", value: "v", is_value_secret: true }] },
  });
});

test("what is not there is told", async () => {
  const { call } = make();
  const told = async (name: string) => (await call(name, { Name: "none" })).Error?.Message;
  expect(await told("UpdateConnection")).toBe("Connection 'none' does not exist.");
  expect(await told("DeleteApiDestination")).toBe("An api-destination 'none' does not exist.");
  expect(await told("DescribeApiDestination")).toBe(
    "Failed to describe the api-destination(s). An api-destination 'none' does not exist.",
  );
});

test("the rule of an archive says for which one its events are", async () => {
  const { call } = make();
  const EventSourceArn = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`;
  const { ArchiveArn } = await call("CreateArchive", { ArchiveName: "a", EventSourceArn });
  const { Targets } = await call("ListTargetsByRule", { Rule: "Events-Archive-a" });
  expect(Targets).toMatchObject([
    {
      InputTransformer: {
        InputPathsMap: {},
        InputTemplate: expect.stringMatching(
          new RegExp(
            `^{"archive-arn": "${String(ArchiveArn)}:[-0-9a-f]{36}", "event": <aws.events.event.json>, "ingestion-time": <aws.events.event.ingestion-time>}$`,
          ),
        ),
      },
    },
  ]);
});
