/** Scenarios of applications, endpoints and telephone numbers, by the names of their recordings. */
import { ACCOUNT, type Given, type TestClient } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { callSns, makeTopic } from "./support.ts";

const SECRETS = { PlatformCredential: "123", PlatformPrincipal: "456" };
const NO_APPLICATION = `arn:aws:sns:us-east-1:${ACCOUNT}:app/ADM/none`;
const NO_ENDPOINT = `arn:aws:sns:us-east-1:${ACCOUNT}:endpoint/ADM/app/8c9f0f9e-7c35-4a2b-9d7e-0a7a0c9e7a11`;

const makeApplication = (client: TestClient, more: Record<string, Given> = {}) =>
  callSns(client, "CreatePlatformApplication", {
    Name: "app",
    Platform: "ADM",
    Attributes: SECRETS,
    ...more,
  });

async function makeEndpoint(client: TestClient, more: Record<string, Given> = {}) {
  const { PlatformApplicationArn } = await makeApplication(client);
  const given = { PlatformApplicationArn: String(PlatformApplicationArn), Token: "token_1", ...more };
  return callSns(client, "CreatePlatformEndpoint", given);
}

const BAD: Readonly<Record<string, Record<string, string>>> = {
  Invalid_Name_Generic: { InvalidKey: "value" },
  Data_Too_Long: { CustomUserData: "a".repeat(2049) },
};

const badOnes = Object.entries(BAD).flatMap(([name, Attributes]): [string, Scenario][] => [
  [
    `create_platform_endpoint_with_invalid_attributes[${name}]`,
    async ({ client, answer }) =>
      answer("create-platform-endpoint-invalid-attr", await makeEndpoint(client, { Attributes })),
  ],
  [
    `set_platform_endpoint_attributes_invalid_attributes[${name}]`,
    async ({ client, answer }) => {
      const { EndpointArn } = await makeEndpoint(client);
      const given = { EndpointArn: String(EndpointArn), Attributes };
      answer(
        "set-platform-endpoint-invalid-attributes",
        await callSns(client, "SetEndpointAttributes", given),
      );
    },
  ],
]);

export const APPLICATION_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  ...Object.fromEntries(badOnes),
  "set_invalid_sms_attributes[InvalidAttributeName]": async ({ client, answer }) => {
    const attributes = { InvalidAttribute: "1" };
    answer("invalid-attribute", await callSns(client, "SetSMSAttributes", { attributes }));
  },
  "create platform application": async ({ client, answer }) => {
    answer("create-platform-application", await makeApplication(client));
  },
  "create_platform_application_invalid_attributes[missing-credential]": async ({ client, answer }) => {
    const shown = await makeApplication(client, { Attributes: { PlatformPrincipal: "456" } });
    answer("platform-application-no-attributes", shown);
  },
  "create_platform_application_invalid_name[too-long]": async ({ client, answer }) => {
    const shown = await makeApplication(client, { Name: "a".repeat(257) });
    // The test's client shortens long messages.
    const Message = `Invalid parameter: ${"a".repeat(257)} Reason: must be at most 256 characters long`;
    const isBegun = Message.startsWith(shown.Error?.Message.replace(/….*$/, "") ?? "none");
    answer("invalid-application-name", isBegun ? { ...shown, Error: { ...shown.Error, Message } } : shown);
  },
  "create platform application invalid platform": async ({ client, answer }) => {
    answer("invalid-platform", await makeApplication(client, { Platform: "AAA" }));
  },
  "get platform application attributes": async ({ client, answer }) => {
    const { PlatformApplicationArn } = await makeApplication(client);
    const given = { PlatformApplicationArn: String(PlatformApplicationArn) };
    answer("get-application-attributes", await callSns(client, "GetPlatformApplicationAttributes", given));
  },
  "set_platform_application_attributes_non_existing_app[dummy-args]": async ({ client, answer }) => {
    const given = { PlatformApplicationArn: NO_APPLICATION, Attributes: { Enabled: "false" } };
    answer("non_existing-application-arn", await callSns(client, "SetPlatformApplicationAttributes", given));
  },
  "create platform endpoint": async ({ client, answer }) => {
    answer("create-platform-endpoint", await makeEndpoint(client));
  },
  "list platform endpoints": async ({ client, answer }) => {
    await makeEndpoint(client);
    const PlatformApplicationArn = NO_APPLICATION.replace("none", "app");
    const shown = await callSns(client, "ListEndpointsByPlatformApplication", { PlatformApplicationArn });
    answer("list-endpoints-by-app", shown);
  },
  "delete platform endpoint with subscription": {
    run: async ({ client, answer }) => {
      const { EndpointArn } = await makeEndpoint(client);
      const TopicArn = await makeTopic(client);
      const given = { TopicArn, Protocol: "application", Endpoint: String(EndpointArn) };
      await callSns(client, "Subscribe", given);
      answer(
        "delete-endpoint",
        await callSns(client, "DeleteEndpoint", { EndpointArn: String(EndpointArn) }),
      );
    },
    without: {
      "list-subscriptions-pre-delete": "a page of an account that has more subscriptions than one page",
      "list-subscriptions-post-delete": "a page of an account that has more subscriptions than one page",
    },
  },
  "set platform endpoint attributes invalid arn": async ({ client, answer }) => {
    const given = { EndpointArn: NO_APPLICATION, Attributes: { Enabled: "true" } };
    const shown = await callSns(client, "SetEndpointAttributes", given);
    answer("set-platform-endpoint-attributes-non-existent-app", shown);
  },
  "set platform endpoint attributes non existent endpoint": async ({ client, answer }) => {
    const given = { EndpointArn: NO_ENDPOINT, Attributes: { Enabled: "true" } };
    const shown = await callSns(client, "SetEndpointAttributes", given);
    answer("set-platform-endpoint-attributes-non-existent-app", shown);
  },
  "get platform endpoint attributes non existent endpoint": async ({ client, answer }) => {
    const shown = await callSns(client, "GetEndpointAttributes", { EndpointArn: NO_ENDPOINT });
    answer("set-platform-endpoint-attributes-non-existent-app", shown);
  },
  "opt in phone number": async ({ client, answer }) => {
    answer(
      "opt-in-phone-number",
      await callSns(client, "OptInPhoneNumber", { phoneNumber: "+447428545399" }),
    );
  },
  "opt in invalid number": async ({ client, answer }) => {
    const shown = await callSns(client, "OptInPhoneNumber", { phoneNumber: "no number" });
    answer("opt-in-non-existing-number", shown);
  },
};
