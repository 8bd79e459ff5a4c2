// A session is sent what is put into log groups as it comes.
import { expect, test } from "bun:test";
import { ACCOUNT, REGION, TestClient } from "../support/client.ts";
import { askForEvents } from "../support/read-events.ts";

test("a session tells what its filter fits of what is put while it holds", async () => {
  const client = new TestClient();
  const logGroupName = "g";
  await client.call("logs", "CreateLogGroup", { logGroupName });
  for (const logStreamName of ["a", "b"])
    await client.call("logs", "CreateLogStream", { logGroupName, logStreamName });
  const put = (logStreamName: string, ...messages: readonly string[]) =>
    client.call("logs", "PutLogEvents", {
      logGroupName,
      logStreamName,
      logEvents: messages.map((message) => ({ timestamp: client.now, message })),
    });
  await put("a", "ERROR long before");
  client.now += 60_000;
  await put("a", "ERROR just before", "fine");
  const logGroupIdentifier = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${logGroupName}`;
  const events = askForEvents(client, "logs", "StartLiveTail", {
    logGroupIdentifiers: [logGroupIdentifier],
    logStreamNames: ["a"],
    logEventFilterPattern: "ERROR",
  });
  const next = async () => (await events.next()).value;
  expect((await next())?.name).toBe("initial-response");
  const started = await next();
  expect(started?.event).toMatchObject({ logGroupIdentifiers: [logGroupIdentifier], logStreamNames: ["a"] });
  const tell = async () =>
    (await next())?.event.sessionResults.map(({ message }: { message: string }) => message);
  expect(await tell()).toEqual(["ERROR just before"]);
  const waiting = tell();
  expect(await waiting).toEqual([]);
  await put("b", "ERROR elsewhere");
  await put("a", "ERROR now");
  expect(await tell()).toEqual(["ERROR now"]);
  await events.return(undefined);
});

test("a session is over groups that stand", async () => {
  const client = new TestClient();
  const input = { logGroupIdentifiers: [`arn:aws:logs:${REGION}:${ACCOUNT}:log-group:none`] };
  const { Error: error } = await client.call("logs", "StartLiveTail", input);
  expect(error?.Message).toBe("The specified log group does not exist.");
});
