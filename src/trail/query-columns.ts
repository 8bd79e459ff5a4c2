/** The columns that the SQL of `cloudmock cloudtrail query` selects, in its order, by which a result without names is known. */

/** Columns that are texts already (eventtime is a timestamp in CloudTrail Lake). */
export const PLAIN_COLUMNS = [
  "eventid",
  "eventtime",
  "eventsource",
  "eventname",
  "awsregion",
  "recipientaccountid",
  "readonly",
  "eventtype",
  "apiversion",
  "sharedeventid",
  "sourceipaddress",
];

/** What Athena is asked for. */
export const ATHENA_COLUMNS = [
  ...PLAIN_COLUMNS,
  "useridentity",
  "requestparameters",
  "responseelements",
  "additionaleventdata",
  "resources",
];

/** What CloudTrail Lake is asked for, whose maps have names of their own. */
export const LAKE_COLUMNS = [
  ...PLAIN_COLUMNS,
  "useridentity",
  "requestparameters_map",
  "responseelements_map",
  "additionaleventdata_map",
  "resources",
];
