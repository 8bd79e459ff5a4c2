/** What every path of the admin API answers to methods that it does not have, and what is no path. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { ROUTES } from "../../src/admin/routes.ts";
import { startTestAdmin, type TestAdmin } from "./support.ts";

let admin: TestAdmin;
beforeAll(() => {
  admin = startTestAdmin("http://127.0.0.1:9");
});
afterAll(() => admin.server.stop());

function ask(path: string, init: RequestInit = {}) {
  return fetch(`${admin.url}${path}`, init);
}

describe("any path", () => {
  const paths = Object.keys(ROUTES).map((path) => path.replace("{id}", "x"));

  test.each(paths)("%s tells its methods, and refuses others", async (path) => {
    const options = await ask(path, { method: "OPTIONS" });
    expect([options.status, await options.text()]).toEqual([204, ""]);
    const allow = options.headers.get("allow")?.split(", ") ?? [];
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      if (allow.includes(method)) continue;
      const response = await ask(path, { method });
      expect([response.status, response.headers.get("allow")]).toEqual([405, allow.join(", ")]);
      expect(await response.json()).toMatchObject({ error: "method_not_allowed" });
    }
    expect(allow.includes("HEAD")).toBe(allow.includes("GET"));
    const head = await ask(path, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([
      allow.includes("HEAD") ? (await ask(path, { method: "GET" })).status : 405,
      "",
    ]);
  });

  test.each(["/api", "/api/", "/api/health/", "/api/Health", "/api/%68ealth", "/%", "/api/health%00"])(
    "%s is none",
    async (path) => {
      const response = await ask(path);
      expect([response.status, JSON.parse(await response.text()).error]).toEqual([404, "not_found"]);
    },
  );
});
