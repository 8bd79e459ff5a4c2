/** The options of `cloudmock admin`: flags, checked once, as one typed object. */

import { join } from "node:path";
import { requireEndpoint } from "../options/endpoint.ts";
import { readOptions } from "../options/flag-table.ts";
import type { Env, Flags } from "../options/flags.ts";
import { type Resolve, resolveName } from "../replay/endpoint.ts";

/** How the server was asked to serve. */
export interface AdminOptions {
  /** An address or a name, without brackets. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Where replays are sent unless they say otherwise: a checked base URL. */
  readonly endpoint: string;
  readonly allowRemote: boolean;
  /** Whether a request may choose another endpoint. */
  readonly allowEndpoint: boolean;
  /** The folder, a real path, below which a request may name files. */
  readonly files: string | undefined;
  /** The folder in which replays are kept across restarts. */
  readonly data?: string | undefined;
  readonly token: string | undefined;
  readonly maxBodyBytes: number;
  /** Whether a request may change what things hold. */
  readonly allowEdit: boolean;
}

/** Where replays are kept in a data folder. */
export function findReplays(data: string | undefined): string | undefined {
  return data === undefined ? undefined : join(data, "replays");
}

/**
 * Checks the flags of `cloudmock admin`. AWS_ENDPOINT_URL and CLOUDMOCK_ADMIN_TOKEN are read from `env` where the flags
 * are not given. Throws a UsageError that names the flag, or an EndpointError for a name that leads nowhere.
 */
export async function parseAdminOptions(
  flags: Flags,
  env: Env,
  resolve: Resolve = resolveName,
): Promise<AdminOptions> {
  const given = readOptions("admin", flags, { now: Date.now(), env });
  const { host, port, "allow-remote": allowRemote, "admin-token": token, "max-body": maxBodyBytes } = given;
  const { url: endpoint } = await requireEndpoint(given.endpoint, { allowRemote, resolve });
  const { "allow-endpoint": allowEndpoint, files } = given;
  // What an emulator elsewhere holds is not looked into.
  const allowEdit = false;
  return {
    data: given.data,
    host,
    port,
    endpoint,
    allowRemote,
    allowEndpoint,
    files,
    token,
    maxBodyBytes,
    allowEdit,
  };
}
