/** The members of a record by which it is left out, and others that tell whether it may be skimmed; as numbers. */
import { LIST_MEMBERS } from "../list-members.ts";
import { RECORD_TEXTS } from "../record-texts.ts";

/** Each is below 31; texts come first, and 0 is any other member. */
export const MEMBERS = {
  eventID: 1,
  eventTime: 2,
  eventSource: 3,
  eventName: 4,
  awsRegion: 5,
  eventType: 6,
  errorCode: 7,
  recipientAccountId: 8,
  apiVersion: 9,
  userAgent: 10,
  sourceIPAddress: 11,
  readOnly: 12,
  userIdentity: 13,
  requestParameters: 14,
  responseElements: 15,
  resources: 16,
} as const;

/** The last one that is a text. */
export const LAST_TEXT = MEMBERS.sourceIPAddress;

/** What makes a record one that other rules are for, or no record, unless it is null. */
const DOUBTFUL = [
  "sharedEventID",
  "addendum",
  "digestStartTime",
  ...RECORD_TEXTS,
  ...LIST_MEMBERS.map(({ name }) => name),
];

/** The names of the members, from number 1 on. */
export const MEMBER_NAMES: readonly string[] = [...Object.keys(MEMBERS), ...DOUBTFUL];

/** The member that lookup-events has a record's text in. */
export const [LOOKUP_TEXT] = RECORD_TEXTS;
export const RECORD_TEXT = MEMBER_NAMES.indexOf(LOOKUP_TEXT) + 1;

const COUNT = MEMBERS.resources + 1;

/**
 * Where the members of a record are is written in a row: where each begins, and where it ends, by its number; from NUMBERS on, the
 * numbers of their texts.
 */
export const NUMBERS = 2 * COUNT;
export const ROW = 3 * COUNT;
