/** Makes the pictures of the page that the docs show, from fixtures: `npm run screenshots`. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startAdmin } from "../src/admin/serve.ts";
import { drawDigits, Instance } from "../src/instance/instance.ts";
import { startBrowser } from "./lib/browser.ts";
import { buildPage } from "./lib/build-page.ts";
import { root } from "./lib/python.ts";

const images = join(root, "docs", "images");
const SIZE = { width: 1280, height: 720 };
const trail = await Bun.file(join(root, "fixtures", "demo", "trail.json")).bytes();

/** One picture: where the page is, and what is done there before it is taken. */
interface Shot {
  readonly name: string;
  readonly scheme: "light" | "dark";
  readonly at: (url: string) => Promise<string>;
  readonly until: (page: Page) => Promise<unknown>;
}

const quiet = { info: () => {}, warn: () => {}, error: (message: string) => console.error(message) };
const RULES = {
  allowRemote: false,
  allowEndpoint: false,
  allowEdit: false,
  files: undefined,
  maxBodyBytes: 1e9,
} as const;

/** An emulator that lacks some of what the log needs. */
function startEmulator() {
  let calls = 0;
  return Bun.serve({
    port: 0,
    fetch: ({ method }) =>
      method !== "GET" && ++calls % 4 === 0
        ? Response.json(
            { __type: "ResourceNotFoundException", message: "Requested resource not found" },
            { status: 400 },
          )
        : Response.json({}),
  });
}

async function replay(url: string): Promise<string> {
  const response = await fetch(`${url}/api/cloudtrail/replay?concurrency=1`, { method: "POST", body: trail });
  await response.text();
  return response.headers.get("x-cloudmock-replay-id") ?? "";
}

const SHOTS: readonly Shot[] = [
  {
    name: "topology",
    scheme: "light",
    async at(url) {
      await replay(url);
      return "#/topology";
    },
    until: (page) => page.locator("[data-drawn]").waitFor(),
  },
  {
    name: "requests",
    scheme: "light",
    async at(url) {
      await replay(url);
      const { requests } = (await (await fetch(`${url}/api/requests`)).json()) as {
        requests: { id: number; status: number }[];
      };
      return `#/requests/${requests.find(({ status }) => status >= 400)?.id}`;
    },
    until: (page) => page.getByText("Ask the same again").waitFor(),
  },
  {
    name: "replays",
    scheme: "dark",
    at: async (url) => `#/replays/${await replay(url)}`,
    until: (page) => page.getByText("What to do").first().waitFor(),
  },
];

/** The instance after somebody looked for a queue that is not there. */
async function makeInstance(): Promise<Instance> {
  const instance = new Instance({ home: {}, now: Date.now, random: drawDigits });
  const ask = (operation: string, input: object) =>
    instance.answer({
      method: "POST",
      path: "/",
      query: [],
      body: JSON.stringify(input),
      headers: {
        host: "localhost:4566",
        "x-amz-target": `AmazonSQS.${operation}`,
        "content-type": "application/x-amz-json-1.0",
        "user-agent": "aws-cli/2.31.0",
        authorization:
          "AWS4-HMAC-SHA256 Credential=123456789012/20260302/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=0",
      },
    });
  instance.settle({ account: "123456789012", region: "eu-west-1" });
  queueMicrotask(() => void ask("GetQueueUrl", { QueueName: "orchard-shipment" }));
  return instance;
}

await buildPage();
mkdirSync(images, { recursive: true });
const browser = await startBrowser();
using emulator = startEmulator();
for (const { name, scheme, at, until } of SHOTS) {
  const instance = name === "replays" ? undefined : await makeInstance();
  const endpoint = instance ? "http://localhost:4566" : `http://127.0.0.1:${emulator.port}`;
  const admin = startAdmin(
    { ...RULES, host: "127.0.0.1", port: 0, endpoint, token: undefined },
    quiet,
    instance ? { instance } : {},
  );
  const page = await browser.newPage({ viewport: SIZE, colorScheme: scheme });
  await page.goto(`${admin.url}/${await at(admin.url)}`);
  await until(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(images, `${name}.png`) });
  console.log(join(images, `${name}.png`));
  await page.close();
  await admin.stop();
}
await browser.close();
