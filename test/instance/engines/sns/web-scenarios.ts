/** Scenarios of addresses that are posted to, by the names of their recordings. */
import { type Shown, TestClient } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { callSns, makeTopic } from "./support.ts";

interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ENDPOINT = "http://127.0.0.1:8080/sns-endpoint";

/** A client of an instance that posts, and what it posted. */
function listen(): { readonly client: TestClient; readonly posted: Posted[] } {
  const posted: Posted[] = [];
  const post = async (request: Posted) => {
    posted.push(request);
    return 200;
  };
  return { client: new TestClient({ post }), posted };
}

const PASSING: Readonly<Record<string, string>> = {
  Connection: "connection",
  "Content-Length": "content--length",
  Host: "<host:1>",
};

/** Headers as a server shows them, with those that a client adds by itself. */
function showHeaders({ headers }: Posted): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [
    name.replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase()),
    value,
  ]);
  return { ...PASSING, ...Object.fromEntries(named) };
}

/** An address that a message has, as whoever gets it opens it; what is answered as a parser of XML shows it. */
async function open(client: TestClient, url: string): Promise<unknown> {
  const { searchParams, host } = new URL(url);
  const { status, body } = await client.instance.answer({
    method: "GET",
    path: "/",
    query: [...searchParams],
    headers: { host },
    body: undefined,
  });
  const text = Buffer.from(body).toString();
  const read = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  if (status !== 200) {
    const error = { Code: read("Code"), Message: read("Message"), Type: read("Type") };
    return { ErrorResponse: { Error: error, RequestId: read("RequestId") } };
  }
  const action = String(searchParams.get("Action"));
  const SubscriptionArn = read("SubscriptionArn");
  const ResponseMetadata = { HTTPHeaders: {}, HTTPStatusCode: status };
  const result = SubscriptionArn === undefined ? {} : { [`${action}Result`]: { SubscriptionArn } };
  return { [`${action}Response`]: { ...result, ResponseMetadata } };
}

const read = (posted: readonly Posted[], at: number): Record<string, string> =>
  JSON.parse(posted[at]?.body ?? "{}");

/** Subscribes an address, confirms it, and ends it. */
function subscribeAddress(isRaw: boolean): Scenario {
  return async ({ answer }) => {
    const { client, posted } = listen();
    const TopicArn = await makeTopic(client);
    const Attributes = { RawMessageDelivery: String(isRaw) };
    const given = { TopicArn, Protocol: "http", Endpoint: ENDPOINT, Attributes };
    await callSns(client, "Subscribe", given);
    const asked = read(posted, 0);
    answer("subscription-confirmation", asked);
    const [first] = posted;
    if (first) answer("http-confirm-sub-headers", showHeaders(first));
    const url = String(asked["SubscribeURL"]);
    const [token, at] = [String(asked["Token"]), "us-east-1"];
    answer("broken-topic-arn-confirm", await open(client, url.replace(TopicArn, "broken-arn")));
    answer("broken-token-confirm", await open(client, url.replace(token, "abc123")));
    const elsewhere = TopicArn.replace(at, "us-east-2");
    answer("different-region-arn-confirm", await open(client, url.replace(TopicArn, elsewhere)));
    answer("nonexistent-token-confirm", await open(client, url.replace(TopicArn, `${TopicArn}nope`)));
    answer("confirm-subscribe", await open(client, url));
    await callSns(client, "Publish", { TopicArn, Message: "test_external_http_endpoint" });
    const [, second] = posted;
    if (!isRaw) answer("http-message", read(posted, 1));
    if (second) answer(isRaw ? "http-message-headers-raw" : "http-message-headers", showHeaders(second));
    const { Subscriptions } = (await callSns(client, "ListSubscriptions")) as Shown & {
      Subscriptions: { SubscriptionArn: string }[];
    };
    const arn = Subscriptions[0]?.SubscriptionArn ?? "";
    const end = `http://localhost:4566/?Action=Unsubscribe&SubscriptionArn=${arn}`;
    answer("unsubscribe-response", await open(client, end));
    answer("unsubscribe-request", read(posted, 2));
  };
}

/** What the body of a notification is said to be: by the topic, or by the subscription. */
function sayType(isRaw: boolean): Scenario {
  return async ({ answer }) => {
    const { client, posted } = listen();
    const type = isRaw ? "text/csv" : "application/json";
    const DeliveryPolicy = JSON.stringify({ http: { defaultRequestPolicy: { headerContentType: type } } });
    const TopicArn = await makeTopic(client, "topic", isRaw ? {} : { DeliveryPolicy });
    answer("topic-attrs", await callSns(client, "GetTopicAttributes", { TopicArn }));
    const own = isRaw
      ? { requestPolicy: { headerContentType: type } }
      : {
          healthyRetryPolicy: { minDelayTarget: 1, maxDelayTarget: 1, numRetries: 0 },
          throttlePolicy: { maxReceivesPerSecond: 1000 },
        };
    const Attributes = { RawMessageDelivery: String(isRaw), DeliveryPolicy: JSON.stringify(own) };
    const given = { TopicArn, Protocol: "http", Endpoint: ENDPOINT, Attributes, ReturnSubscriptionArn: true };
    const { SubscriptionArn } = await callSns(client, "Subscribe", given);
    const asked = { SubscriptionArn: String(SubscriptionArn) };
    const shown = await callSns(client, "GetSubscriptionAttributes", asked);
    const told = shown["Attributes"] as Record<string, string>;
    // The recording calls both the address and its host by one name.
    const Endpoint = "http://<host:1>/sns-endpoint";
    answer("sub-attrs", { ...shown, Attributes: { ...told, Endpoint } });
    answer("subscription-confirmation", read(posted, 0));
    const [first] = posted;
    if (first) answer("http-confirm-sub-headers", showHeaders(first));
    await open(client, String(read(posted, 0)["SubscribeURL"]));
    await callSns(client, "Publish", { TopicArn, Message: "test_external_http_endpoint" });
    const [, second] = posted;
    if (!isRaw) answer("http-message", read(posted, 1));
    if (second) answer(isRaw ? "http-message-headers-raw" : "http-message-headers", showHeaders(second));
  };
}

export const WEB_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "subscribe_external_http_endpoint[True]": subscribeAddress(true),
  "subscribe_external_http_endpoint[False]": subscribeAddress(false),
  "subscribe_external_http_endpoint_content_type[True]": sayType(true),
  "subscribe_external_http_endpoint_content_type[False]": sayType(false),
};
