/** Keeps the machine's proxy settings away from our requests. */

const PROXY_VARIABLE = /^(https?|all)_proxy$/i;

/**
 * Removes the proxy variables from an environment and exempts every host from proxies. Given process.env before
 * the first request, it makes fetch go straight to the endpoint: Bun reads these variables at each request and
 * would use them for loopback addresses too (measured with Bun 1.4.5).
 */
export function ignoreProxies(env: Record<string, string | undefined>): void {
  for (const name of Object.keys(env)) {
    if (PROXY_VARIABLE.test(name)) delete env[name];
  }
  env["NO_PROXY"] = "*";
  env["no_proxy"] = "*";
}
