/** The data tables of what changes do to what stands in the instance. */
import { AsOtherRow } from "../../src/instance/behaviour/changes/as-others.ts";
import { CloneRow } from "../../src/instance/behaviour/changes/clones.ts";
import { EffectRow } from "../../src/instance/behaviour/changes/effect-rows.ts";
import { EndedRow } from "../../src/instance/behaviour/changes/ended.ts";
import { GoneRow } from "../../src/instance/behaviour/changes/gone-rows.ts";
import { HeldRow } from "../../src/instance/behaviour/changes/held.ts";
import { LeavingRow } from "../../src/instance/behaviour/changes/leaving.ts";
import { MirrorRow } from "../../src/instance/behaviour/changes/mirrors.ts";
import { MergingRow } from "../../src/instance/behaviour/changes/replaced.ts";
import { RevisionRow } from "../../src/instance/behaviour/changes/revisions.ts";
import { SpreadRow } from "../../src/instance/behaviour/changes/spread.ts";
import { StepRow } from "../../src/instance/behaviour/changes/steps.ts";
import { WaitingRow } from "../../src/instance/behaviour/changes/waiting.ts";
import type { DataTable } from "./data-table.ts";

export const CHANGE_TABLES: readonly DataTable[] = [
  {
    path: "src/instance/behaviour/changes/leaving.json",
    title: "What is to be deleted",
    intro:
      "What the instance deletes after a while and gives back until then: it is told, and nothing else can be done with it.",
    row: LeavingRow,
  },
  {
    path: "src/instance/behaviour/changes/effects.json",
    title: "What calls do besides",
    intro:
      "What becomes of things by a call that has no member which says it, in the instance. The rows that verification has for the same (readers.json) are taken there, too.",
    row: EffectRow,
  },
  {
    path: "src/instance/behaviour/changes/ended.json",
    title: "What is told as ended",
    intro:
      "What the state of things is told as after operations whose names say it, where no other table tells it and the model has the word.",
    row: EndedRow,
  },
  {
    path: "src/instance/behaviour/changes/mirrors.json",
    title: "What stands in two places",
    intro: "Things that two accounts or regions have together, by the members that tell both.",
    row: MirrorRow,
  },
  {
    path: "src/instance/behaviour/changes/as-others.json",
    title: "What batches do",
    intro: "Calls to the instance that do several times what another operation does once.",
    row: AsOtherRow,
  },
  {
    path: "src/instance/behaviour/changes/held.json",
    title: "What deletions wait for",
    intro: "Things that are not deleted while others stand in them, are attached to them or name them.",
    row: HeldRow,
  },
  {
    path: "src/instance/behaviour/changes/revisions.json",
    title: "What revisions tell apart",
    intro:
      "Types of things of which several share a name, each a thing of its own, as the instance has them.",
    row: RevisionRow,
  },
  {
    path: "src/instance/behaviour/changes/clones.json",
    title: "What is made as another thing",
    intro: "Operations that copy what stands in one thing into the one that they make, in the instance.",
    row: CloneRow,
  },
  {
    path: "src/instance/behaviour/changes/spread.json",
    title: "What is for each combination",
    intro:
      "Calls that are about a thing for each combination of what their lists name, as the instance does them.",
    row: SpreadRow,
  },
  {
    path: "src/instance/behaviour/changes/steps.json",
    title: "What takes two steps",
    intro: "Plans, and the calls that do what they say, as the instance does them.",
    row: StepRow,
  },
  {
    path: "src/instance/behaviour/changes/gone.json",
    title: "What is told after its end",
    intro: "Things that their services tell for a while after they were ended, as the instance does.",
    row: GoneRow,
  },
  {
    path: "src/instance/behaviour/changes/waiting.json",
    title: "Changes that wait",
    intro:
      "An answer may tell a thing as it was before the change. In the instance what was asked for is so at once, but for changes that wait unless this member is given.",
    row: WaitingRow,
  },
  {
    path: "src/instance/behaviour/changes/merging.json",
    title: "What puts things and keeps the rest",
    intro:
      "A call that puts a thing says all of it anew, in the instance: what it could say and does not is gone. These leave that as it is.",
    row: MergingRow,
  },
];
