/** Which names parameters can have. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html#sysman-parameter-name-constraints */
import { refuse, refuseInput } from "../refusal.ts";

const MOST_LEVELS = 15;
const NO_NAME =
  'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';
const RESERVED = ["aws", "ssm"];

/** The texts that AWS keeps for itself begin so, whatever the case. */
export function isReserved(text: string): boolean {
  const start = text.toLowerCase();
  return RESERVED.some((word) => start.startsWith(word));
}

/** Refuses a name that no parameter of a customer's can have. */
export function demandName(name: string): void {
  const path = name.startsWith("/") ? name.slice(1) : name;
  const isPath = path.includes("/");
  if (isReserved(path)) {
    if (isPath && name.startsWith("/") && path.toLowerCase().startsWith("aws"))
      refuse("AccessDeniedException", `No access to reserved parameter name: ${name}.`);
    refuseInput(
      isPath ? NO_NAME : 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
    );
  }
  if (isPath && !name.startsWith("/")) refuseInput("Parameter name must be a fully qualified name.");
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name) || name.includes("//") || name.endsWith("/")) refuseInput(NO_NAME);
  if (path.split("/").length > MOST_LEVELS)
    refuse(
      "HierarchyLevelLimitExceededException",
      `A hierarchy can have a maximum of ${MOST_LEVELS} levels. For more information, see Requirements and constraints for parameter names in the Systems Manager User Guide.`,
    );
}

/** Refuses a name that is asked for though no parameter can have it. */
export function demandAskedName(name: string): void {
  const isBare = name.includes("/") && !name.startsWith("/");
  if (isBare || name.includes("//")) refuseInput(NO_NAME);
}

/** Refuses a path under which no parameter can stand. */
export function demandPath(path: string): void {
  if (isReserved(path.slice(1)) && !/^\/aws\/service(?:\/|$)/i.test(path))
    refuseInput(
      'Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive). When using global parameters, please specify within a global namespace.',
    );
  if (path.includes("//") || !path.startsWith("/") || !/^[a-zA-Z0-9_.\-/]*$/.test(path))
    refuseInput(
      'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
    );
}
