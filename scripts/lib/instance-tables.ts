/** The data tables of the instance, but for those of changes. */
import { AddressRow } from "../../src/instance/addresses.ts";
import { CompanionRow } from "../../src/instance/behaviour/makes/companion-rows.ts";
import { ElsewhereRow } from "../../src/instance/behaviour/makes/elsewhere.ts";
import { InheritedRow } from "../../src/instance/behaviour/makes/inherited.ts";
import { KeptRow } from "../../src/instance/behaviour/makes/kept.ts";
import { PresetRow } from "../../src/instance/behaviour/makes/preset-rows.ts";
import { RepeatedRow } from "../../src/instance/behaviour/makes/repeated.ts";
import { SeveralRow } from "../../src/instance/behaviour/makes/several.ts";
import { SettledRow } from "../../src/instance/behaviour/makes/states.ts";
import { ClaimedRow } from "../../src/instance/behaviour/names/claim-others.ts";
import { ArnFormRow, IdFormRow } from "../../src/instance/behaviour/names/id-forms.ts";
import { QualifiedRow } from "../../src/instance/behaviour/names/qualified.ts";
import { SameNameRow } from "../../src/instance/behaviour/names/same-names.ts";
import { StandInRow } from "../../src/instance/behaviour/names/stand-ins.ts";
import { TwinRow } from "../../src/instance/behaviour/names/twins.ts";
import { AskedRow } from "../../src/instance/behaviour/reads/asked-rows.ts";
import { UntoldRow } from "../../src/instance/behaviour/reads/untold.ts";
import { FaultWordsRow } from "../../src/instance/behaviour/refusals/fault-words.ts";
import { ForbiddenRow } from "../../src/instance/behaviour/refusals/forbidden.ts";
import { MalformedRow } from "../../src/instance/behaviour/refusals/malformed.ts";
import { NeededRow } from "../../src/instance/behaviour/refusals/needed.ts";
import { AbsenceRow } from "../../src/instance/behaviour/refusals/refusals.ts";
import { FilterNamesRow } from "../../src/instance/behaviour/refusals/refuse-filter.ts";
import { CaselessNameRow } from "../../src/instance/caseless-names.ts";
import { FaultStyleRow } from "../../src/instance/describe-faults.ts";
import { OwnFaultRow } from "../../src/instance/own-faults.ts";
import type { DataTable } from "./data-table.ts";

