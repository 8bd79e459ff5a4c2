// Connections that ask for a token, and the API destinations that wait for them.
import { expect, test } from "bun:test";
import { type Given, TestClient } from "../support/client.ts";

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
