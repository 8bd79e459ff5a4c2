/** Every English text of the page, by where it stands. What is about a number or a name is a function. */

/** `1 call`, `1,234 calls`. */
export function tellMany(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

export const texts = {
  app: {
    name: "cloudmock",
    skip: "Skip to content",
    nav: "Views",
    bar: "Page",
    main: "Content",
    loading: "Loading…",
    again: "Try again",
    close: "Close",
    back: "Back",
    copy: "Copy",
    copied: "Copied",
    copyFailed: "The browser does not let this page copy; select the text instead",
    theme: { system: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" },
    help: "Keyboard shortcuts",
    connected: (endpoint: string, name: string) => `${name} at ${endpoint}`,
    nothingThere: (endpoint: string) => `nothing answers at ${endpoint}`,
    unreachable: "the server does not answer",
    report: (command: string, at: string) => `Report of ${command}, ${at}`,
    version: (version: string) => `cloudmock ${version}`,
    failed: "That did not work",
    noView: "There is no such view",
    noInstance:
      "No instance of cloudmock's own stands behind this server, so there is nothing to show here. cloudmock start serves one.",
    crashed: "This view failed, and it is not your fault. Please report it with these lines:",
  },
  views: {
    topology: "Topology",
    resource: "Resource",
    replays: "Replays",
    requests: "Requests",
    items: "Items",
  },
  search: {
    label: "Search resources",
    placeholder: "Search resources",
    none: "Nothing has this name",
    loading: "Reading what stands…",
    unavailable: "There is nothing to search",
    found: (count: number) => tellMany(count, "result"),
    more: (count: number) => `and ${tellMany(count, "more", "more")}: type on`,
  },
  keys: {
    title: "Keyboard shortcuts",
    search: "Search",
    help: "This list",
    go: (view: string) => `Go to ${view}`,
    close: "Close, clear, or leave what is open",
    list: "In a list: to the next, the one before, the first, the last",
    open: "In a list: open",
  },
  token: {
    title: "This server asks for a token",
    why: "It was started with CLOUDMOCK_ADMIN_TOKEN. The token is kept in this tab alone, until it is closed.",
    label: "Token",
    give: "Use it",
    wrong: "The server did not take it",
  },
  list: {
    empty: "Nothing here",
    printed: (shown: number, total: number) =>
      `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} rows are printed`,
  },
  topology: {},
  resource: {},
  replays: {},
  requests: {},
  items: {},
} as const;
