/** Fields that views are searched and filtered with. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { show } from "./common.tsx";

interface FilterFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** A text that what is shown must have. */
export function FilterField({ label, value, onInput }: FilterFieldProps): JSX.Element {
  return (
    <input
      class="field filter"
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  );
}

interface ChooseProps {
  readonly label: string;
  /** Whether the label stands before it, and is not only said. */
  readonly isLabelSeen?: boolean;
  readonly value: string;
  /** Each with what is said of it, where that is something else. */
  readonly options: readonly (string | readonly [value: string, said: string])[];
  readonly onChoose: (value: string) => void;
  readonly class?: string;
}

/** One of a few. */
export function Choose(props: ChooseProps): JSX.Element {
  const { label, isLabelSeen, value, options, onChoose } = props;
  const id = useId();
  const select = (
    <select
      id={id}
      class={`field ${props.class ?? ""}`}
      aria-label={isLabelSeen ? undefined : label}
      value={value}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    >
      {options.map((option) => {
        const [one, said] = typeof option === "string" ? [option, option] : option;
        return (
          <option key={one} value={one}>
            {show(said)}
          </option>
        );
      })}
    </select>
  );
  if (!isLabelSeen) return select;
  return (
    <span class="row small">
      <label for={id}>{label}</label>
      {select}
    </span>
  );
}
