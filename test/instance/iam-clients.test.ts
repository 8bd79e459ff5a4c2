// Clients of a provider of identities come and go one at a time.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("clients of a provider", async () => {
  const call = makeCaller();
  const made = await call("iam.CreateOpenIDConnectProvider", {
    Url: "https://example.com",
    ClientIDList: ["a", "b"],
  });
  const named = { OpenIDConnectProviderArn: made.OpenIDConnectProviderArn };
  const tell = async () => (await call("iam.GetOpenIDConnectProvider", named)).ClientIDList;
  await call("iam.AddClientIDToOpenIDConnectProvider", { ...named, ClientID: "b" });
  expect(await tell()).toEqual(["a", "b"]);
  await call("iam.AddClientIDToOpenIDConnectProvider", { ...named, ClientID: "c" });
  expect(await tell()).toEqual(["a", "b", "c"]);
  await call("iam.RemoveClientIDFromOpenIDConnectProvider", { ...named, ClientID: "b" });
  expect(await tell()).toEqual(["a", "c"]);
  expect(await call("iam.RemoveClientIDFromOpenIDConnectProvider", { ...named, ClientID: "b" })).toEqual({});
  const none = { OpenIDConnectProviderArn: "arn:aws:iam::111122223333:oidc-provider/none.example" };
  for (const name of ["AddClientIDTo", "RemoveClientIDFrom"])
    expect(await call(`iam.${name}OpenIDConnectProvider`, { ...none, ClientID: "a" })).toBe("NoSuchEntity");
});
