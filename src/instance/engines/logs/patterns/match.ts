/** What a pattern takes out of a message that it fits, by name; undefined where it does not fit. */
export type Match = (message: string) => Readonly<Record<string, string>> | undefined;
