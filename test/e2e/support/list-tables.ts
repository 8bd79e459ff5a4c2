/** Asks an emulator for its DynamoDB tables, as an application's own test would. */

/** The names of the tables in the default account and the region of fixtures/demo. */
export async function listTables(endpoint: string): Promise<string[]> {
  const scope = "test/20260401/eu-west-1/dynamodb/aws4_request";
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.ListTables",
    },
    body: "{}",
  });
  const { TableNames } = (await answer.json()) as { TableNames: string[] };
  return TableNames;
}
