/** The data tables of exports. */
import * as v from "valibot";
import { CfnRow } from "../../src/aws/cloudformation/rows.ts";
import { Text } from "../../src/base/row-types.ts";
import { ImportRow } from "../../src/export/terraform/rows.ts";
import type { DataTable } from "./data-table.ts";

/** A row of src/aws/cloudformation/corrections.json. */
const CfnCorrectionRow = v.strictObject({ cfn: Text, property: Text, from: v.string(), reason: Text });

export const EXPORT_TABLES: readonly DataTable[] = [
  {
    path: "src/aws/cloudformation/corrections.json",
    title: "Properties of CloudFormation",
    intro:
      "Which member of the API a property of CloudFormation is, `npm run resources` finds by names and kinds. What that gets wrong is said here; an empty `from` means that no member is it.",
    row: CfnCorrectionRow,
  },
  {
    path: "src/aws/cloudformation/rows.json",
    title: "Templates of CloudFormation",
    intro:
      "What CloudFormation has otherwise than the API, where names do not tell it: `src/aws/cloudformation/rows.ts` says what each kind of row means.",
    row: CfnRow,
  },
  {
    path: "src/export/terraform/imports.json",
    title: "Imports of Terraform",
    intro:
      "How Terraform's AWS provider calls what stands, by which ids it imports it, and what a resource of the type cannot do without. The reason is the page of the provider's documentation that says it.",
    row: ImportRow,
  },
];
