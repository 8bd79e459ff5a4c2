/** Names for things that the log does not name, in the forms that services take. */
export function listNames(digest: string): string[] {
  return ["cloudmock-", "cloudmock_", "cloudmock", "CLOUDMOCK"].map((begin) => `${begin}${digest}`);
}

const OUTER = new Set(["Partition", "Region", "Account"]);

/** The places of an ARN's template besides the partition, the region and the account. */
export function listArnPlaces(template: string): string[] {
  return [...template.matchAll(/\$\{(\w+)\}/g)]
    .map(([, place = ""]) => place)
    .filter((place) => !OUTER.has(place));
}

/** What a place of a type's ARN may be called that holds what a member of the type's things does: `Name`, `ActivityName`. */
export function listPlaceNames(member: string, type: string): string[] {
  return [member, `${type.replaceAll("-", "")}${member}`].map((name) => name.toLowerCase());
}

/** The same with what the place of an ARN leaves out of the member's name: `Name` for FirewallName. */
export function listShortPlaceNames(member: string, type: string): string[] {
  const noun = type.replaceAll("-", "");
  const name = member.toLowerCase();
  return [...listPlaceNames(member, type), ...(name.startsWith(noun) ? [name.slice(noun.length)] : [])];
}

/** What a part of a thing is called that stands at a place of its ARN, as the ARN's template calls it. */
export function nameArnPlace(place: string): string {
  return `at-${place.toLowerCase()}`;
}
