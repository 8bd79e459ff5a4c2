/** The environment of a command that is run after a replay: AWS is the emulator, and nothing leads to the real one. */
import { devNull } from "node:os";
import type { Env } from "../options/flags.ts";

/** Where the command's calls shall go. */
export interface CommandPlace {
  /** A checked base URL. */
  readonly endpoint: string;
  readonly region: string;
  /** The dummy access key. */
  readonly accessKey: string;
  /** The admin API of the instance, where the command is run against one. */
  readonly adminUrl?: string;
}

/**
 * Variables by which an SDK or the AWS CLI finds credentials, an account, a region or an endpoint; the rest of AWS_… (a
 * project's own AWS_BUCKET_NAME, AWS_PAGER) stays. https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
const REAL_AWS = new RegExp(
  `^AWS_(${[
    "ACCESS_KEY",
    "SECRET_",
    "SESSION_TOKEN",
    "SECURITY_TOKEN",
    "BEARER_TOKEN",
    "CREDENTIAL",
    "SHARED_CREDENTIALS",
    "CONFIG_FILE",
    "(DEFAULT_)?PROFILE$",
    "ROLE_",
    "WEB_IDENTITY_",
    "CONTAINER_",
    "LOGIN_",
    "SSO_",
    "ACCOUNT_ID",
    "(DEFAULT_)?REGION$",
    "ENDPOINT_URL",
    "IGNORE_CONFIGURED_ENDPOINT",
    "EC2_(INSTANCE_)?METADATA_",
    // Both make SDKs refuse an endpoint of one's own, or look for another.
    "USE_FIPS_",
    "USE_DUALSTACK_",
  ].join("|")})`,
  "i",
);

const PROXY = /^(https?|all)_proxy$/i;

/** Exempts the endpoint from the machine's proxies: they would look for an emulator on their own loopback. */
function exemptEndpoint(env: Env, endpoint: string): Record<string, string> {
  if (!Object.keys(env).some((name) => PROXY.test(name))) return {};
  const { hostname } = new URL(endpoint);
  const list = (name: string) => [env[name], hostname].filter(Boolean).join(",");
  return { NO_PROXY: list("NO_PROXY"), no_proxy: list("no_proxy") };
}

/** The environment of the command, from the one that this program was started in. */
export function makeCommandEnvironment(env: Env, place: CommandPlace): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || REAL_AWS.test(name) ? [] : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(kept),
    ...exemptEndpoint(env, place.endpoint),
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_ACCESS_KEY_ID: place.accessKey,
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    // Files that do not exist would do, but some tools complain of them.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    ...(place.adminUrl !== undefined && { CLOUDMOCK_ADMIN_URL: place.adminUrl }),
  };
}
