/** Run by proxies.test.ts with proxy variables in its environment: sends one request and prints what came of it. */
import { ignoreProxies } from "../../src/replay/proxies.ts";
import { sendRequest } from "../../src/replay/send.ts";

const [url = "", mode] = process.argv.slice(2);
if (mode === "ignore") ignoreProxies(process.env);
const request = { method: "POST", url, headers: {}, body: undefined };
const sent = await sendRequest(request, { timeoutMs: 10_000, signal: new AbortController().signal });
process.stdout.write("response" in sent ? String(sent.response.status) : sent.failure.code);
