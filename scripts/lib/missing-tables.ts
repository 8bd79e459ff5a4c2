/** The data tables of what a log does not hold. */
import { AttachmentRow } from "../../src/plan/missing/attachments.ts";
import { CompanionRow } from "../../src/plan/missing/companions.ts";
import { AnswerRow, MadeAnswerRow } from "../../src/plan/missing/complete-answers.ts";
import { DemandedRow, LeastValueRow, OwnedRow, UnsuitedRow } from "../../src/plan/missing/derived/rows.ts";
import { FilterRow } from "../../src/plan/missing/filtered.ts";
import { GivenRow } from "../../src/plan/missing/given.ts";
import { InTextRow } from "../../src/plan/missing/in-texts.ts";
import { AddressRow, ZoneRow } from "../../src/plan/missing/networks-used.ts";
import { OwnerRow } from "../../src/plan/missing/owners.ts";
import { PresetRow } from "../../src/plan/missing/presets.ts";
import { PrincipalRow } from "../../src/plan/missing/principals.ts";
import { ProofRow } from "../../src/plan/missing/proofs.ts";
import { RecipeRow } from "../../src/plan/missing/recipes.ts";
import { RegionRow } from "../../src/plan/missing/regions.ts";
import { SometimesRow } from "../../src/plan/missing/sometimes.ts";
import { StateRow } from "../../src/plan/missing/states.ts";
import { KeyNameRow } from "../../src/plan/missing/table-keys.ts";
import { TypedRow } from "../../src/plan/missing/typed-names.ts";
import { UnnamedRow } from "../../src/plan/missing/unnamed.ts";
import type { DataTable } from "./data-table.ts";

