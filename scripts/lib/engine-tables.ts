/** The data tables of the engines of keys and of Systems Manager. */

import { GrantUseRow } from "../../src/instance/engines/kms/grants.ts";
import { KeySpecRow } from "../../src/instance/engines/kms/specs.ts";
import { OwnBaselineRow } from "../../src/instance/engines/ssm/own-baselines.ts";
import { PublicImagesRow } from "../../src/instance/engines/ssm/public.ts";
import type { DataTable } from "./data-table.ts";

export const ENGINE_TABLES: readonly DataTable[] = [
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
