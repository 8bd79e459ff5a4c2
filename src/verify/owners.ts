/** The services whose things a call names, though it is none of theirs: tags of any thing go by its ARN. */
import { splitArn } from "../aws/resources/arns.ts";
import { arnTemplates } from "../aws/resources/table.ts";
import { type Named, nameScope, type Scoped } from "./named.ts";

/** Where the things of other services stand that a call names by their ARNs: tags of any thing go so. */
export function listOwners<Site extends Scoped>(named: readonly Named[], step: Site): Site[] {
  const owners = new Map<string, Site>();
  for (const { text, row } of named) {
    const arn = row.part === "own" && row.kind === "arn" ? splitArn(text) : undefined;
    if (!arn) continue;
    const [account, region] = [arn.account || step.account, arn.region || step.region];
    for (const service of arnTemplates.findOwners(arn.service)) {
      if (service === step.service) continue;
      const site = { ...step, service, account, region };
      owners.set(nameScope(site), site);
    }
  }
  return [...owners.values()];
}
