/** What may stay in an anonymized log beside AWS's own words; the names of its services always do. */
export const KEEPABLE = ["regions", "services"] as const;

export type Keepable = (typeof KEEPABLE)[number];
