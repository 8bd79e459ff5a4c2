/** Names for things that the log does not name, in the forms that services take. */
export function listNames(digest: string): string[] {
  return ["cloudmock-", "cloudmock_", "cloudmock", "CLOUDMOCK"].map((begin) => `${begin}${digest}`);
}
