/** Scenarios of EventBridge's archives, connections and API destinations, by the names under which AWS's answers were recorded. */
import { ACCOUNT, type Given, REGION, type Shown, type TestClient } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { PATTERN } from "./scenarios-rules.ts";

type Input = { readonly [name: string]: Given | undefined };
const ask = (client: TestClient) => (name: string, input: Input) => client.call("events", name, input);
const bus = (name: string) => `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${name}`;
const EventPattern = JSON.stringify(PATTERN);
/** As Python writes it. */
const DETAIL_TEXT = '{"command": "update-account", "payload": {"acc_id": "0a787ecb-4015", "sf_id": "baz"}}';

export function entry(more: Input = {}): Input {
  const name = "core.update-account-command";
  return { Source: name, DetailType: name, Detail: DETAIL_TEXT, ...more };
}

const ARCHIVE = {
  ArchiveName: "archive",
  EventSourceArn: bus("default"),
  Description: "description of the archive",
  EventPattern,
  RetentionDays: 1,
};

const AUTH = { ApiKeyAuthParameters: { ApiKeyName: "ApiKey", ApiKeyValue: "secret" } };

function listEnabled(name: string): Scenario {
  return async ({ client, answer }) => {
    const call = ask(client);
    if (name !== "default") await call("CreateEventBus", { Name: name });
    await call("CreateArchive", { ...ARCHIVE, EventSourceArn: bus(name) });
    answer("list-archives-state-enabled", await call("ListArchives", { State: "ENABLED" }));
  };
}

function destinations(isAuthorized: boolean): Scenario {
  return async ({ client, answer }) => {
    const call = ask(client);
    const made = await call("CreateConnection", {
      Name: "connection",
      AuthorizationType: "API_KEY",
      AuthParameters: AUTH,
    });
    const ConnectionArn = String(made["ConnectionArn"]);
    if (!isAuthorized) await call("DeauthorizeConnection", { Name: "connection" });
    const shown = (one: Shown): unknown => JSON.parse(hide(JSON.stringify(one), ConnectionArn));
    const Name = "destination";
    answer(
      "create-api-destination",
      shown(
        await call("CreateApiDestination", {
          Name,
          ConnectionArn,
          HttpMethod: "POST",
          InvocationEndpoint: "https://example.com/api",
          Description: "Test API destination",
        }),
      ),
    );
    answer("describe-api-destination", shown(await call("DescribeApiDestination", { Name })));
    answer("list-api-destinations", shown(await call("ListApiDestinations", { NamePrefix: Name })));
    answer(
      "update-api-destination",
      shown(
        await call("UpdateApiDestination", {
          Name,
          ConnectionArn,
          HttpMethod: "PUT",
          InvocationEndpoint: "https://example.com/api/v2",
          Description: "Updated API destination",
        }),
      ),
    );
    answer("describe-updated-api-destination", shown(await call("DescribeApiDestination", { Name })));
    answer("delete-api-destination", shown(await call("DeleteApiDestination", { Name })));
    answer("describe-api-destination-not-found-error", await call("DescribeApiDestination", { Name }));
  };
}

/** The recording has words in the places of these. */
function hide(text: string, connection: string): string {
  return text
    .replaceAll(connection, "connection-arn")
    .replaceAll(/"arn:aws:events:[^"]*:api-destination\/[^"]*"/g, '"api-destination-arn"');
}

export const ARCHIVES: Readonly<Record<string, Scenario | PartialScenario>> = {
  async "create_list_describe_update_delete_archive[default]"({ client, answer }) {
    const call = ask(client);
    const ArchiveName = "archive";
    answer("create-archive", await call("CreateArchive", ARCHIVE));
    answer("list-archives", await call("ListArchives", { NamePrefix: ArchiveName }));
    answer("describe-archive", await call("DescribeArchive", { ArchiveName }));
    answer("update-archive", await call("UpdateArchive", { ArchiveName, Description: "another" }));
    answer("delete-archive", await call("DeleteArchive", { ArchiveName }));
  },
  async "describe archive error unknown archive"({ client, answer }) {
    const given = { ArchiveName: "missing" };
    answer("describe-archive-unknown-archive-error", await ask(client)("DescribeArchive", given));
  },
  async "delete archive error unknown archive"({ client, answer }) {
    const given = { ArchiveName: "missing" };
    answer("delete-archive-unknown-archive-error", await ask(client)("DeleteArchive", given));
  },
  async "list_archive_with_source_arn[default]"({ client, answer }) {
    const call = ask(client);
    await call("CreateArchive", ARCHIVE);
    const given = { EventSourceArn: bus("default") };
    answer("list-archives-with-source-arn", await call("ListArchives", given));
  },
  "list_archive_state_enabled[default]": listEnabled("default"),
  "list_archive_state_enabled[custom]": listEnabled("bus"),
  async "list_archive_with_events[True-custom]"({ client, answer }) {
    const call = ask(client);
    await call("CreateEventBus", { Name: "bus" });
    await call("CreateArchive", { ...ARCHIVE, EventSourceArn: bus("bus") });
    const Entries = Array.from({ length: 10 }, () => entry({ EventBusName: "bus" }));
    await call("PutEvents", { Entries });
    await call("PutEvents", { Entries: [entry({ EventBusName: "bus", Source: "another" })] });
    answer("list-archives", await call("ListArchives", { NamePrefix: "archive" }));
    answer("describe-archive", await call("DescribeArchive", { ArchiveName: "archive" }));
  },
  async "start replay error unknown archive"({ client, answer }) {
    const given = {
      ReplayName: "replay",
      EventSourceArn: `arn:aws:events:${REGION}:${ACCOUNT}:archive/missing`,
      EventStartTime: new Date(0),
      EventEndTime: new Date(1000),
      Destination: { Arn: bus("default") },
    };
    answer("start-replay-unknown-archive-error", await ask(client)("StartReplay", given));
  },
  async "delete connection"({ client, answer }) {
    const call = ask(client);
    const Name = "connection";
    const given = { Name, AuthorizationType: "API_KEY", AuthParameters: AUTH };
    answer("create-connection-response", await call("CreateConnection", given));
    answer("delete-connection", await call("DeleteConnection", { Name }));
    answer("describe-deleted-connection", await call("DescribeConnection", { Name }));
  },
  async "connection_secrets[api-key]"({ client, answer }) {
    const call = ask(client);
    const Name = "connection";
    const given = { Name, AuthorizationType: "API_KEY", AuthParameters: AUTH };
    answer("create-connection-auth", await call("CreateConnection", given));
    const described = await call("DescribeConnection", { Name });
    answer("describe-connection-auth", described);
    const SecretId = String(described["SecretArn"]);
    answer("connection-secret", await client.call("secretsmanager", "GetSecretValue", { SecretId }));
  },
  async "create connection validations"({ client, answer }) {
    const given = {
      Name: "This should fail with two errors 123467890123412341234123412341234",
      AuthorizationType: "INVALID",
      AuthParameters: AUTH,
    };
    answer("create_connection_exc", await ask(client)("CreateConnection", given));
  },
  "api_destinations[auth1]": destinations(true),
  "api_destinations[auth2]": destinations(false),
};
