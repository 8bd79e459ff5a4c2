/** Scenarios of deliveries of other services' logs, by the names of the recorded cases. */
import { ACCOUNT, type Given, REGION, type TestClient } from "../../support/client.ts";
import type { Scenario } from "../../support/recorded.ts";

/** Asks a service. */
export function makeAsk(client: TestClient, service = "logs") {
  return (name: string, input: Readonly<Record<string, Given>> = {}) => client.call(service, name, input);
}

const BUCKET = { destinationResourceArn: "arn:aws:s3:::bucket" };

export const DELIVERIES: Readonly<Record<string, Scenario>> = {
  "put delivery destination": async ({ client, answer }) => {
    const input = { name: "d", outputFormat: "json", deliveryDestinationConfiguration: BUCKET };
    answer("put-delivery-destination", await makeAsk(client)("PutDeliveryDestination", input));
  },
  "get delivery destination": async ({ client, answer }) => {
    const ask = makeAsk(client);
    await ask("PutDeliveryDestination", { name: "d", deliveryDestinationConfiguration: BUCKET });
    answer("get-delivery-destination", await ask("GetDeliveryDestination", { name: "d" }));
  },
  "get delivery destination not found": async ({ client, answer }) =>
    answer("error-not-found", await makeAsk(client)("GetDeliveryDestination", { name: "d" })),
  "delete delivery destination policy": async ({ client }) => {
    const ask = makeAsk(client);
    await ask("PutDeliveryDestination", { name: "d", deliveryDestinationConfiguration: BUCKET });
    await ask("DeleteDeliveryDestinationPolicy", { deliveryDestinationName: "d" });
  },
  "delete delivery destination not found": async ({ client, answer }) =>
    answer("error-not-found", await makeAsk(client)("DeleteDeliveryDestination", { name: "d" })),
  "put delivery destination policy": async ({ client, answer }) => {
    const ask = makeAsk(client);
    await ask("PutDeliveryDestination", { name: "d", deliveryDestinationConfiguration: BUCKET });
    const here = `arn:aws:logs:${REGION}:${ACCOUNT}`;
    const policy = {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AllowLogDeliveryActions",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action: "logs:CreateDelivery",
          Resource: ["delivery-source", "delivery", "delivery-destination"].map((one) => `${here}:${one}:*`),
        },
      ],
    };
    const deliveryDestinationPolicy = JSON.stringify(policy);
    const input = { deliveryDestinationName: "d", deliveryDestinationPolicy };
    answer("put-delivery-destination-policy", await ask("PutDeliveryDestinationPolicy", input));
  },
  "get delivery source not found": async ({ client, answer }) =>
    answer("error-not-found", await makeAsk(client)("GetDeliverySource", { name: "s" })),
};
