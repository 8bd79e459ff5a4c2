/** The flags that let a replay be gone on with. */

import { say } from "../../base/message.ts";
import { defineSwitch, defineValue } from "../flag.ts";
import { NOT_WRITTEN, parseJournal } from "../flag-readers.ts";

const JOURNAL = { group: "Going on where it stopped", takenBy: ["replay"] } as const;

export const JOURNAL_FLAGS = {
  journal: defineValue(
    {
      ...JOURNAL,
      names: "file",
      hint: "FILE",
      refusedInFile: NOT_WRITTEN,
      excludes: {
        flags: ["embedded", "save"],
        because: say`what stands in an instance of cloudmock's own is gone with this program, so that no journal could be gone on with; name the endpoint of one that stays, as of cloudmock start --data`,
      },
      help: "note each call in a file before it is sent, and what became of it; in a folder, each shard has a file of its own",
    },
    parseJournal,
  ),
  resume: defineSwitch({
    ...JOURNAL,
    help: "go on where the replay of the journal stopped: nothing that was made is sent again; begin where there is none",
  }),
};
