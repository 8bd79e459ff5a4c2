// ARNs of services of which the log has no call. In a file of its own: what is known of a service stays loaded.
import { expect, test } from "bun:test";
import { makeRead, tell } from "./tell.ts";

test("what they name is made", async () => {
  const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:111122223333:${resource}`;
  const { made } = await tell([
    makeRead("tagging", "GetResources", {
      resourceARNList: [
        arn("elasticfilesystem", "file-system/fs-0123456789abcdef0"),
        arn("dax", "cache/hot"),
      ],
    }),
    makeRead(
      "sqs",
      "ListQueues",
      {},
      { resources: [{ ARN: arn("kinesisvideo", "stream/cam/1700000000000") }] },
    ),
  ]);
  const operations = made.map(({ operation }) => operation);
  expect(operations).toEqual(expect.arrayContaining(["CreateFileSystem", "CreateCluster", "CreateStream"]));
});