export const INSTANCE_TABLES: readonly DataTable[] = [
  {
    path: "src/instance/fault-styles.json",
    title: "Words for what an API does not take",
    intro:
      "The instance refuses an input that its API does not take in the words of most services (`1 validation error detected: …`). These say it otherwise.",
    row: FaultStyleRow,
  },
  {
    path: "src/instance/own-faults.json",
    title: "What is refused beside what models say",
    intro:
      "Constraints of inputs that API models have lost or never had, what services refuse before they look at anything else, and the order in which they tell choices.",
    row: OwnFaultRow,
  },
  {
    path: "src/instance/addresses.json",
    title: "Addresses of production's",
    intro:
      "What production's addresses are told as: to clients that send everything to their endpoint as they are, to all others as addresses of the instance, so that no client connects to AWS.",
    row: AddressRow,
  },
  {
    path: "src/instance/behaviour/makes/settled.json",
    title: "What stands at once",
    intro:
      "What is made in the instance stands at once: members that tell a state have the one that the service's waiters wait for, else the first of a row's texts that they can have; members that tell when it was made have that time.",
    row: SettledRow,
  },
  {
    path: "src/instance/behaviour/makes/presets.json",
    title: "What services add to things",
    intro:
      "Members that no call gives and every read tells: in the instance, the structures of answers have these where nothing else is known. `counts` are counted, `links` tell of what names the thing, and `ends` are what texts end with.",
    row: PresetRow,
  },
  {
    path: "src/instance/behaviour/makes/elsewhere.json",
    title: "What is made in another region",
    intro: "Calls that make things in another region of the instance than they are sent to.",
    row: ElsewhereRow,
  },
  {
    path: "src/instance/behaviour/names/stand-ins.json",
    title: "What stands for other things",
    intro: "Names that stand for other things wherever a call to the instance names those.",
    row: StandInRow,
  },
  {
    path: "src/instance/behaviour/reads/untold.json",
    title: "What operations leave out",
    intro: "What an operation of the instance does not tell of things, though its output has a place for it.",
    row: UntoldRow,
  },
  {
    path: "src/instance/behaviour/makes/kept.json",
    title: "What runs and can be read",
    intro:
      "Calls of which no read could be told from a log, and that leave something in the instance all the same.",
    row: KeptRow,
  },
  {
    path: "src/instance/behaviour/makes/companions.json",
    title: "What no call makes",
    intro:
      "What stands in every account of the instance from the start, what comes with a thing that is made, and what such a thing begins with.",
    row: CompanionRow,
  },
  {
    path: "src/instance/behaviour/names/arn-forms.json",
    title: "Forms of ARNs",
    intro:
      "How services write ARNs where the templates of AWS's service reference do not tell it whole. `{hex:16}` stands for so many characters that are made up. The first row that fits holds.",
    row: ArnFormRow,
  },
  {
    path: "src/instance/behaviour/names/same-names.json",
    title: "Things of one name",
    intro: "Which member tells apart what has one name: a group of each network.",
    row: SameNameRow,
  },
  {
    path: "src/instance/caseless-names.json",
    title: "Names whatever the case",
    intro: "Things whose names are not told apart by capital letters.",
    row: CaselessNameRow,
  },
  {
    path: "src/instance/behaviour/makes/inherited.json",
    title: "What is made of other things",
    intro: "Operations whose things have the members of those that they are made of, in the instance.",
    row: InheritedRow,
  },
  {
    path: "src/instance/behaviour/makes/repeated.json",
    title: "What may be made again as it was",
    intro:
      "Operations that answer with the thing that is there already, where they ask for just what it was made with.",
    row: RepeatedRow,
  },
  {
    path: "src/instance/behaviour/makes/several.json",
    title: "Calls that make several things",
    intro: "The members that say how many.",
    row: SeveralRow,
  },
  {
    path: "src/instance/behaviour/names/id-forms.json",
    title: "Forms of ids",
    intro:
      "How the instance writes the ids that it makes up, where no recorded answer tells production's own: `{hex:17}` stands for so many characters. Ids of other types are written as their shapes' patterns allow.",
    row: IdFormRow,
  },
  {
    path: "src/instance/behaviour/refusals/fault-words.json",
    title: "Words of services' errors",
    intro: "What services say of what is not there, and of names that are taken, where the instance says it.",
    row: FaultWordsRow,
  },
  {
    path: "src/instance/behaviour/refusals/needed.json",
    title: "What calls take of other services",
    intro: "Calls that are refused where what they name of another service does not stand.",
    row: NeededRow,
  },
  {
    path: "src/instance/behaviour/refusals/forbidden.json",
    title: "What calls may not do to a thing",
    intro: "Calls that AWS refuses for how the thing is that they are about, or since there is one already.",
    row: ForbiddenRow,
  },
  {
    path: "src/instance/behaviour/refusals/malformed.json",
    title: "What calls must say",
    intro: "Calls that AWS refuses for a text that they hold: policies, and ranges of addresses.",
    row: MalformedRow,
  },
  {
    path: "src/instance/behaviour/names/claimed.json",
    title: "Ids of other services' things",
    intro: "Where production's answers tell ids of what came along in another service.",
    row: ClaimedRow,
  },
  {
    path: "src/instance/behaviour/refusals/absences.json",
    title: "What reads answer where nothing is set",
    intro:
      "Of a setting that nobody made, on a thing that stands, where the API's model has no error that says it.",
    row: AbsenceRow,
  },
  {
    path: "src/instance/behaviour/names/twins.json",
    title: "What two services tell",
    intro:
      "Things of two services that are the same, each in its own words, as the instance keeps them alike.",
    row: TwinRow,
  },
  {
    path: "src/instance/behaviour/names/qualified.json",
    title: "Names with a version behind them",
    intro: "Members that name a thing and may say which version of it is meant, as another member does.",
    row: QualifiedRow,
  },
  {
    path: "src/instance/behaviour/reads/asked.json",
    title: "What lists are asked by",
    intro: "Members of lists' inputs, and names of filters, that are no members of what is listed.",
    row: AskedRow,
  },
  {
    path: "src/instance/behaviour/reads/filter-names.json",
    title: "What filters there are",
    intro:
      "Names of the filters of lists as their documentation has them: another one, which is no member either, is refused by the instance.",
    row: FilterNamesRow,
  },
];
