/** The flags of `cloudtrail select` alone: what else is to be left of a log, and under which names. */
import { KEEPABLE, type Keepable } from "../../anonymize/keepable.ts";
import { splitList } from "../../base/split-list.ts";
import { defineList, defineSwitch, defineValue } from "../flag.ts";
import { parseChoice, parseKey, refuseNone } from "../flag-readers.ts";

const NOTHING: readonly string[] = [];
const NONE_KEPT: readonly Keepable[] = [];
const ANONYMIZING = "Anonymizing";
function parseKept(given: readonly string[]) {
  const read = given.flatMap((text) => splitList(text)).map((text) => parseChoice(KEEPABLE)(text.trim()));
  const wrong = read.find((one) => "error" in one);
  return wrong ?? { value: read.flatMap((one) => ("value" in one ? [one.value] : [])) };
}

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
  anonymize: defineSwitch({
    group: ANONYMIZING,
    takenBy: ["select"],
    help: "replace accounts, names, ids, addresses, tags and sentences by others of the same form, the same everywhere",
  }),
  keep: defineList(
    {
      group: ANONYMIZING,
      takenBy: ["select"],
      hint: KEEPABLE.join(","),
      help: "what stays with --anonymize: regions, which are exchanged for others else; services always do",
    },
    NONE_KEPT,
    parseKept,
  ),
  key: defineValue(
    {
      group: ANONYMIZING,
      takenBy: ["select"],
      names: "file",
      hint: "FILE",
      help: "what --anonymize replaces under, 16 bytes or more that nobody can guess: the same key gives the same names (random and thrown away without it)",
    },
    parseKey,
  ),
};
