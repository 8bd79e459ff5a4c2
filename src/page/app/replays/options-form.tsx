/** The options of a replay, as the command line has them: made from what the server says of its parameters. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { askJson } from "../data/api.ts";
import type { ReplayParameter } from "../data/api-types.ts";
import { useLoad } from "../data/use-load.ts";
import { Code } from "../parts/code.tsx";
import { Await } from "../parts/common.tsx";
import { texts } from "../texts.ts";

interface Document {
  readonly paths: Readonly<
    Record<string, { readonly post?: { readonly parameters?: readonly ReplayParameter[] } }>
  >;
}

/** What the page itself says. */
const OWN: ReadonlySet<string> = new Set(["async", "format"]);

async function loadParameters(signal: AbortSignal): Promise<readonly ReplayParameter[]> {
  const document = await askJson<Document>("/api/openapi.json", { signal });
  const all = document.paths["/api/cloudtrail/replay"]?.post?.parameters ?? [];
  return all.filter((one) => !OWN.has(one.name) && !["file", "folder"].includes(one["x-names"] ?? ""));
}

/** Values by the parameters' names; one that is not set has none. */
export type OptionValues = Readonly<Record<string, string>>;

interface OptionProps {
  readonly of: ReplayParameter;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Option({ of, value, onChange }: OptionProps): JSX.Element {
  const id = useId();
  const { name, description, schema } = of;
  const one = schema.items ?? schema;
  const isSwitch = of.allowEmptyValue === true;
  const preset = one.default === undefined ? "" : texts.replays.preset(one.default);
  return (
    <div class="option">
      <label for={id} class="mono">
        {name}
      </label>
      {isSwitch && (
        <input
          id={id}
          type="checkbox"
          checked={value === "true"}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.currentTarget.checked ? "true" : "")}
        />
      )}
      {!isSwitch && one.enum && (
        <select
          id={id}
          class="field"
          value={value}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          <option value="">{preset}</option>
          {one.enum.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      )}
      {!isSwitch && !one.enum && (
        <input
          id={id}
          class="field"
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder={one.default ?? of["x-hint"] ?? ""}
          value={value}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.currentTarget.value.trim())}
        />
      )}
      <span id={`${id}-help`} class="muted small help">
        {description}
      </span>
    </div>
  );
}

/** A word of a shell. */
function quote(word: string): string {
  return /^[\w.,/:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The same as a command. */
function writeCommand(file: string, values: OptionValues): string {
  const flags = Object.entries(values).map(([name, value]) =>
    value === "true" ? `--${name}` : `--${name} ${quote(value)}`,
  );
  return ["cloudmock cloudtrail replay --input", quote(file), ...flags].join(" ");
}

interface OptionsFormProps {
  readonly file: string;
  readonly values: OptionValues;
  readonly onChange: (values: OptionValues) => void;
}

export function OptionsForm({ file, values, onChange }: OptionsFormProps): JSX.Element {
  const loaded = useLoad(loadParameters, "parameters");
  const change = (name: string, value: string) => {
    const { [name]: _, ...others } = values;
    onChange(value === "" ? others : { ...others, [name]: value });
  };
  return (
    <Await of={loaded}>
      {(parameters) => (
        <div class="stack">
          {[...Map.groupBy(parameters, (one) => one["x-group"])].map(([group, some]) => (
            <fieldset class="options" key={group}>
              <legend>{group}</legend>
              {some.map((one) => (
                <Option
                  key={one.name}
                  of={one}
                  value={values[one.name] ?? ""}
                  onChange={(value) => change(one.name, value)}
                />
              ))}
            </fieldset>
          ))}
          <div class="stack">
            <span class="muted small">{texts.replays.command}</span>
            <Code text={writeCommand(file, values)} label={texts.replays.command} />
          </div>
        </div>
      )}
    </Await>
  );
}
