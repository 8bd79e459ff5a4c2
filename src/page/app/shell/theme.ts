/** Light, dark, or as the system has it; remembered. */
import { useWatched, Watched } from "../data/watched.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "cloudmock.theme";

function read(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? "system";
  } catch {
    return "system";
  }
}

const chosen = new Watched(read());

function apply(): void {
  const { dataset } = document.documentElement;
  const theme = chosen.value;
  if (theme === "system") delete dataset["theme"];
  else dataset["theme"] = theme;
}

/** Before anything is drawn, so that nothing flashes. */
export function startTheme(): void {
  apply();
  chosen.watch(apply);
  // The colours change, though what was chosen stays.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chosen.set(chosen.value));
}

function setTheme(next: Theme): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A page from disk may keep nothing.
  }
  chosen.set(next);
}

/** The theme that was chosen, and what chooses another. Whoever uses it is drawn anew when colours change. */
export function useTheme(): readonly [Theme, (next: Theme) => void] {
  return [useWatched(chosen), setTheme];
}

/** Calls back when colours change; what is given ends that. For what is drawn on a canvas. */
export function watchTheme(watcher: () => void): () => void {
  return chosen.watch(watcher);
}
