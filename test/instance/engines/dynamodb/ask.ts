/** Calls of DynamoDB, one line of text each for what is refused. */
import { type Given, TestClient } from "../support/client.ts";

export type Input = { readonly [name: string]: Given | undefined };

/** A client of DynamoDB and its streams. */
export function makeDynamo(client = new TestClient()) {
  const call = async (name: string, input: Input = {}, service = "dynamodb", region?: string) => {
    const { ResponseMetadata: _, ...shown } = await client.call(
      service,
      name,
      input,
      region === undefined ? {} : { region },
    );
    return shown.Error ? `${shown.Error.Code}: ${shown.Error.Message}` : JSON.parse(JSON.stringify(shown));
  };
  return { client, call, streams: (name: string, input: Input = {}) => call(name, input, "dynamodbstreams") };
}

/** What makes a table with a key `id`, and one of `id` and `at`. */
export const BY_ID = {
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
};
export const BY_ID_AND_TIME = {
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "id", AttributeType: "S" },
    { AttributeName: "at", AttributeType: "N" },
  ],
  KeySchema: [
    { AttributeName: "id", KeyType: "HASH" },
    { AttributeName: "at", KeyType: "RANGE" },
  ],
};
