import { describe, expect, test } from "bun:test";
import { ignoreProxies } from "../../src/replay/proxies.ts";
import { answerWith, startWireServer } from "./wire-server.ts";

const CHILD = `${import.meta.dir}/fetch-behind-proxy.ts`;
const VARIABLES = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/** Sends one request from a process in which every proxy variable names a proxy that counts. */
async function sendBehindProxy(protocol: "http" | "https", mode: "ignore" | "obey") {
  using endpoint = startWireServer(answerWith("200 OK\r\ncontent-length: 0"));
  using proxy = startWireServer((socket) =>
    socket.end("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n"),
  );
  const proxied = Object.fromEntries(VARIABLES.map((name) => [name, proxy.url]));
  const url = endpoint.url.replace("http", protocol);
  const child = Bun.spawn([process.execPath, CHILD, url, mode], {
    env: { ...process.env, ...proxied, NO_PROXY: "", no_proxy: "" },
    stdout: "pipe",
    stderr: "inherit",
  });
  const printed = await new Response(child.stdout).text();
  return { printed, proxied: proxy.requests.length };
}

describe("ignoreProxies", () => {
  test("removes the variables in any case, exempts all hosts, and leaves the rest", () => {
    const env = {
      HTTP_PROXY: "a",
      https_proxy: "b",
      All_Proxy: "c",
      NO_PROXY: "d",
      PATH: "/bin",
      MY_HTTP_PROXY: "e",
    };
    ignoreProxies(env);
    expect(env as Record<string, string>).toEqual({
      NO_PROXY: "*",
      no_proxy: "*",
      PATH: "/bin",
      MY_HTTP_PROXY: "e",
    });
  });

  test("makes http requests go straight to a loopback endpoint, which they otherwise do not", async () => {
    expect(await sendBehindProxy("http", "obey")).toEqual({ printed: "502", proxied: 1 });
    expect(await sendBehindProxy("http", "ignore")).toEqual({ printed: "200", proxied: 0 });
  });

  test("makes https requests go straight to the endpoint, which they otherwise do not", async () => {
    expect(await sendBehindProxy("https", "obey")).toMatchObject({ proxied: 1 });
    // The endpoint of this test does not speak TLS: that it says so shows that it was reached.
    expect(await sendBehindProxy("https", "ignore")).toEqual({ printed: "TlsFailed", proxied: 0 });
  });
});
