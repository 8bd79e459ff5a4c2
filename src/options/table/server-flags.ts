/** The flags of `admin` alone, and what only a request to it takes. */
import { nameFlag, say } from "../../base/message.ts";
import { parseAccount } from "../../emulator/options.ts";
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from "../../instance/caller.ts";
import { defineGiven, defineList, defineSwitch, defineValue } from "../flag.ts";
import { keepText, NOT_WRITTEN } from "../flag-readers.ts";
import {
  ADMIN_PORT,
  DEFAULT_HOST,
  isLoopback,
  parseFolder,
  parseHost,
  parseOrigins,
  parsePort,
  parseSize,
} from "../server-readers.ts";

/** How a token is given. */
const TOKEN = say`CLOUDMOCK_ADMIN_TOKEN or ${nameFlag("admin-token")}`;

const NO_ORIGINS: readonly string[] = [];

const STANDS = { group: "What stands", takenBy: ["start"] } as const;
const SERVER = { group: "Server", takenBy: ["admin"] } as const;

export const SERVER_FLAGS = {
  async: defineSwitch({ takenBy: ["request"], help: "answer 202 at once, and replay afterwards" }),
  port: defineGiven(
    {
      ...SERVER,
      takenBy: ["admin", "start"],
      as: { start: { preset: "4566" } },
      hint: "N",
      preset: ADMIN_PORT,
      help: "the port to listen at; 0 takes any free one",
    },
    parsePort,
  ),
  "admin-port": defineValue(
    {
      ...SERVER,
      takenBy: ["start"],
      hint: "N",
      help: `the admin API's port, 0 for any free one; without it ${ADMIN_PORT}, or any free one where that is taken`,
    },
    parsePort,
  ),
  host: defineGiven(
    {
      ...SERVER,
      takenBy: ["admin", "start"],
      as: {
        start: {
          needs: undefined,
          help: "the address to listen at; the admin API listens there with a token only, else at this machine's own",
        },
      },
      hint: "ADDRESS",
      preset: DEFAULT_HOST,
      refusedInFile: "who may reach this machine is for the person at it to say",
      needs: {
        flag: "admin-token",
        explain: (host) =>
          isLoopback(host)
            ? undefined
            : say`${host} can be reached by other machines; that needs a token (${TOKEN})`,
      },
      help: "the address to listen at; one that other machines can reach needs a token",
    },
    parseHost,
  ),
  "allow-edit": defineSwitch({
    ...SERVER,
    takenBy: ["start"],
    refusedInFile: "what may be changed is for the person at the machine to say",
    help: "let the console and the admin API change items, objects and messages; without it they only look",
  }),
  "allow-origin": defineList(
    {
      ...SERVER,
      takenBy: ["start"],
      hint: "ORIGIN",
      refusedInFile: "which pages may reach this machine is for the person at it to say",
      help: "let pages of an origin ask from a browser, as in http://localhost:3000; without it none may",
    },
    NO_ORIGINS,
    parseOrigins,
  ),
  data: defineValue(
    {
      ...STANDS,
      takenBy: ["start", "admin"],
      as: {
        admin: {
          group: "Server",
          help: "keep replays in a folder, with their journals: they are listed after a restart, and can be gone on with",
        },
      },
      names: "folder",
      hint: "DIR",
      refusedInFile: NOT_WRITTEN,
      help: "keep what stands in a folder, and the admin API's replays, across restarts and crashes; what is in it already stands, and nothing is loaded or replayed",
    },
    keepText,
  ),
  state: defineValue(
    {
      ...STANDS,
      names: "file",
      hint: "FILE",
      help: "begin with what a replay saved with --save, or the admin API's /api/state/export",
    },
    keepText,
  ),
  init: defineValue(
    {
      ...STANDS,
      names: "folder",
      hint: "DIR",
      refusedInFile: "which programs run is for the person at the machine to say",
      help: "run the executables of a folder once it is up, by their names, before it says that it is ready",
    },
    parseFolder,
  ),
  account: defineValue(
    {
      group: "Where requests belong",
      takenBy: ["start"],
      hint: "ID",
      help: `the account of requests that name none; without it the log's main one, else ${DEFAULT_ACCOUNT}`,
    },
    parseAccount,
  ),
  region: defineValue(
    {
      group: "Where requests belong",
      takenBy: ["start"],
      hint: "NAME",
      help: `the region of requests that name none; without it the log's main one, else AWS_REGION or ${DEFAULT_REGION}`,
    },
    keepText,
  ),
  "max-body": defineGiven(
    {
      ...SERVER,
      hint: "SIZE",
      preset: "1gb",
      help: "the largest trail that is taken, as it is sent: 500mb, 1gb",
    },
    parseSize,
  ),
  files: defineValue(
    {
      ...SERVER,
      names: "folder",
      hint: "DIR",
      refusedInFile: "which files are read and written is for the person at the machine to say",
      needs: {
        flag: "admin-token",
        explain: () => say`only who shows the server's token may name files; give it one (${TOKEN})`,
      },
      help: "the folder below which requests may name files (output, id-map, ids, body-dir), which takes a token too; without it they may name none",
    },
    parseFolder,
  ),
};
