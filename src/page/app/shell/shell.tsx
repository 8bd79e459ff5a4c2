/** The frame: bar, rail, and the view that the address names. */
import { Component, type ComponentChildren, type JSX } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { askJson } from "../data/api.ts";
import type { HealthAnswer } from "../data/api-types.ts";
import { boot } from "../data/boot.ts";
import { type Loading, useEvery, useLoad } from "../data/use-load.ts";
import { Empty, IconButton } from "../parts/common.tsx";
import { Mark } from "../parts/icons.tsx";
import { useDrop } from "../replays/drop.ts";
import { texts } from "../texts.ts";
import { useAnnounced } from "./announce.ts";
import { KeysDialog, TokenDialog } from "./dialogs.tsx";
import { useKeys } from "./keys.ts";
import { goTo, linkTo, type PageRoute, useRoute } from "./router.ts";
import { Search } from "./search.tsx";
import { THEMES, useTheme } from "./theme.ts";
import { START, views } from "./views.ts";

/** How often the server is asked whether it still stands. */
const HEALTH_EVERY_MS = 15_000;

function useHealth(): Loading<HealthAnswer> | undefined {
  const isServed = boot.mode === "served";
  const load = (signal: AbortSignal) =>
    isServed ? askJson<HealthAnswer>("/api/health", { signal }) : new Promise<HealthAnswer>(() => {});
  const health = useLoad(load, "health");
  useEvery(isServed ? HEALTH_EVERY_MS : undefined, health.reload);
  return isServed ? health : undefined;
}

function tellWhere(health: Loading<HealthAnswer> | undefined): string {
  if (boot.mode === "report")
    return texts.app.report(boot.report.command, new Date(boot.report.made_at).toLocaleString());
  if (health?.state === "failed") return texts.app.unreachable;
  if (health?.state !== "ready") return "";
  const { endpoint, emulator } = health.value;
  return emulator.reachable
    ? texts.app.connected(endpoint, emulator.name ?? "endpoint")
    : texts.app.nothingThere(endpoint);
}

function ThemeButton(): JSX.Element {
  const [theme, setTheme] = useTheme();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  return <IconButton icon={theme} label={texts.app.theme[theme]} onClick={() => setTheme(next)} />;
}

function Rail({ at, version }: { readonly at: string | undefined; readonly version: string }): JSX.Element {
  return (
    <nav class="rail" aria-label={texts.app.nav}>
      {views
        .filter(({ key }) => key !== undefined)
        .map(({ name }) => (
          <a key={name} href={linkTo([name])} aria-current={name === at ? "page" : undefined}>
            {texts.views[name]}
          </a>
        ))}
      {version !== "" && <span class="foot">{texts.app.version(version)}</span>}
    </nav>
  );
}

/** A view that fails leaves the rest of the page as it is. */
class Guarded extends Component<{ readonly children: ComponentChildren }, { readonly error?: unknown }> {
  static override getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div class="view" role="alert">
        <p>{texts.app.crashed}</p>
        <pre>{error instanceof Error ? (error.stack ?? error.message) : String(error)}</pre>
      </div>
    );
  }
}

function Content({ route }: { readonly route: PageRoute }): JSX.Element {
  const [name] = route.path;
  const view = views.find((one) => one.name === name);
  if (!view) return <Empty title={texts.app.noView} />;
  return (
    <Guarded key={view.name}>
      <view.Component route={route} />
    </Guarded>
  );
}

export function Shell(): JSX.Element {
  const route = useRoute();
  const [name] = route.path;
  const [areKeysShown, showKeys] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);
  const announced = useAnnounced();
  const health = useHealth();
  const isDropping = useDrop(boot.mode === "served");
  const version =
    boot.mode === "report" ? boot.report.version : health?.state === "ready" ? health.value.version : "";
  const onSearch = useCallback(() => search.current?.focus(), []);
  const onHelp = useCallback(() => showKeys(true), []);
  useKeys({ onSearch, onHelp });
  useEffect(() => {
    if (name === undefined) goTo(START, true);
    const view = views.find((one) => one.name === name);
    document.title = view ? `${texts.views[view.name]} · ${texts.app.name}` : texts.app.name;
  }, [name]);
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {texts.app.skip}
      </button>
      <header class="bar">
        <a class="brand" href={START}>
          <Mark />
          {texts.app.name}
        </a>
        <Search input={search} />
        <div class="about">
          <span class="where" title={tellWhere(health)}>
            {tellWhere(health)}
          </span>
          <ThemeButton />
          <IconButton icon="help" label={texts.app.help} onClick={onHelp} />
        </div>
      </header>
      <Rail at={name} version={version} />
      <main class="main" id="main" ref={main} tabIndex={-1} aria-label={texts.app.main}>
        <Content route={route} />
      </main>
      <div class="announcer" role="status">
        {announced}
      </div>
      {areKeysShown && <KeysDialog onClose={() => showKeys(false)} />}
      <TokenDialog />
      {isDropping && <div class="dropping">{texts.replays.drop}</div>}
    </div>
  );
}
