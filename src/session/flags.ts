/** The flags that were given, as the command line and the admin API's query parameters have them in common. */

/** A flag's values: the texts of every time it was given (never empty), or whether a switch is on. */
export type FlagValue = readonly string[] | boolean;

/** The flags that were given, by kebab-case name. */
export type Flags = Readonly<Record<string, FlagValue>>;
