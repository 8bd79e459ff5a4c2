/** `cloudmock admin`: its flags and its help. */
import { type Command, makeArgs } from "./command.ts";

/** `cloudmock admin`. */
export const adminCommand: Command = {
  meta: { name: "admin", description: "Serve the admin API, which replays trails that are sent to it" },
  args: makeArgs("admin"),
  strayArgument: "trails are sent to the running server: curl -X POST …/api/cloudtrail/replay -d @trail.json",
  examples: [
    {
      purpose: "In front of the emulator at http://localhost:4566",
      line: "cloudmock admin",
    },
    {
      purpose: "In front of moto, at another port",
      line: "cloudmock admin --port 8080 --endpoint http://localhost:5000",
    },
    {
      purpose: "For other machines, once CLOUDMOCK_ADMIN_TOKEN is set",
      line: "cloudmock admin --host 0.0.0.0",
    },
    { purpose: "For larger trails", line: "cloudmock admin --max-body 5gb" },
  ],
  run: async ({ data }) => (await import("./admin.ts")).admin(data),
};
