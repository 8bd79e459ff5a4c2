/** What lookup-events, and what SDKs and tables write of it, call its record: a text that must be one, whatever it holds. */
export const RECORD_TEXTS = [
  "CloudTrailEvent",
  "cloudTrailEvent",
  "cloud_trail_event",
  "cloudtrail_event",
] as const;
