/** Names for things that the log does not name, in the forms that services take. */
export function listNames(digest: string): string[] {
  return ["cloudmock-", "cloudmock_", "cloudmock", "CLOUDMOCK"].map((begin) => `${begin}${digest}`);
}

/** What a part of a thing is called that stands at a place of its ARN, as the ARN's template calls it. */
export function nameArnPlace(place: string): string {
  return `at-${place.toLowerCase()}`;
}
