/** The data tables of the engines. */

import { MakingRow } from "../../src/instance/engines/cloudformation/resources/rows.ts";
import { QuotaRow } from "../../src/instance/engines/iam-account.ts";
import { GrantUseRow } from "../../src/instance/engines/kms/grants.ts";
import { KeySpecRow } from "../../src/instance/engines/kms/specs.ts";
import { LogTypeRow } from "../../src/instance/engines/logs/deliveries.ts";
import { UndoneRow } from "../../src/instance/engines/logs/insights/undone.ts";
import { QueueAttributeRow } from "../../src/instance/engines/sqs/attributes.ts";
import { OwnBaselineRow } from "../../src/instance/engines/ssm/own-baselines.ts";
import { PublicImagesRow } from "../../src/instance/engines/ssm/public.ts";
import { StatementRow } from "../../src/instance/engines/statements.ts";
import { LookRow } from "../../src/instance/items/looks.ts";
import type { DataTable } from "./data-table.ts";

export const ENGINE_TABLES: readonly DataTable[] = [
  {
    path: "src/instance/engines/cloudformation/resources/rows.json",
    title: "Resources of stacks in the instance",
    intro:
      "Which calls make a resource of a stack, where the tables of resources and of CloudFormation's types do not tell it: `src/instance/engines/cloudformation/resources/rows.ts` says what each kind of row means.",
    row: MakingRow,
  },
  {
    path: "src/instance/engines/sqs/attributes.json",
    title: "Attributes of queues",
    intro: "What SQS takes as an attribute of a queue, and what it is where nobody says it.",
    row: QueueAttributeRow,
  },
  {
    path: "src/instance/engines/logs/log-types.json",
    title: "Kinds of logs that services send",
    intro: "What a delivery source of CloudWatch Logs can send, by the service of what it is.",
    row: LogTypeRow,
  },
  {
    path: "src/instance/engines/logs/insights/undone.json",
    title: "What of Insights' queries only AWS does",
    intro:
      "Commands, functions and units that `StartQuery` answers with 501, as they are none that are unknown to AWS.",
    row: UndoneRow,
  },
  {
    path: "src/instance/items/looks.json",
    title: "Looking into things",
    intro:
      "How the console and `GET /api/items/{arn}` show what things of the instance hold, and how they change it with `--allow-edit`.",
    row: LookRow,
  },
  {
    path: "src/instance/engines/iam-quotas.json",
    title: "What an account may have of IAM's",
    intro: "The numbers that `GetAccountSummary` tells beside those that are counted.",
    row: QuotaRow,
  },
  {
    path: "src/instance/engines/statements.json",
    title: "Statements of policies",
    intro: "Calls that put a statement into a thing's policy or take it out, as the instance does them.",
    row: StatementRow,
  },
  {
    path: "src/instance/engines/kms/specs.json",
    title: "Specs of KMS's keys",
    intro:
      "What the keys of each spec are made of in the instance, and the algorithms that they have, by what they are for.",
    row: KeySpecRow,
  },
  {
    path: "src/instance/engines/kms/grant-uses.json",
    title: "What grants of KMS's keys let do",
    intro: "Operations that a grant can let do, by what the key must be for.",
    row: GrantUseRow,
  },
  {
    path: "src/instance/engines/ssm/own-baselines.json",
    title: "Patch baselines of AWS's own",
    intro:
      "The baseline that is the default of each system where no other one was registered. Their ids are made up.",
    row: OwnBaselineRow,
  },
  {
    path: "src/instance/engines/ssm/public-images.json",
    title: "Public parameters that name images",
    intro: "Names of public parameters with images' ids, by their paths. The ids are made up.",
    row: PublicImagesRow,
  },
];
