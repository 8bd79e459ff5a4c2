/** What tells the things of a type apart from others, whatever an API of the service calls the type. */
import type { ServiceResources } from "../../../aws/resources/types.ts";

/**
 * The form of such a thing's ARN where no other type of the API has it, else the type's name: what OpenSearch calls a domain
 * is Elasticsearch's `elasticsearch-domain`.
 */
export function tellKinship({ signingName, types }: ServiceResources, type: string): string {
  const all = Object.values(types);
  const form = types[type]?.arns
    .toSorted()
    .find((one) => all.filter(({ arns }) => arns.includes(one)).length === 1);
  return `${signingName}:${form ?? type}`;
}
