/** Light, dark, or as the system has it; remembered. */
import { useEffect, useState } from "preact/hooks";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "cloudmock.theme";
const watchers = new Set<() => void>();

function read(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? "system";
  } catch {
    return "system";
  }
}

let theme = read();

function apply(): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset["theme"];
  else dataset["theme"] = theme;
  for (const watcher of watchers) watcher();
}

/** Before anything is drawn, so that nothing flashes. */
export function startTheme(): void {
  apply();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
}

function setTheme(next: Theme): void {
  theme = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A page from disk may keep nothing.
  }
  apply();
}

/** The theme that was chosen, and what chooses another. Whoever uses it is drawn anew when colours change. */
export function useTheme(): readonly [Theme, (next: Theme) => void] {
  const [, setTurn] = useState(0);
  useEffect(() => {
    const watcher = () => setTurn((turn) => turn + 1);
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  }, []);
  return [theme, setTheme];
}

/** Calls back when colours change; what is given ends that. For what is drawn on a canvas. */
export function watchTheme(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
