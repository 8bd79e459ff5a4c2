/** The flags of `cloudtrail select` alone: what else is to be left of a log. */
import { defineList } from "../flag.ts";
import { refuseNone } from "../flag-readers.ts";

const NOTHING: readonly string[] = [];

export const SELECT_FLAGS = {
  resource: defineList(
    {
      group: "What is selected",
      takenBy: ["select"],
      hint: "ARN|NAME|ID",
      help: "only what made, changed and used this, and what that needs; repeat it for several",
    },
    NOTHING,
    refuseNone((given) => ({ value: given.map((text) => text.trim()).filter((text) => text !== "") })),
  ),
};