export const MISSING_TABLES: readonly DataTable[] = [
  {
    path: "src/plan/missing/recipes.json",
    title: "Recipes",
    intro:
      "What the log uses and never creates is made first: how its identifier is recognised, and the least call that makes such a thing. What the `$` members of a template stand for is said in `src/plan/missing/fill.ts`. What has no row is made by a recipe that is derived from the API's model: from what is known where that is enough, else with placeholders for documents and for what it refers to; [Resources](resources.md) counts those.",
    row: RecipeRow,
  },
  {
    path: "src/plan/missing/sometimes.json",
    title: "Made sometimes",
    intro:
      "Calls that make a thing besides what they are about, where their input says so: that thing is not made before them.",
    row: SometimesRow,
  },
  {
    path: "src/plan/missing/owners.json",
    title: "Owners",
    intro:
      "Members of calls that say whose the things are that the call names: what only a read names and another account has is not made.",
    row: OwnerRow,
  },
  {
    path: "src/plan/missing/regions.json",
    title: "Regions of things",
    intro:
      "Members of calls that say in which region the things are that members beside them name, so that these are made there. Names are compared in lower case.",
    row: RegionRow,
  },
  {
    path: "src/plan/missing/derived/least-values.json",
    title: "Least values",
    intro:
      "What derived recipes put into required members whose names say what they hold, as patterns without regard to case. Where a row has no text, only the forms of texts can tell what would do; where these do not, and nothing else makes such a thing, a placeholder stands there. All other texts are the first that length, choice and pattern of the member allow.",
    row: LeastValueRow,
  },
  {
    path: "src/plan/missing/derived/demanded.json",
    title: "Demanded members",
    intro:
      "What operations of derived recipes demand though their models do not require it, or in the place of what these say.",
    row: DemandedRow,
  },
  {
    path: "src/plan/missing/derived/owned.json",
    title: "Things of AWS's own",
    intro: "Names of things that are there by themselves, so that no derived recipe makes them.",
    row: OwnedRow,
  },
  {
    path: "src/plan/missing/derived/unsuited.json",
    title: "Unsuited operations",
    intro: "Operations that make something and are no way to make it beforehand.",
    row: UnsuitedRow,
  },
  {
    path: "src/plan/missing/given.json",
    title: "Given things",
    intro:
      "What comes with an account or with another thing, so that no call makes it: the target is asked for the one that it has, which stands for the one of the log.",
    row: GivenRow,
  },
  {
    path: "src/plan/missing/companions.json",
    title: "Companions",
    intro:
      "What comes with another thing, so that no call makes it. Where the log makes the other thing, the target is asked for the one that it has, which stands for the first one of the log that no call makes, deletes or calls otherwise.",
    row: CompanionRow,
  },
  {
    path: "src/plan/missing/unnamed.json",
    title: "Unnamed needs",
    intro:
      "What calls need and do not name: a thing of this type that the log has in the account and region, else one that is made for them.",
    row: UnnamedRow,
  },
  {
    path: "src/plan/missing/answers.json",
    title: "Answers",
    intro:
      "Identifiers that CloudTrail leaves out of an answer, and that later calls name: they stand for what the emulator's answer has in that member.",
    row: AnswerRow,
  },
  {
    path: "src/plan/missing/filters.json",
    title: "Filters",
    intro:
      "By which filters a read picks out one thing, and so tells that it is there: a name of its own (`group-name`), a tag or a member that is like a name. Others, by which it looks through what there is, tell nothing.",
    row: FilterRow,
  },
  {
    path: "src/plan/missing/in-texts.json",
    title: "Names in texts",
    intro:
      "Members whose text names a thing by a path, or by a name whose kind another member tells. Such a thing is made like one that a member of its own names.",
    row: InTextRow,
  },
  {
    path: "src/plan/missing/typed.json",
    title: "Typed names",
    intro:
      "Members that name a thing of any service beside CloudFormation's word for its type (`AWS::IAM::Role`), which the resource table knows.",
    row: TypedRow,
  },
  {
    path: "src/plan/missing/made-answers.json",
    title: "Made answers",
    intro:
      "Texts that CloudTrail leaves out of an answer, and that no call of the log names, but what is filled in has to: each is made up, and stands for what the emulator's answer has in that member.",
    row: MadeAnswerRow,
  },
  {
    path: "src/plan/missing/presets.json",
    title: "Presets",
    intro: "What a thing stands in where the call that names it does not say.",
    row: PresetRow,
  },
  {
    path: "src/plan/missing/states.json",
    title: "States",
    intro:
      "What a call proves about the state that a thing was in before it: where the thing is made for the replay, these calls bring it there. `unless` names the calls after which the state is known anyway.",
    row: StateRow,
  },
  {
    path: "src/plan/missing/attachments.json",
    title: "Attachments",
    intro:
      "A deletion that production accepted needs what hangs on the thing to be removed first. Calls that attach and their inverses are paired by the resource table (`AttachRolePolicy`, `DetachRolePolicy`), which also says where the inverse's members come from; these rows are for the rest.",
    row: AttachmentRow,
  },
  {
    path: "src/plan/missing/proofs.json",
    title: "Proofs",
    intro:
      "What has no name of its own, such as a bucket's policy, is told by the read that fails without it: by the resource table a read that is about just what another operation takes away. These rows say what the call that puts it on gets, which reads the table does not tell of, and which are answered also where nothing is there.",
    row: ProofRow,
  },
  {
    path: "src/plan/missing/principals.json",
    title: "Principals",
    intro:
      "A role that is made trusts the services that the log hands it to, by the endpoint prefix of the call's service. These calls hand it to another, or to nobody.",
    row: PrincipalRow,
  },
  {
    path: "src/plan/missing/addresses.json",
    title: "Addresses",
    intro:
      "A network that the log uses and never creates is made around the addresses that the log has in it. These rows say which members hold such addresses, and which calls name those of others.",
    row: AddressRow,
  },
  {
    path: "src/plan/missing/zones.json",
    title: "Zones",
    intro:
      "Subnets of which the log says no zone are put into these two in turn, for services ask for places in both.",
    row: ZoneRow,
  },
  {
    path: "src/plan/missing/key-names.json",
    title: "Names of keys",
    intro:
      "A table that the log uses and never creates gets the keys by which the log names its items. Where two of them could be either key, their names tell, without regard to case.",
    row: KeyNameRow,
  },
];
